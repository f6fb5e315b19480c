/** What went wrong, for code to branch on; `message` is for people. */
export type EngineErrorCode =
  /** A file of the engine could not be fetched. */
  | "model-missing"
  /** A file of the engine was fetched, but is not what it should be. */
  | "model-corrupt"
  /** The face detector could not be started, or failed on a picture. */
  | "detector-failed"
  /** WebGPU was asked for, and is not there or failed at the start. */
  | "backend-failed"
  /** The picture given is none: its size is not that of its pixels, or it has none. */
  | "bad-image"
  /** The Worker an engine runs in could not be started, or failed. */
  | "worker-failed"
  /** The analyzer was closed, or its signal aborted. */
  | "closed";

/** An error whose message is a sentence for the person who reads it and says what to do next. */
export class EngineError extends Error {
  override readonly name = "EngineError";
  readonly code: EngineErrorCode;

  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
