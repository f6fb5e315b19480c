import { MOST_SECONDS } from "../session/limits.ts";
import { openFilm } from "./film.ts";
import { MediaFileError } from "./media-file-error.ts";
import { mediaType, SIGNATURE_BYTES } from "./media-type.ts";
import { openPicture } from "./picture.ts";

export { MediaFileError, type MediaFileTrouble } from "./media-file-error.ts";

/** One picture of a file. */
export interface Frame {
  /** Upright, in the file's size. Closed by whoever receives it. */
  readonly image: ImageBitmap | VideoFrame;
  /** The film's own time. */
  readonly timeMs: number;
}

/** A picture or film that was opened. To be closed when it is no longer needed. */
export interface MediaFile {
  readonly kind: "picture" | "film";
  readonly name: string;
  /** Upright, in pixels. */
  readonly width: number;
  readonly height: number;
  /** 0 for a picture. */
  readonly durationMs: number;
  /** What a player's clock shows at the film's time 0: not 0 where the film begins so late that its time counts from its beginning. */
  readonly offsetMs: number;
  /**
   * The film's frames at 0, `everyMs`, 2 `everyMs` …; of a picture the one there is. Only a few are in memory at a time,
   * however long the film. Throws a {@link MediaFileError} where the file is broken, and the signal's reason once it aborts.
   */
  frames(everyMs: number, signal?: AbortSignal): AsyncGenerator<Frame>;
  /** The one frame that is shown at a moment of the film. Throws a {@link MediaFileError}. */
  frameAt(timeMs: number): Promise<Frame>;
  close(): void;
}

/**
 * Opens a PNG, JPEG, WebP, AVIF, GIF, BMP, MP4, QuickTime, WebM or Matroska file, in a window. An animated picture is a film. Throws a
 * {@link MediaFileError}, and the signal's reason if it aborts before the file is open.
 */
export async function openMediaFile(file: Blob, name: string, signal?: AbortSignal): Promise<MediaFile> {
  try {
    signal?.throwIfAborted();
    if (file.size === 0) throw new MediaFileError("empty");
    const type = mediaType(new Uint8Array(await file.slice(0, SIGNATURE_BYTES).arrayBuffer()));
    if (type === null) throw new MediaFileError("not-media");
    if (type === "unsupported") throw new MediaFileError("unsupported");
    const isFilm = type === "video/mp4" || type === "video/webm";
    // The browser, too, must go by what a picture is, not by what it is called.
    const media = await (isFilm
      ? openFilm(file, name, signal)
      : openPicture(file.slice(0, file.size, type), name, signal));
    if (media.durationMs <= 1000 * MOST_SECONDS) return media;
    // It could not be kept as a session. The clock of a damaged recording may leap by years, too.
    media.close();
    throw new MediaFileError("too-long");
  } catch (error) {
    signal?.throwIfAborted();
    throw MediaFileError.of(error);
  }
}
