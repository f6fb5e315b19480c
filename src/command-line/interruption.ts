import { constants } from "node:os";

type Signal = "SIGINT" | "SIGTERM" | "SIGHUP";

/** The person, or the system, wants the command to end. */
export class Interruption extends Error {
  override readonly name = "Interruption";
  /** As a shell counts a program that a signal ended. */
  readonly exitCode: number;

  constructor(signal: Signal) {
    super("Stopped. What was written is complete as far as it goes.");
    this.exitCode = 128 + constants.signals[signal];
  }
}

/** Aborts with an {@link Interruption} at Ctrl-C and its kin; at the second, the program ends at once. */
export function interruptible(): AbortController {
  const interrupted = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => interrupted.abort(new Interruption(signal)));
  }
  return interrupted;
}
