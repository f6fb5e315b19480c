import { expect, test } from "vitest";
import type { MediaFile } from "../../../src/files/media-file.ts";
import { moments } from "../../../src/files/moments.ts";
import { readMediaFile } from "../../../src/files/read-media-file.ts";
import type { Moment } from "../../../src/library/analyzer.ts";

/** What the analyzer is asked of a file without faces, whose pictures nobody looks at. */
async function asked(kind: MediaFile["kind"], everyMs: number): Promise<Moment[]> {
  const image = { close: () => {} } as ImageBitmap;
  const file: MediaFile = {
    kind,
    name: "a file",
    width: 640,
    height: 360,
    durationMs: 6000,
    offsetMs: 0,
    async *frames(everyMs) {
      for (const timeMs of moments(0, kind === "film" ? 6000 : 0, everyMs)) yield { image, timeMs };
    },
    frameAt: async (timeMs) => ({ image, timeMs }),
    close: () => {},
  };
  const asked: Moment[] = [];
  const analyze = async (_: unknown, moment: Moment = {}) => {
    asked.push(moment);
    return [];
  };
  for await (const _ of readMediaFile(file, { analyze, forget: () => {} }, { everyMs }));
  return asked;
}

test("a film is searched for small faces from its first picture on, every two seconds", async () => {
  const searched = async (everyMs: number) =>
    (await asked("film", everyMs)).filter(({ thorough }) => thorough).map(({ timeMs }) => timeMs);
  expect(await searched(250)).toEqual([0, 2000, 4000]);
  expect(await searched(1500)).toEqual([0, 3000]);
  expect(await searched(3000)).toEqual([0, 3000]);
});

test("a picture stands alone", async () => {
  expect(await asked("picture", 250)).toEqual([{ timeMs: 0 }]);
});
