/** Space between two cards, px. */
const gap = 12

export interface Wanted {
  id: string
  /** Where its words stand, px from the top of the margin. */
  top: number
  height: number
}

/**
 * Each card beside its words, and none over another: the active one stands exactly at its words, those before it are
 * pushed up and those after it down. Answers the top of each, px.
 */
export function align(cards: readonly Wanted[], active?: string): Map<string, number> {
  const sorted = [...cards].sort((a, b) => a.top - b.top)
  const tops = new Map<string, number>()
  const anchor = Math.max(
    0,
    sorted.findIndex((card) => card.id === active),
  )
  let floor = Number.NEGATIVE_INFINITY
  for (const card of sorted.slice(anchor)) {
    const top = Math.max(card.top, floor)
    tops.set(card.id, top)
    floor = top + card.height + gap
  }
  let ceiling = tops.get(sorted[anchor]?.id ?? "") ?? 0
  for (const card of sorted.slice(0, anchor).reverse()) {
    const top = Math.min(card.top, ceiling - card.height - gap)
    tops.set(card.id, top)
    ceiling = top
  }
  // Nothing may be pushed over the upper edge: the whole column then moves down.
  const first = Math.min(0, ...tops.values())
  if (first < 0) {
    let low = 0
    for (const card of sorted) {
      const top = Math.max(tops.get(card.id) ?? 0, low)
      tops.set(card.id, top)
      low = top + card.height + gap
    }
  }
  return tops
}
