import { expect, test } from "vitest";
import { addCounts, countUnittest, countVitest } from "../../../scripts/test-counts.mjs";

const REPORT = {
  numPassedTests: 5,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [
    { status: "passed", assertionResults: [{ status: "passed" }] },
    { status: "failed", assertionResults: [{ status: "failed" }] },
  ],
};

test("vitest's tests are counted by outcome", () => {
  expect(countVitest(REPORT, 1)).toEqual({ passed: 5, failed: 1, skipped: 3 });
});

test("a file that cannot be loaded counts as a failure", () => {
  const broken = { status: "failed", assertionResults: [] };
  expect(countVitest({ ...REPORT, testResults: [...REPORT.testResults, broken] }, 1).failed).toBe(2);
});

test("no report, or a failure outside any test, is a failure", () => {
  expect(countVitest(undefined, 0).failed).toBe(1);
  expect(countVitest({ ...REPORT, numFailedTests: 0, testResults: [] }, 1).failed).toBe(1);
});

test.each([
  ["....\n----\nRan 4 tests in 0.1s\n\nOK\n", 0, { passed: 4, failed: 0, skipped: 0 }],
  ["\nRan 1 test in 0.1s\n\nOK (skipped=1)\n", 0, { passed: 0, failed: 0, skipped: 1 }],
  ["\nRan 9 tests in 2s\n\nFAILED (failures=1, errors=2, skipped=3)\n", 1, { passed: 3, failed: 3, skipped: 3 }],
  ["ImportError: failures=7\n", 1, { passed: 0, failed: 1, skipped: 0 }],
])("unittest's %j with status %d", (words, status, counts) => {
  expect(countUnittest(words, status)).toEqual(counts);
});

test("counts add up", () => {
  const one = { passed: 1, failed: 2, skipped: 3 };
  expect(addCounts([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 });
  expect(addCounts([])).toEqual({ passed: 0, failed: 0, skipped: 0 });
});
