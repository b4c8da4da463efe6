import { expect, test } from "vitest";
import { countPlaywright, countVitest } from "./runners.ts";

test("tests of Vitest are counted, and files that didn't load", () => {
  const report = {
    numPassedTests: 7,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: "failed", assertionResults: [] },
      { status: "failed", assertionResults: [{}] },
      { status: "passed", assertionResults: [{}] },
    ],
  };
  expect(countVitest(report, 1)).toEqual({ passed: 7, failed: 2, skipped: 3 });
});

test("a runner that failed with no failed test is a failure", () => {
  expect(countVitest({ numPassedTests: 3, testResults: [] }, 1).failed).toBe(1);
  expect(countPlaywright({ stats: { expected: 3 } }, 1).failed).toBe(1);
  expect(countPlaywright({}, 0)).toEqual({ passed: 0, failed: 0, skipped: 0 });
});

test("tests of Playwright are counted; one that passed at the second try has passed", () => {
  const report = { stats: { expected: 5, flaky: 1, unexpected: 2, skipped: 4 } };
  expect(countPlaywright(report, 1)).toEqual({ passed: 6, failed: 2, skipped: 4 });
});
