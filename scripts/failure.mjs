/** Something the person at the terminal can put right, or at least should know. Its message is one sentence. */
export class Failure extends Error {
  /**
   * @param {string} message
   * @param {number} [exitCode] 2: what was asked for cannot be done
   */
  constructor(message, exitCode = 2) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Runs a command-line program: a {@link Failure} becomes its sentence on stderr and its exit code; anything else is a
 * fault of ours and keeps its stack.
 *
 * @param {() => Promise<void>} main
 */
export async function runProgram(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error.exitCode;
  }
}
