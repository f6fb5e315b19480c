import { EngineError } from "../engine/errors.ts";

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

/** The longer side of a film's pictures when they are looked at, in pixels: larger ones are shrunk to it. */
export const FILM_SIDE = 960;
/** The same of a picture that small faces are looked for in. Time and memory grow with its square. */
export const PICTURE_SIDE = 1920;

/** A copy of a picture, small enough to be looked at. */
export interface Copy {
  readonly bitmap: ImageBitmap;
  /** Pixels of the picture for one of the copy. */
  readonly scaleX: number;
  readonly scaleY: number;
}

/**
 * Throws an {@link EngineError} when there is no picture to copy.
 * @param longestSide of the copy, in pixels.
 */
export async function copyPicture(picture: Picture, longestSide: number): Promise<Copy> {
  try {
    if (picture instanceof Blob) {
      const bitmap = await createImageBitmap(picture);
      try {
        return await shrink(bitmap, bitmap, longestSide);
      } finally {
        bitmap.close();
      }
    }
    return await shrink(picture, sizeOf(picture), longestSide);
  } catch (error) {
    throw notReadable(error);
  }
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

async function shrink(picture: ImageBitmapSource, { width, height }: Size, longestSide: number): Promise<Copy> {
  if (!(width >= 1 && height >= 1)) {
    throw badImage("The picture has no size yet. Wait for the image's decode() or the video's loadeddata event.");
  }
  const scale = Math.min(1, longestSide / Math.max(width, height));
  const resizeWidth = Math.max(1, Math.round(width * scale));
  const resizeHeight = Math.max(1, Math.round(height * scale));
  const bitmap = await createImageBitmap(picture, { resizeWidth, resizeHeight, resizeQuality: "medium" });
  return { bitmap, scaleX: width / resizeWidth, scaleY: height / resizeHeight };
}

interface Size {
  readonly width: number;
  readonly height: number;
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
