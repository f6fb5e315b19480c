import { openAnimation } from "./animation.ts";
import type { Frame, MediaFile } from "./media-file.ts";
import { MediaFileError } from "./media-file-error.ts";

/**
 * The most pixels a picture may have. Decoded they take 4 bytes each, and for a moment there are two copies of them: 1 GB. The
 * largest pictures of today's cameras have 100 to 120 million.
 */
const MOST_PIXELS = 128e6;

/** Pixels along the sides. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Opens a picture, by its header alone unless it is animated. EXIF's orientation is respected. */
export async function openPicture(file: Blob, name: string): Promise<MediaFile> {
  const size = await uprightSize(file);
  if (size.width * size.height > MOST_PIXELS) throw new MediaFileError("too-large");
  return (await openAnimation(file, name, size)) ?? still(file, name, size);
}

function still(file: Blob, name: string, { width, height }: Size): MediaFile {
  // Decoded when it is asked for: of many files that wait, only one picture is in memory.
  return {
    kind: "picture",
    name,
    width,
    height,
    durationMs: 0,
    async *frames(_everyMs, signal) {
      signal?.throwIfAborted();
      yield await decode(file);
    },
    frameAt: () => decode(file),
    close: () => {},
  };
}

async function decode(file: Blob): Promise<Frame> {
  try {
    return { image: await createImageBitmap(file), timeMs: 0 };
  } catch (error) {
    throw MediaFileError.of(error);
  }
}

/** An image element tells its size, turned as EXIF says, without decoding a single pixel. */
async function uprightSize(file: Blob): Promise<Size> {
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
