// Where a row stands in its list: a string that sorts between its neighbours', so that moving a row writes one value
// and two people adding rows never renumber each other's. Compared by code unit, never by locale.

const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
const zero = digits[0] as string

/**
 * A key that sorts after `before` and before `after`; null is the end of the list on that side.
 * Keys never end in "0", so there is always room below one. Two people who ask for the same place get the same key:
 * the row id then decides. Asking between two equal or crossed keys gives a key just after `before`.
 */
export function between(before: string | null, after: string | null): string {
  const low = before ?? ""
  if (after !== null && low >= after) return between(before, null)
  let key = ""
  for (let at = 0; ; at++) {
    const from = digits.indexOf(low[at] ?? zero)
    const bounded = after !== null && key === after.slice(0, at)
    const to = bounded ? digits.indexOf(after[at] ?? zero) : digits.length
    if (to - from > 1) return key + digits[step(from, to, after === null, at)]
    key += digits[from]
  }
}

/** At the end of a list, take small steps: rows are mostly added there, and halving would make keys grow. */
const step = (from: number, to: number, atEnd: boolean, depth: number) =>
  atEnd && depth > 0 ? from + 1 : from + Math.floor((to - from) / 2)

/** `count` keys in order, short, for a list written at once. */
export function keysFor(count: number): string[] {
  const width = Math.max(2, Math.ceil(Math.log(count + 2) / Math.log(digits.length)))
  const gap = Math.floor(digits.length ** width / (count + 1))
  return Array.from({ length: count }, (_, at) => {
    const key = encode((at + 1) * gap, width)
    return key.endsWith(zero) ? `${key.slice(0, -1)}1` : key
  })
}

function encode(value: number, width: number): string {
  let key = ""
  for (let rest = value; key.length < width; rest = Math.floor(rest / digits.length))
    key = digits[rest % digits.length] + key
  return key
}

/** Sorts by order, then by id, the same everywhere. */
export const byOrder = (a: { order: string; id: string }, b: { order: string; id: string }): number =>
  a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0
