// What is seen in a film's frames: the right one at each moment, and upright.

import { describe, expect, test } from "vitest";
import { openFilesPage, page } from "./files-page.ts";

openFilesPage();

/** Shown from 100 ms times its number on. Nobody knows how long a WebM file's last frame is shown: it is left out. */
const FRAMES = 21;
const SHOWN_UNTIL_MS = 2000;

describe.each(["mp4", "webm"] as const)("of a film (%s)", (container) => {
  test.each([100, 250, 333])("every %d ms the frame is given that is shown then", async (everyMs) => {
    const seen = await page.evaluate(
      async (container, frames, everyMs) =>
        files.numbersEvery(await files.makeNumberedFilm(container, frames), everyMs),
      container,
      FRAMES,
      everyMs,
    );
    const expected = Array.from({ length: Math.ceil(SHOWN_UNTIL_MS / everyMs) }, (_, i) => {
      return { timeMs: i * everyMs, number: Math.floor((i * everyMs) / 100) };
    });
    expect(seen.filter(({ timeMs }) => timeMs < SHOWN_UNTIL_MS)).toEqual(expected);
  });

  test("one frame can be had by itself: that which is shown at the moment", async () => {
    const numbers = await page.evaluate(
      async (container, frames) =>
        files.numbersAt(await files.makeNumberedFilm(container, frames), [1234, 1200, 1199, 0, 1999, 100]),
      container,
      FRAMES,
    );
    expect(numbers).toEqual([12, 12, 11, 0, 19, 1]);
  });
});

test.each([
  [0, "480×360", "top left"],
  [90, "360×480", "top right"],
  [180, "480×360", "bottom right"],
  [270, "360×480", "bottom left"],
] as const)("a film that is to be turned by %d° stands upright", async (rotation, size, corner) => {
  const [seen, corners] = await page.evaluate(async (rotation) => {
    const film = await files.makeCorneredFilm(rotation);
    return [await files.look(film, 500), await files.brightCorners(film)] as const;
  }, rotation);
  const [width, height] = size.split("×").map(Number);
  expect(seen).toMatchObject({ shape: { width, height }, sizes: [size], code: null });
  expect(corners).toEqual([[corner], [corner]]);
});
