// MediaPipe's web tasks report "performance and utilization" to Google (the privacy notice in their README). Nothing of a
// call may leave the device, and stores reject bundles that hold a foreign address: the reporter is cut out.

import { readFile } from "node:fs/promises";

/** Where a task is given its reporter. Everything else there copes with a task that has none. */
const REPORTER = /\bt\.o=new \w+\(t\.\w+\(\),e,r\)/g;

/** @type {import("esbuild").Plugin} */
export const mediapipeWithoutTelemetry = {
  name: "mediapipe-without-telemetry",
  setup(build) {
    build.onLoad({ filter: /@mediapipe[\\/]tasks-vision[\\/]vision_bundle\.mjs$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const found = source.match(REPORTER)?.length ?? 0;
      if (found !== 1) {
        throw new Error(
          `Expected MediaPipe to create its telemetry reporter in one place, found ${found}. It has changed: look for the address it reports to in ${path} and adapt the pattern here.`,
        );
      }
      return { contents: source.replace(REPORTER, "t.o=void 0"), loader: "js" };
    });
  },
};
