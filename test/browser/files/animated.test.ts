// Animated pictures: films in all but name.

import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { animatedPng, png } from "../command-line/animation.ts";
import { openFilesPage, page } from "./files-page.ts";

openFilesPage();

test("an animated GIF is a film, one that stands still a picture", async () => {
  const [moving, still] = await page.evaluate(async () => {
    return [await files.look(files.makeGif(4), 100), await files.look(files.makeGif(1), 100)];
  });
  expect(moving).toMatchObject({ shape: { kind: "film", durationMs: 800 }, code: null });
  expect(moving?.times).toEqual([0, 100, 200, 300, 400, 500, 600, 700]);
  expect(still).toMatchObject({ shape: { kind: "picture" }, times: [0] });
});

test.each([0, 1])("frames of %d hundredths of a second are as long as browsers make them", async (hundredths) => {
  const seen = await page.evaluate(async (hundredths) => files.look(files.makeGif(4, hundredths), 100), hundredths);
  expect(seen).toMatchObject({ shape: { kind: "film", durationMs: 400 }, times: [0, 100, 200, 300], code: null });
});

test.each(["gif", "webp", "avif"])("an animated picture (%s) is read as the film it is", async (kind) => {
  const frames = await page.evaluate(
    async (kind) => files.read(await files.fetchFile(`/fixtures/animated.${kind}`), 250),
    kind,
  );
  expect(frames.map(({ timeMs }) => timeMs)).toEqual([0, 250, 500, 750, 1000, 1250, 1500, 1750]);
  expect(frames.every(({ readings }) => readings.length === 1 && readings[0]?.faceId === 1)).toBe(true);
  expect([frames[3]?.readings[0]?.dominant, frames[7]?.readings[0]?.dominant]).toEqual(["happiness", "surprise"]);
});

/** Grey, of two by two pixels; a damaged one has data that no decoder makes anything of. */
function greyPng(level: number | "damaged"): Buffer {
  const header = Buffer.from([0, 0, 0, 2, 0, 0, 0, 2, 8, 0, 0, 0, 0]);
  const data =
    level === "damaged" ? Buffer.alloc(20, 0xff) : deflateSync(Buffer.from([0, level, level, 0, level, level]));
  return png([
    ["IHDR", header],
    ["IDAT", data],
    ["IEND", Buffer.alloc(0)],
  ]);
}

test("of an animated picture with a damaged frame, those before it are read", async () => {
  const whole = animatedPng([greyPng(60), greyPng(120), greyPng(180)], 1);
  const damaged = animatedPng([greyPng(60), greyPng(120), greyPng("damaged")], 1);
  const [all, some] = await page.evaluate(
    async (...pngs) => Promise.all(pngs.map((bytes) => files.look(new Blob([new Uint8Array(bytes)]), 500))),
    [...whole],
    [...damaged],
  );
  expect(all).toMatchObject({ shape: { kind: "film", durationMs: 3000 }, code: null });
  expect(all?.times).toHaveLength(6);
  expect(some).toMatchObject({ shape: { kind: "film", durationMs: 2000 }, code: "broken" });
  expect(some?.times).toEqual([0, 500, 1000, 1500]);
});

test("a film of more than a week, which could not be kept as a session, is called so", async () => {
  // As long as an animated PNG can show a picture: ten of them are a week and 14 hours.
  const long = animatedPng(Array(10).fill(greyPng(60)), 65_535);
  const seen = await page.evaluate(async (bytes) => files.look(new Blob([new Uint8Array(bytes)]), 1000), [...long]);
  expect(seen).toMatchObject({ shape: null, code: "too-long" });
});

test("an animated picture is given up while it is being opened", async () => {
  const seen = await page.evaluate(async () => {
    const life = new AbortController();
    const { decode } = ImageDecoder.prototype;
    let decoded = 0;
    ImageDecoder.prototype.decode = function (options) {
      if (++decoded === 3) life.abort();
      return decode.call(this, options);
    };
    try {
      await files.openMediaFile(files.makeGif(100), "a file", life.signal);
      return "opened";
    } catch (error) {
      return `${(error as Error).name} at frame ${decoded}`;
    } finally {
      ImageDecoder.prototype.decode = decode;
    }
  });
  expect(seen).toBe("AbortError at frame 3");
});
