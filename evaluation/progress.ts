/** A line is written at most every so many ms: over and over on a terminal, one below the other in a log. */
const TERMINAL_EVERY_MS = 200;
const LOG_EVERY_MS = 10_000;

const CLEAR_LINE = "\r\x1b[K";

/** Tells on stderr how much of a piece of work is done and how long the rest will take. */
export class Progress {
  readonly #title: string;
  readonly #total: number;
  readonly #startedMs = performance.now();
  /** At first there is nothing to say yet of how long it takes. */
  #writtenMs = performance.now();

  constructor(title: string, total: number) {
    this.#title = title;
    this.#total = total;
    if (!process.stderr.isTTY) process.stderr.write(`${title} …\n`);
  }

  /** @param done of the total. */
  update(done: number): void {
    const nowMs = performance.now();
    const passedS = (nowMs - this.#startedMs) / 1000;
    const { isTTY } = process.stderr;
    if (done >= this.#total) {
      process.stderr.write(`${isTTY ? CLEAR_LINE : ""}${this.#title}: done in ${duration(passedS)}\n`);
      return;
    }
    if (done <= 0 || nowMs - this.#writtenMs < (isTTY ? TERMINAL_EVERY_MS : LOG_EVERY_MS)) return;
    this.#writtenMs = nowMs;
    const left = duration((passedS * (this.#total - done)) / done);
    const line = `${this.#title}: ${Math.floor((100 * done) / this.#total)} %, ${left} left`;
    process.stderr.write(isTTY ? `${CLEAR_LINE}${line}` : `${line}\n`);
  }

  /** Takes the line from the terminal, so that something else can be written there. */
  clear(): void {
    if (process.stderr.isTTY) process.stderr.write(CLEAR_LINE);
  }
}

function duration(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
