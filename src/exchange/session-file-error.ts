/** Why a file could not be read as a session. */
export type SessionFileTrouble =
  /** Larger than any call's. */
  | "too-large"
  /** Not JSON: another kind of file, or cut off; or not even to be read, as a folder, or what was removed since it was chosen. */
  | "not-json"
  /** JSON, but no session of Countenance. */
  | "not-a-session"
  /** Written by a newer version. */
  | "newer"
  /** A session of which one field is not what it must be. */
  | "broken";

const SENTENCES: Record<Exclude<SessionFileTrouble, "broken">, string> = {
  "too-large": "The file is too large to be a session.",
  "not-json": "The file can't be read, isn't JSON, or its end is missing: export the session once more.",
  "not-a-session": "The file isn't a session of Countenance: choose a .json file that was exported from it.",
  newer: "A newer version of Countenance wrote the file: update the extension to import it.",
};

/** A file could not be read as a session. The message is a sentence; `trouble` and `field` are for code to branch on. */
export class SessionFileError extends Error {
  override readonly name = "SessionFileError";
  readonly trouble: SessionFileTrouble;
  /** Of a broken file the first field that is wrong, as in `participants[2].track.quality[17]`; else null. */
  readonly field: string | null;

  private constructor(trouble: SessionFileTrouble, field: string | null, message: string) {
    super(message);
    this.trouble = trouble;
    this.field = field;
  }

  static of(trouble: Exclude<SessionFileTrouble, "broken">): SessionFileError {
    return new SessionFileError(trouble, null, SENTENCES[trouble]);
  }

  /** `mustBe` goes on after "must be". */
  static broken(field: string, mustBe: string): SessionFileError {
    return new SessionFileError("broken", field, `The file is damaged: “${field}” must be ${mustBe}.`);
  }
}
