// What the runners' reports say, counted so that nothing vanishes: a test that did not run is not a passed one.

/**
 * @typedef {{ passed: number, failed: number, skipped: number, flaky: number }} Counts
 */

/**
 * Vitest's JSON report.
 * @returns {Counts}
 */
export function readVitest({ numPassedTests, numFailedTests, numPendingTests = 0, numTodoTests = 0, testResults }) {
  // A file that cannot even be loaded has no tests to fail.
  const unloaded = testResults.filter(({ status, assertionResults }) => status === "failed" && !assertionResults.length)
  return {
    passed: numPassedTests,
    failed: numFailedTests + unloaded.length,
    skipped: numPendingTests + numTodoTests,
    flaky: 0,
  }
}

/**
 * Playwright's JSON report. `flaky` passed only when it was tried again.
 * @returns {Counts}
 */
export function readPlaywright({ stats }) {
  return { passed: stats.expected, failed: stats.unexpected, skipped: stats.skipped ?? 0, flaky: stats.flaky ?? 0 }
}

/**
 * The two numbers of the last line. What was skipped or passed only at another try is a failure where nobody looks
 * (CI); elsewhere a flaky test counts as passed, and a skipped one as neither.
 * @param {Counts} counts
 * @param {boolean} isStrict
 */
export function sumOf({ passed, failed, skipped, flaky }, isStrict) {
  return isStrict ? { passed, failed: failed + skipped + flaky } : { passed: passed + flaky, failed }
}
