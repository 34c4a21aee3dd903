import { expect, test } from "vitest"
import { readPlaywright, readVitest, sumOf } from "./reports.mjs"

const unit = readVitest({
  numPassedTests: 5,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [
    { status: "failed", assertionResults: [] },
    { status: "failed", assertionResults: [{}] },
    { status: "passed", assertionResults: [{}] },
  ],
})
const browser = readPlaywright({ stats: { expected: 7, unexpected: 1, skipped: 2, flaky: 1 } })

test("what was skipped, never written, not loaded or passed only at another try is counted", () => {
  expect(unit).toEqual({ passed: 5, failed: 2, skipped: 3, flaky: 0 })
  expect(browser).toEqual({ passed: 7, failed: 1, skipped: 2, flaky: 1 })
})

test("where nobody looks, a test that did not run or needed another try is a failed one", () => {
  expect(sumOf(unit, true)).toEqual({ passed: 5, failed: 5 })
  expect(sumOf(browser, true)).toEqual({ passed: 7, failed: 4 })
  expect(sumOf(unit, false)).toEqual({ passed: 5, failed: 2 })
  expect(sumOf(browser, false)).toEqual({ passed: 8, failed: 1 })
})
