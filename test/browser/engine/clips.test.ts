import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MEDIA } from "../../media.ts";
import { type EnginePage, openEnginePage } from "./engine-worker.ts";

interface Moment {
  readonly atS: number;
  readonly faces: number;
  readonly shows: string;
  readonly sure: boolean;
}

let page: EnginePage;

beforeAll(async () => {
  page = await openEnginePage();
});
afterAll(() => page.close());

/** What the engine reads in a film, four times a second, as in a call. */
function readFilm(name: string): Promise<Moment[]> {
  return page.inWindow(
    async (url, assets) => {
      const analyzer = await host.load({ assets, backend: "wasm" });
      // A video element that has been sought may still draw the picture before.
      const film = await host.openMediaFile(await (await fetch(url)).blob(), url);
      const [width, height] = [320, Math.round((320 * film.height) / film.width)];
      const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
      if (!context) throw new Error("No canvas to be had.");
      const moments = [];
      for await (const { image: picture, timeMs } of film.frames(250)) {
        context.drawImage(picture, 0, 0, width, height);
        picture.close();
        const image = host.toGrey(context.getImageData(0, 0, width, height).data, width, height);
        const [reading, ...others] = await analyzer.analyze(image, { source: url, timeMs });
        moments.push({
          atS: timeMs / 1000,
          faces: others.length + (reading ? 1 : 0),
          shows: reading?.dominant ?? "",
          sure: reading?.doubt === null,
        });
      }
      film.close();
      analyzer.close();
      return moments;
    },
    `/media/clips/${name}`,
    `${page.origin}/assets/`,
  );
}

/** Between two moments, in seconds, the expression is what most readings say. */
function mostly(moments: readonly Moment[], fromS: number, toS: number): string | undefined {
  const counts = new Map<string, number>();
  for (const { atS, shows } of moments) {
    if (atS >= fromS && atS <= toS) counts.set(shows, (counts.get(shows) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}

describe.skipIf(!MEDIA)("films of real people", () => {
  const films = new Map<string, readonly Moment[]>();
  const film = (name: string) => films.get(name) ?? [];

  test.each(["d12.mp4", "d18.mp4", "d19.mp4", "d20.mp4"])(
    "%s: one face in more than 95 of 100 pictures",
    async (name) => {
      const moments = await readFilm(name);
      films.set(name, moments);
      expect(moments.length).toBeGreaterThan(20);
      expect(moments.filter(({ faces }) => faces === 1).length / moments.length).toBeGreaterThan(0.95);
    },
  );

  test("d18: calm at first, an open mouth after two and a half seconds", () => {
    expect(mostly(film("d18.mp4"), 0, 0.25)).toBe("neutral");
    expect(mostly(film("d18.mp4"), 2.5, 3.25)).toBe("surprise");
  });

  test("d19: smiles after three seconds and after five and a half", () => {
    expect(mostly(film("d19.mp4"), 3, 3.25)).toBe("happiness");
    expect(mostly(film("d19.mp4"), 5.5, 5.75)).toBe("happiness");
  });
});
