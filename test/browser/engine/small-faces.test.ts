import { readdirSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MEDIA } from "../../media.ts";
import { type EnginePage, openEnginePage } from "./engine-worker.ts";

let page: EnginePage;

beforeAll(async () => {
  page = await openEnginePage();
});
afterAll(() => page.close());

/** Faces of these widths in a picture of 1920×1080, in pixels: as many as expressions, and as far apart as can be. */
const WIDTHS = [26, 30, 35, 40, 45, 50, 60, 70, 80, 100, 120, 140];

test("twelve small faces in a large picture are found, each once and where it is; none in the picture without them", async () => {
  const { found, placed, none } = await page.inWindow(
    async (assets, widths) => {
      const analyzer = await host.load({ assets, backend: "wasm" });
      const [width, height] = [1920, 1080];
      const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
      if (!context) throw new Error("No canvas to be had.");
      const sky = context.createLinearGradient(0, 0, width, height);
      sky.addColorStop(0, "#404850");
      sky.addColorStop(1, "#b0a8a0");
      context.fillStyle = sky;
      context.fillRect(0, 0, width, height);
      // Window frames, blinds and book spines.
      for (let i = 0; i < 60; i++) {
        context.fillStyle = `hsl(${i * 47} 20% ${20 + ((i * 13) % 60)}%)`;
        context.fillRect((i * 331) % width, (i * 197) % height, 8 + ((i * 29) % 60), 40 + ((i * 53) % 160));
      }
      const read = async () => {
        const image = host.toGrey(context.getImageData(0, 0, width, height).data, width, height);
        const readings = await analyzer.analyze(image, { source: null, timeMs: 0, thorough: true });
        return readings.map(({ box }) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2, width: box.width }));
      };
      const none = await read();
      const names = ["neutral-a", "happiness-a", "surprise-a", "sadness-a", "anger-a", "fear-a"];
      const placed = [];
      for (const [i, faceWidth] of widths.entries()) {
        const bitmap = await createImageBitmap(await (await fetch(`/faces/${names[i % names.length]}.png`)).blob());
        // The face is 0.6 of its picture, a little below the middle.
        const side = faceWidth / 0.6;
        const x = (0.5 + (i % 4)) * (width / 4);
        const y = (0.5 + Math.floor(i / 4)) * (height / 3);
        context.imageSmoothingQuality = "high";
        context.drawImage(bitmap, x - side / 2, y - side / 2, side, side);
        placed.push({ x, y: y + 0.04 * side, width: faceWidth });
      }
      const found = await read();
      analyzer.close();
      return { found, placed, none };
    },
    `${page.origin}/assets/`,
    WIDTHS,
  );
  expect(none).toEqual([]);
  expect(found).toHaveLength(placed.length);
  for (const { x, y, width } of placed) {
    const [face, ...others] = found.filter((face) => Math.hypot(face.x - x, face.y - y) < width / 3);
    expect(others).toEqual([]);
    expect((face?.width ?? 0) / width, `${width} px`).toBeGreaterThan(0.7);
    expect((face?.width ?? 0) / width, `${width} px`).toBeLessThan(1.4);
  }
});

/** Pictures of one person, but for these. */
const GROUPS: Readonly<Record<string, number>> = { "group-3-faces.jpg": 3, "group-4-faces.jpg": 4 };

test.skipIf(!MEDIA)(
  "in the stills every face is found, and nothing else, as large as they are and far smaller",
  async () => {
    const files = readdirSync(`${MEDIA}/stills`);
    const counts = await page.inWindow(
      async (assets, files) => {
        const analyzer = await host.load({ assets, backend: "wasm" });
        const counts: Record<string, number[]> = {};
        for (const file of files) {
          const bitmap = await createImageBitmap(await (await fetch(`/media/stills/${file}`)).blob());
          const most = Math.max(bitmap.width, bitmap.height);
          // As it is, and in the middle of a grey picture with a face of 40 pixels or so.
          for (const [side, scale] of [
            [Math.min(most, 1920), Math.min(1, 1920 / most)],
            [960, file.startsWith("group") ? 360 / most : 120 / most],
          ] as const) {
            const [width, height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)];
            const canvas = side === 960 ? { width: 960, height: 720 } : { width, height };
            const context = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
            if (!context) throw new Error("No canvas to be had.");
            context.fillStyle = "#808080";
            context.fillRect(0, 0, canvas.width, canvas.height);
            context.imageSmoothingQuality = "high";
            context.drawImage(bitmap, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
            const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
            const image = host.toGrey(data, canvas.width, canvas.height);
            const readings = await analyzer.analyze(image, { source: null, timeMs: 0, thorough: true });
            counts[file] = [...(counts[file] ?? []), readings.length];
          }
        }
        analyzer.close();
        return counts;
      },
      `${page.origin}/assets/`,
      files,
    );
    expect(counts).toEqual(Object.fromEntries(files.map((file) => [file, [GROUPS[file] ?? 1, GROUPS[file] ?? 1]])));
  },
);
