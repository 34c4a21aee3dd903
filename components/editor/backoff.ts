// When to come back after a connection broke. A server that restarts breaks all of them at one instant, so nobody comes
// back at once and no two at the same moment: 500 people return spread over a second, and over more with each attempt.

const firstMs = 1000
const longestMs = 8000

/** Milliseconds before the attempt of this number, from 0. `random` is from 0 to 1; `first` is the longest first wait. */
export function delayMs(attempt: number, random = Math.random(), first = firstMs): number {
  if (attempt === 0) return first * random
  const most = Math.min(first * 2 ** attempt, longestMs)
  return most / 2 + (most / 2) * random
}
