import type { Analyzer, createAnalyzer } from "../../src/library/index.ts";
import type { Contestant } from "./contestant.ts";

/** The library as it is packed: every cost from the picture to the reading counts, the way to its Worker and back included. */
export const countenance: Contestant = {
  id: "countenance",
  name: "Countenance",
  package: "package.json",
  files: { "": "dist/library" },
  async load(assets) {
    const library: { createAnalyzer: typeof createAnalyzer } = await import(`${assets}index.js`);
    const analyzer: Analyzer = await library.createAnalyzer({ backend: "wasm" });
    return {
      read: async (picture, timeMs, thorough) => {
        const readings = await analyzer.analyze(picture, timeMs === null ? { thorough } : { source: "film", timeMs });
        return readings.map(({ box }) => box);
      },
    };
  },
};
