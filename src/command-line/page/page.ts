// The page that reads: opened by the command without a window, and told over the debugger's pipe what to do.

import * as english from "../../../_locales/en/messages.json";
import { EngineError } from "../../engine/errors.ts";
import type { Expression } from "../../engine/expression.ts";
import type { Reading } from "../../engine/reading.ts";
import { annotatedPicture } from "../../files/annotated-picture.ts";
import { lastingAnalyzer } from "../../files/lasting-analyzer.ts";
import { type Frame, type MediaFile, MediaFileError, openMediaFile } from "../../files/media-file.ts";
import { type FrameReadings, readMediaFile } from "../../files/read-media-file.ts";
import type { Analyzer } from "../../library/analyzer.ts";

/** What a call gives, or the sentence that says why it does not. All of it survives JSON. */
export type Answer<T> =
  | { readonly value: T }
  | { readonly failure: { readonly code: string; readonly message: string } };

export type OpenedFile = Pick<MediaFile, "kind" | "width" | "height" | "durationMs">;

export interface ReadFrame extends FrameReadings {
  /** The annotated picture, a PNG in Base64; null unless it was asked for. */
  readonly png: string | null;
}

/** Base64 is made of so many bytes at a time: a multiple of three, and few enough for a call's arguments. */
const BASE64_BYTES = 3 * 8192;

/** One by one, so that the bundle holds no other messages. */
const LABELS: Readonly<Record<Expression, string>> = {
  neutral: english.labelNeutral.message,
  happiness: english.labelHappiness.message,
  surprise: english.labelSurprise.message,
  sadness: english.labelSadness.message,
  anger: english.labelAnger.message,
  disgust: english.labelDisgust.message,
  fear: english.labelFear.message,
  contempt: english.labelContempt.message,
};

const engine = lastingAnalyzer(() => ({ assets: "/assets" }));
let file: MediaFile | undefined;
let frames: AsyncGenerator<FrameReadings> | undefined;
let png: string | null = null;

/** Loads the engine; the expression model's version. */
function start(): Promise<Answer<string>> {
  return answer(async () => (await engine()).modelVersion);
}

/** Opens the file that was chosen, in the place of the one before. */
function open(everyMs: number, boxes: boolean): Promise<Answer<OpenedFile>> {
  return answer(async () => {
    await frames?.return(undefined);
    file?.close();
    frames = undefined;
    file = undefined;
    const chosen = document.querySelector("input")?.files?.[0];
    if (!chosen) throw new MediaFileError("gone");
    file = await openMediaFile(chosen, chosen.name);
    const analyzer = await engine();
    frames = readMediaFile(file, boxes ? andDraw(analyzer, file) : analyzer, { everyMs });
    const { kind, width, height, durationMs } = file;
    return { kind, width, height, durationMs };
  });
}

/** The next frame's readings; null at the end. */
function next(): Promise<Answer<ReadFrame | null>> {
  return answer(async () => {
    png = null;
    const { value } = (await frames?.next()) ?? {};
    return value ? { ...value, png } : null;
  });
}

/** The analyzer; draws what it reads while the frame is there. */
function andDraw(analyzer: Analyzer, media: MediaFile): Pick<Analyzer, "analyze" | "forget"> {
  return {
    async analyze(picture, moment) {
      const readings = await analyzer.analyze(picture, moment);
      png = await annotated(picture as Frame["image"], media, readings);
      return readings;
    },
    forget: (source) => analyzer.forget(source),
  };
}

/** In Base64. Throws an {@link EngineError}. */
async function annotated(image: Frame["image"], media: MediaFile, readings: readonly Reading[]): Promise<string> {
  try {
    const blob = await annotatedPicture(image, media, readings, readingLabel);
    return base64(new Uint8Array(await blob.arrayBuffer()));
  } catch (cause) {
    throw new EngineError(
      "bad-image",
      `Its faces could not be marked on it (${cause}). Without --boxes it can be read.`,
    );
  }
}

function readingLabel({ dominant, doubt }: Reading): string {
  return doubt === null ? LABELS[dominant] : english.contentNotSure.message;
}

function base64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let from = 0; from < bytes.length; from += BASE64_BYTES) {
    parts.push(btoa(String.fromCharCode(...bytes.subarray(from, from + BASE64_BYTES))));
  }
  return parts.join("");
}

async function answer<T>(work: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (!(error instanceof MediaFileError || error instanceof EngineError)) throw error;
    return { failure: { code: error.code, message: error.message } };
  }
}

const page = { start, open, next };
export type Page = typeof page;
Object.assign(globalThis, { page });
