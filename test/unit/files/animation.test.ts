import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openAnimation } from "../../../src/files/animation.ts";

const FRAMES = 5;
const FRAME_MS = 100;

let damaged: number;
let onDecode: (frameIndex: number) => void;
/** The frames that were asked for. */
let asked: number[];
let open: number;

/** As Chromium's: at a frame that is damaged it closes itself. */
class Decoder {
  static isTypeSupported = async () => true;
  readonly completed = Promise.resolve();
  readonly tracks = { ready: Promise.resolve(), selectedTrack: { animated: true, frameCount: FRAMES } };
  #isClosed = false;

  constructor() {
    open++;
  }

  async decode({ frameIndex }: { readonly frameIndex: number }) {
    asked.push(frameIndex);
    onDecode(frameIndex);
    if (frameIndex === damaged) this.close();
    if (this.#isClosed) throw new DOMException("Failed to decode a frame.", "EncodingError");
    return { image: { duration: 1000 * FRAME_MS, index: frameIndex, close: () => {} } };
  }

  close() {
    if (!this.#isClosed) open--;
    this.#isClosed = true;
  }
}

beforeEach(() => {
  damaged = Number.POSITIVE_INFINITY;
  onDecode = () => {};
  asked = [];
  open = 0;
  vi.stubGlobal("ImageDecoder", Decoder);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const opened = (signal?: AbortSignal) =>
  openAnimation(new Blob(["GIF89a"], { type: "image/gif" }), "film.gif", { width: 2, height: 2 }, signal);

test("one with a damaged frame is a film that is cut off there", async () => {
  damaged = 3;
  const film = await opened();
  if (!film) return expect.fail("it is no film");
  expect(film).toMatchObject({ kind: "film", durationMs: 3 * FRAME_MS });
  const shown: unknown[] = [];
  const reading = async () => {
    for await (const { image, timeMs } of film.frames(FRAME_MS)) shown.push([timeMs, Reflect.get(image, "index")]);
  };
  await expect(reading()).rejects.toMatchObject({ code: "broken" });
  expect(shown).toEqual([0, 1, 2].map((index) => [index * FRAME_MS, index]));
  expect(await film.frameAt(10 * FRAME_MS)).toMatchObject({ image: { index: 2 } });
  film.close();
  expect(open).toBe(0);
});

test("one that is whole ends as it should", async () => {
  const film = await opened();
  const times: number[] = [];
  for await (const { timeMs } of film?.frames(2 * FRAME_MS) ?? []) times.push(timeMs);
  expect(times).toEqual([0, 200, 400]);
  film?.close();
  expect(open).toBe(0);
});

test("one whose first frame is damaged is not opened", async () => {
  damaged = 0;
  await expect(opened()).rejects.toMatchObject({ name: "EncodingError" });
  expect(open).toBe(0);
});

test("one that is being opened is given up when the signal says so", async () => {
  const life = new AbortController();
  onDecode = (frameIndex) => {
    if (frameIndex === 2) life.abort();
  };
  await expect(opened(life.signal)).rejects.toMatchObject({ name: "AbortError" });
  expect(asked).toEqual([0, 1, 2]);
  expect(open).toBe(0);
});
