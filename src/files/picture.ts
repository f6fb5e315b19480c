import type { Size } from "../engine/geometry.ts";
import { openAnimation } from "./animation.ts";
import { jpegSize } from "./jpeg-size.ts";
import type { Frame, MediaFile } from "./media-file.ts";
import { MediaFileError } from "./media-file-error.ts";

/**
 * The most pixels a picture may have. Decoded they take 4 bytes each, and for a moment there are two copies of them: 1 GB. The
 * largest pictures of today's cameras have 100 to 120 million.
 */
const MOST_PIXELS = 128e6;

/** Kinds of pictures that are never animated. */
const STILL: readonly string[] = ["image/jpeg", "image/bmp"];

/**
 * Opens a picture: a JPEG or BMP, as a rule, by its header alone; one of another kind, unless it is larger than an animation may be, is
 * read as a whole to see whether it is animated. EXIF's orientation is respected.
 */
export async function openPicture(file: Blob, name: string, signal: AbortSignal | undefined): Promise<MediaFile> {
  const size = await uprightSize(file, signal);
  const animation = STILL.includes(file.type) ? null : await openAnimation(file, name, size, signal);
  return animation ?? still(file, name, size);
}

function still(file: Blob, name: string, { width, height }: Size): MediaFile {
  // Decoded when it is asked for: of many files that wait, only one picture is in memory.
  return {
    kind: "picture",
    name,
    width,
    height,
    durationMs: 0,
    offsetMs: 0,
    async *frames(_everyMs, signal) {
      signal?.throwIfAborted();
      yield await decode(file);
    },
    frameAt: () => decode(file),
    close: () => {},
  };
}

async function decode(file: Blob): Promise<Frame & { readonly image: ImageBitmap }> {
  try {
    return { image: await createImageBitmap(file), timeMs: 0 };
  } catch (error) {
    throw MediaFileError.of(error);
  }
}

/** The picture's size, turned as EXIF says. Throws where it has too many pixels to be decoded. */
async function uprightSize(file: Blob, signal: AbortSignal | undefined): Promise<Size> {
  const shown = await shownSize(file);
  const stored = file.type === "image/jpeg" ? await jpegSize(file, signal) : shown;
  if (pixels(stored ?? shown) > MOST_PIXELS) throw new MediaFileError("too-large");
  if (stored && pixels(stored) === pixels(shown)) return shown;
  // An EXIF resolution makes the JPEG look smaller or larger than it is.
  const { image } = await decode(file);
  const { width, height } = image;
  image.close();
  return { width, height };
}

function pixels({ width, height }: Size): number {
  return width * height;
}

/** An image element tells the size at which it would be shown, turned as EXIF says, without decoding a single pixel. */
async function shownSize(file: Blob): Promise<Size> {
  const url = URL.createObjectURL(file);
  const image = new Image();
  try {
    await new Promise<void>((resolve, reject) => {
      image.onload = () => resolve();
      image.onerror = () => reject(new MediaFileError("broken"));
      image.src = url;
    });
    return { width: image.naturalWidth, height: image.naturalHeight };
  } finally {
    image.removeAttribute("src");
    URL.revokeObjectURL(url);
  }
}
