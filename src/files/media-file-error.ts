import {
  mediaBroken,
  mediaEmpty,
  mediaGone,
  mediaNotMedia,
  mediaNoVideo,
  mediaTooLarge,
  mediaTooLong,
  mediaUnsupported,
} from "../../_locales/en/messages.json";

/** Why a file could not be read, and the message that says so. */
export const MEDIA_FILE_TROUBLES = {
  /** It has no bytes. */
  empty: "mediaEmpty",
  /** Neither a picture nor a film. */
  "not-media": "mediaNotMedia",
  /** A picture or film, but of a kind or with a codec that this browser does not know. */
  unsupported: "mediaUnsupported",
  /** A picture of more pixels, or an animation of more bytes, than can be held in memory. */
  "too-large": "mediaTooLarge",
  /** A film of more than a week, or one whose times say so. */
  "too-long": "mediaTooLong",
  /** Damaged, or cut off: a film may have given frames before. */
  broken: "mediaBroken",
  /** A film with sound alone. */
  "no-video": "mediaNoVideo",
  /** It was moved, changed or removed since it was chosen. */
  gone: "mediaGone",
} as const;

export type MediaFileTrouble = keyof typeof MEDIA_FILE_TROUBLES;

const SENTENCES = {
  mediaEmpty,
  mediaNotMedia,
  mediaUnsupported,
  mediaTooLarge,
  mediaTooLong,
  mediaBroken,
  mediaNoVideo,
  mediaGone,
};

/** An error whose message is an English sentence that says what to do; `code` is for code, and for other languages. */
export class MediaFileError extends Error {
  override readonly name = "MediaFileError";
  readonly code: MediaFileTrouble;

  constructor(code: MediaFileTrouble, cause?: unknown) {
    super(SENTENCES[MEDIA_FILE_TROUBLES[code]].message, { cause });
    this.code = code;
  }

  /** What a failed reading of a file means. */
  static of(error: unknown): MediaFileError {
    if (error instanceof MediaFileError) return error;
    const gone = error instanceof DOMException && (error.name === "NotReadableError" || error.name === "NotFoundError");
    return new MediaFileError(gone ? "gone" : "broken", error);
  }
}
