import { expect, test } from "vitest";
import type { MediaFile } from "../../../src/files/media-file.ts";
import { moments } from "../../../src/files/moments.ts";
import { readMediaFile } from "../../../src/files/read-media-file.ts";
import type { Moment } from "../../../src/library/analyzer.ts";

/** What was done with a file without faces. */
interface Done {
  /** What the analyzer was asked. */
  readonly asked: Moment[];
  readonly forgotten: string[];
  closed: number;
}

/** Has a file read; after so many pictures the analyzer fails. */
async function read(kind: MediaFile["kind"], everyMs: number, failsAfter = Number.POSITIVE_INFINITY): Promise<Done> {
  const done: Done = { asked: [], forgotten: [], closed: 0 };
  const image = { close: () => void done.closed++ } as ImageBitmap;
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
  const analyze = async (_: unknown, moment: Moment = {}) => {
    done.asked.push(moment);
    if (done.asked.length > failsAfter) throw new Error("The engine failed.");
    return [];
  };
  const analyzer = { analyze, forget: (source: string) => void done.forgotten.push(source) };
  try {
    for await (const _ of readMediaFile(file, analyzer, { everyMs }));
  } catch (error) {
    expect(error).toMatchObject({ message: "The engine failed." });
  }
  return done;
}

const asked = async (kind: MediaFile["kind"], everyMs: number) => (await read(kind, everyMs)).asked;

test.each([Number.POSITIVE_INFINITY, 3])(
  "each picture is given back, and the film forgotten, be it after %d pictures that the engine fails",
  async (failsAfter) => {
    const { asked, closed, forgotten } = await read("film", 250, failsAfter);
    expect(asked.length).toBe(Math.min(24, failsAfter + 1));
    expect(closed).toBe(asked.length);
    expect(forgotten).toEqual([asked[0]?.source]);
  },
);

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
