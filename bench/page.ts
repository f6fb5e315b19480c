// One contestant in a page of its own, driven by stage.ts.

import type { Box } from "../src/engine/geometry.ts";
import { OURS, RIVALS } from "./contestants/all.ts";
import type { ExpressionReader, Reader } from "./contestants/contestant.ts";

/** What a contestant did with one picture. */
export interface Look {
  /** From the picture to the result. */
  readonly ms: number;
  readonly boxes: readonly Box[];
}

/** What stage.ts calls. Pictures are addresses. */
export interface BenchPage {
  /** Milliseconds from nothing to the first result, everything fetched on the way. */
  start(picture: string): Promise<number>;
  /**
   * @param timesMs the film's time of each picture; null for pictures that stand alone.
   * @param thorough see {@link Reader.read}.
   */
  look(pictures: readonly string[], timesMs: readonly number[] | null, thorough: boolean): Promise<readonly Look[]>;
  startExpressions(): Promise<Pick<ExpressionReader, "size" | "labels">>;
  /** The most probable label's place, for each face. @param faces as bytes, base64. */
  expressions(faces: readonly string[]): Promise<readonly number[]>;
}

const id = new URLSearchParams(location.search).get("contestant");
const contestant = [OURS, ...RIVALS].find((candidate) => candidate.id === id);
if (!contestant) throw new Error(`There is no contestant ${id}.`);
const assets = `${location.origin}/contestants/${contestant.id}/`;
const canvas = document.createElement("canvas");
const context = canvas.getContext("2d", { willReadFrequently: true });
let reader: Reader | undefined;
let expressionReader: ExpressionReader | undefined;

/** Decodes and draws the picture, which is not what is measured here. */
async function draw(picture: string): Promise<void> {
  const bitmap = await createImageBitmap(await (await fetch(picture)).blob());
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  context?.drawImage(bitmap, 0, 0);
  bitmap.close();
  // Drawing waits until somebody looks.
  context?.getImageData(0, 0, 1, 1);
}

const page: BenchPage = {
  async start(picture) {
    await draw(picture);
    const startedMs = performance.now();
    reader = await contestant.load(assets);
    await reader.read(canvas, null, false);
    return performance.now() - startedMs;
  },
  async look(pictures, timesMs, thorough) {
    const looks: Look[] = [];
    for (const [i, picture] of pictures.entries()) {
      await draw(picture);
      const startedMs = performance.now();
      const boxes = (await reader?.read(canvas, timesMs?.[i] ?? null, thorough)) ?? [];
      looks.push({ ms: performance.now() - startedMs, boxes });
    }
    return looks;
  },
  async startExpressions() {
    if (!contestant.loadExpressions) throw new Error(`${contestant.name} reads no faces by themselves.`);
    expressionReader = await contestant.loadExpressions(assets);
    return { size: expressionReader.size, labels: expressionReader.labels };
  },
  async expressions(faces) {
    const crops = faces.map((face) => Float32Array.from(atob(face), (byte) => byte.charCodeAt(0)));
    const rows = (await expressionReader?.probabilities(crops)) ?? [];
    return rows.map((row) => Array.from(row).indexOf(Math.max(...Array.from(row))));
  },
};

Object.assign(globalThis, { bench: page });
