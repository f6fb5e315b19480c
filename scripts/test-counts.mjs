/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {object} VitestReport of vitest's JSON reporter, as far as it is read here
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests skipped, in vitest's words
 * @property {number} numTodoTests
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults one for each file
 */

/**
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export function addCounts(all) {
  return all.reduce(
    (sum, { passed, failed, skipped }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/**
 * @param {VitestReport | undefined} report undefined when vitest wrote none
 * @param {number} status vitest's exit status
 * @returns {Counts}
 */
export function countVitest(report, status) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  // A file that cannot even be loaded has no failed test in it.
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  return {
    passed: report.numPassedTests,
    // Errors outside any test show in the exit status alone.
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * @param {string} words what unittest wrote to stderr
 * @param {number} status its exit status
 * @returns {Counts}
 */
export function countUnittest(words, status) {
  const ran = Number(/^Ran (\d+) tests?\b/m.exec(words)?.[1] ?? 0);
  /** @param {string} name */
  const number = (name) =>
    Number(new RegExp(`\\b${name}=(\\d+)`).exec(words.slice(words.lastIndexOf("\nRan ")))?.[1] ?? 0);
  const failed = number("failures") + number("errors");
  const skipped = number("skipped");
  return {
    passed: Math.max(0, ran - failed - skipped),
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skipped,
  };
}
