import { afterAll, beforeAll, expect, test } from "vitest";
import { type EnginePage, openEnginePage } from "./engine-worker.ts";

let page: EnginePage;

beforeAll(async () => {
  page = await openEnginePage();
});
afterAll(() => page.close());

const WIDTH = 80;
const HEIGHT = 66;
const PIXELS = WIDTH * HEIGHT;

/** Every level in turn; of luma, its planes of colour are grey. */
const levelAt = (i: number) => (i * 7) % 256;
const luma = (bytes: number) => Uint8Array.from({ length: bytes }, (_, i) => (i < PIXELS ? levelAt(i) : 128));
/** Red, green and blue are a level apart: their order is seen. */
const colours = (first: number, third: number, alpha: number) =>
  Uint8Array.from({ length: 4 * PIXELS }, (_, i) => {
    if (i % 4 === 3) return alpha;
    return Math.min(levelAt(i >> 2), 235) + ([first, 10, third][i % 4] ?? 0);
  });

/** What is read of a frame, and whether the halves kept along are those of the picture. */
async function read(format: VideoPixelFormat, data: Uint8Array, fullRange: boolean | null) {
  const worker = await page.startWorker();
  return worker.evaluate(
    async (format, data, fullRange, codedWidth, codedHeight, assets) => {
      const reader = await host.greyReader(assets);
      const colorSpace = { fullRange, matrix: "bt709", primaries: "bt709", transfer: "bt709" } as const;
      const frame = new VideoFrame(Uint8Array.from(data), {
        format,
        codedWidth,
        codedHeight,
        timestamp: 0,
        colorSpace,
      });
      const image = await reader.read(frame, 1280);
      const half = host.halved(image);
      const expected = host.halved({ ...image, pixels: image.pixels.slice() });
      const quarter = host.halved(half);
      return {
        ...image,
        pixels: [...image.pixels],
        closed: frame.format === null,
        half: [...half.pixels],
        expectedHalf: [...expected.pixels],
        quarter: [...quarter.pixels],
        expectedQuarter: [...host.halved({ ...half, pixels: half.pixels.slice() }).pixels],
      };
    },
    format,
    [...data],
    fullRange,
    WIDTH,
    HEIGHT,
    `${page.origin}/assets/`,
  );
}

const limited = (level: number) => Math.min(255, Math.max(0, ((level - 16) * 255) / 219));
const grey = (level: number) =>
  0.299 * (Math.min(level, 235) + 20) + 0.587 * (Math.min(level, 235) + 10) + 0.114 * Math.min(level, 235);

test.each<[VideoPixelFormat, boolean | null, Uint8Array, (level: number) => number]>([
  ["I420", false, luma(1.5 * PIXELS), limited],
  ["I420", null, luma(1.5 * PIXELS), limited],
  ["I420", true, luma(1.5 * PIXELS), (level) => level],
  ["NV12", false, luma(1.5 * PIXELS), limited],
  ["I444", false, luma(3 * PIXELS), limited],
  ["RGBA", true, colours(20, 0, 255), grey],
  ["BGRA", true, colours(0, 20, 255), grey],
  ["RGBX", true, colours(20, 0, 0), grey],
  ["BGRX", true, colours(0, 20, 0), grey],
])(
  "a frame in %s, of the full range: %s, is read in grey, with its halves",
  async (format, fullRange, data, expected) => {
    const image = await read(format, data, fullRange);
    expect(image).toMatchObject({ width: WIDTH, height: HEIGHT, closed: true });
    const off = image.pixels.map((level, i) => Math.abs(level - expected(levelAt(i))));
    expect(image.pixels).toHaveLength(PIXELS);
    expect(Math.max(...off)).toBeLessThanOrEqual(1);
    expect(image.half).toHaveLength(PIXELS / 4);
    expect(image.half).toEqual(image.expectedHalf);
    expect(image.quarter).toEqual(image.expectedQuarter);
  },
);
