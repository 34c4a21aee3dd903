export type Op = "same" | "add" | "del"

export interface Step<Item> {
  op: Op
  item: Item
}

/** Beyond this many cells of the table the middle is not searched: it is all taken out and all put in. */
const mostCells = 4_000_000

/**
 * The shortest way from one list to another, in order: what stays, what goes, what comes. Items that go stand before
 * those that come in their place. `equal` compares one of each; the items told are those of `after` where they stay.
 */
export function align<Item>(
  before: readonly Item[],
  after: readonly Item[],
  equal: (a: Item, b: Item) => boolean = Object.is,
): Step<Item>[] {
  let head = 0
  while (head < before.length && head < after.length && equal(before[head] as Item, after[head] as Item)) head++
  let tail = 0
  const room = Math.min(before.length, after.length) - head
  while (tail < room && equal(before.at(-1 - tail) as Item, after.at(-1 - tail) as Item)) tail++
  const a = before.slice(head, before.length - tail)
  const b = after.slice(head, after.length - tail)
  const same = (item: Item): Step<Item> => ({ op: "same", item })
  return [...after.slice(0, head).map(same), ...middle(a, b, equal), ...after.slice(after.length - tail).map(same)]
}

function middle<Item>(a: readonly Item[], b: readonly Item[], equal: (a: Item, b: Item) => boolean): Step<Item>[] {
  const all = () => [
    ...a.map((item) => ({ op: "del" as const, item })),
    ...b.map((item) => ({ op: "add" as const, item })),
  ]
  if (a.length === 0 || b.length === 0 || a.length * b.length > mostCells) return all()
  // longest[i][j]: length of the longest common subsequence of a from i and b from j.
  const width = b.length + 1
  const longest = new Uint32Array((a.length + 1) * width)
  const at = (i: number, j: number) => longest[i * width + j] as number
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i * width + j] = equal(a[i] as Item, b[j] as Item)
        ? at(i + 1, j + 1) + 1
        : Math.max(at(i + 1, j), at(i, j + 1))
  const steps: Step<Item>[] = []
  let coming: Step<Item>[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && equal(a[i] as Item, b[j] as Item)) {
      steps.push(...coming, { op: "same", item: b[j] as Item })
      coming = []
      i++
      j++
    } else if (i < a.length && (j === b.length || at(i + 1, j) >= at(i, j + 1)))
      steps.push({ op: "del", item: a[i++] as Item })
    else coming.push({ op: "add", item: b[j++] as Item })
  }
  return [...steps, ...coming]
}
