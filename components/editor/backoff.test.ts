import { expect, test } from "vitest"
import { delayMs } from "./backoff.ts"

test("those who were cut off at one instant come back spread over a second, and over more when they fail again", () => {
  for (const [attempt, least, most] of [
    [0, 0, 1000],
    [1, 1000, 2000],
    [2, 2000, 4000],
    [3, 4000, 8000],
    [30, 4000, 8000],
  ] as const) {
    const delays = Array.from({ length: 500 }, () => delayMs(attempt))
    for (const delay of delays) {
      expect(delay).toBeGreaterThanOrEqual(least)
      expect(delay).toBeLessThanOrEqual(most)
    }
    // No twentieth of the time brings nearly three times its share.
    const slots = new Array(20).fill(0)
    for (const delay of delays) slots[Math.min(19, Math.floor(((delay - least) / (most - least)) * 20))]++
    expect(Math.max(...slots)).toBeLessThan((500 / 20) * 2.7)
  }
})

test("the longest wait is bounded", () => {
  expect(delayMs(1000, 1)).toBe(8000)
  expect(delayMs(0, 0)).toBe(0)
})
