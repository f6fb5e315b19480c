/** What keeps sessions from being read or written. */
export type StoreTrouble =
  /** The disk, or what the browser lets the extension have of it, is full. */
  | "quota"
  /** Another page of the extension holds the database and does not let go. */
  | "blocked"
  /** A newer version of the extension wrote the database. */
  | "newer"
  /** The browser cannot read or write the database: files damaged, a disk error, storage switched off. */
  | "damaged";

const SENTENCES: Record<StoreTrouble, string> = {
  quota: "The disk is full: free some space, or delete sessions you no longer need.",
  blocked: "Another page of Countenance holds the sessions: close its pages, then try again.",
  newer: "A newer version of Countenance wrote the sessions: update the extension to open them.",
  damaged: "The browser can't reach its stored sessions: restart it. If that doesn't help, erase them in the options.",
};

/** A session could not be read or written. The message is a sentence with what to do; `trouble` is for machines. */
export class StoreError extends Error {
  readonly trouble: StoreTrouble;

  constructor(trouble: StoreTrouble, options?: ErrorOptions) {
    super(SENTENCES[trouble], options);
    this.name = "StoreError";
    this.trouble = trouble;
  }
}

/** What IndexedDB throws, as a {@link StoreError}. */
export function storeError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  if (name === "QuotaExceededError") return new StoreError("quota", { cause: error });
  if (name === "VersionError") return new StoreError("newer", { cause: error });
  return new StoreError("damaged", { cause: error });
}
