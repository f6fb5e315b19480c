import { EngineError } from "../engine/errors.ts";
import type { Size } from "../engine/geometry.ts";
import { isTurned } from "../engine/video-frame.ts";

/** What can be looked at: whatever `createImageBitmap` takes. A Blob may be any image file the browser can decode. */
export type Picture =
  | HTMLVideoElement
  | HTMLImageElement
  | SVGImageElement
  | HTMLCanvasElement
  | OffscreenCanvas
  | ImageBitmap
  | VideoFrame
  | ImageData
  | Blob;

/** The longer side of a film's pictures when they are looked at, in pixels: larger ones are halved. */
export const FILM_SIDE = 1280;
/** The same of a picture that small faces are looked for in. Time grows with its square. */
export const PICTURE_SIDE = 2560;

/** Pixels of the largest pictures that go to the Worker whole, 4K's; for those beyond, there a copy in colours would take too much memory. */
const MOST_PIXELS = 4096 * 2304;

/** A picture on its way to the Worker. */
export interface Copy {
  readonly picture: VideoFrame | ImageBitmap;
  /** Its width and height in the pixels that boxes are told in. */
  readonly size: Size;
}

/** How long a video's first picture is waited for, and how often it is asked for, in ms. */
const FIRST_PICTURE = { patience: 2000, interval: 20 };

/** Throws an {@link EngineError} when there is no picture to copy. */
export async function copyPicture(picture: Picture): Promise<Copy> {
  const untilMs = performance.now() + FIRST_PICTURE.patience;
  while (true) {
    try {
      return await copy(picture);
    } catch (error) {
      if (!isComing(picture, error)) throw notReadable(error);
      if (performance.now() > untilMs) {
        throw badImage(
          "The video has no picture to show yet. A camera's has none until it plays: set autoplay.",
          error,
        );
      }
    }
    await new Promise((resolve) => setTimeout(resolve, FIRST_PICTURE.interval));
  }
}

/** Whether the picture of a video is still to come: a camera says that it has one up to 70 ms too early (measured in Chromium 156). */
function isComing(picture: Picture, error: unknown): boolean {
  const isNotThere = error instanceof DOMException && error.name === "InvalidStateError";
  return isNotThere && "readyState" in picture && picture.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
}

async function copy(picture: Picture): Promise<Copy> {
  if (isFileOrData(picture)) return copyBitmap(await createImageBitmap(picture));
  const size = sizeOf(picture);
  if (!(size.width >= 1 && size.height >= 1)) {
    throw badImage(
      "The picture has no size: it has not loaded, could not be loaded, or is 0 pixels wide or high. Wait for the image's decode() or the video's loadeddata event.",
    );
  }
  const frame = size.width * size.height <= MOST_PIXELS ? takeFrame(picture, size) : null;
  return frame ? { picture: frame, size } : { picture: await shrunk(picture, size), size };
}

/** `instanceof` would not tell of another window's. */
function isFileOrData(picture: Picture): picture is Blob | ImageData {
  return /^\[object (Blob|File|ImageData)\]$/.test(Object.prototype.toString.call(picture));
}

/** An error for a picture the browser would not hand over. */
export function notReadable(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const name = error instanceof DOMException ? error.name : "";
  if (name === "SecurityError" || name === "DataCloneError") {
    return badImage(
      'The picture comes from another site that does not let this page read it. Set crossorigin="anonymous" on the element, and have that site send Access-Control-Allow-Origin.',
      error,
    );
  }
  return badImage(
    "The picture cannot be read: it is damaged, of a kind this browser does not know, or has not loaded. Wait for the image's decode() or the video's loadeddata event.",
    error,
  );
}

/** The picture without a copy of its pixels; null where that is not sure to be what is shown. */
function takeFrame(picture: Exclude<Picture, Blob | ImageData>, { width, height }: Size): VideoFrame | null {
  if (typeof VideoFrame === "undefined") return null;
  const isFilm = "videoWidth" in picture || "displayWidth" in picture;
  // Images, and bitmaps made of them, may be turned when they are shown, which their frames would not tell.
  if (!isFilm && !("getContext" in picture)) return null;
  const frame = isFilm ? new VideoFrame(picture) : new VideoFrame(picture, { timestamp: 0 });
  const { visibleRect } = frame;
  if (visibleRect?.width === width && visibleRect.height === height && !isTurned(frame)) return frame;
  frame.close();
  return null;
}

async function copyBitmap(bitmap: ImageBitmap): Promise<Copy> {
  const size = { width: bitmap.width, height: bitmap.height };
  if (size.width * size.height <= MOST_PIXELS) return { picture: bitmap, size };
  try {
    return { picture: await shrunk(bitmap, size), size };
  } finally {
    bitmap.close();
  }
}

/** The picture as a bitmap, no larger than {@link PICTURE_SIDE} unless it goes whole. */
function shrunk(picture: ImageBitmapSource, { width, height }: Size): Promise<ImageBitmap> {
  const scale = width * height <= MOST_PIXELS ? 1 : PICTURE_SIDE / Math.max(width, height);
  return createImageBitmap(picture, {
    resizeWidth: Math.max(1, Math.round(width * scale)),
    resizeHeight: Math.max(1, Math.round(height * scale)),
    resizeQuality: "medium",
  });
}

/** In the pixels that boxes are told in. */
function sizeOf(picture: Exclude<Picture, Blob>): Size {
  if (typeof picture !== "object" || picture === null) throw noPicture();
  if ("videoWidth" in picture) return { width: picture.videoWidth, height: picture.videoHeight };
  if ("naturalWidth" in picture) return { width: picture.naturalWidth, height: picture.naturalHeight };
  if ("displayWidth" in picture) return { width: picture.displayWidth, height: picture.displayHeight };
  const { width, height } = picture;
  if (typeof width === "number" && typeof height === "number") return { width, height };
  if (typeof width === "object" && typeof height === "object") {
    return { width: width.baseVal.value, height: height.baseVal.value };
  }
  throw noPicture();
}

function noPicture(): EngineError {
  return badImage(
    "This is no picture: give an image, video or canvas element, an ImageBitmap, a VideoFrame, an ImageData or a Blob.",
  );
}

function badImage(message: string, cause?: unknown): EngineError {
  return new EngineError("bad-image", message, { cause });
}
