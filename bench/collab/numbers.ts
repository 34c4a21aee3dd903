// What is reckoned with measured numbers, and a die that falls the same way in every run.

export const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, number) => total + number, 0)

/** The value below which this share of the numbers lies; NaN of none. */
export function quantile(numbers: number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

export const median = (numbers: number[]) => quantile(numbers, 0.5)

/** Numbers in 0..1 from a seed (mulberry32). */
export function die(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
