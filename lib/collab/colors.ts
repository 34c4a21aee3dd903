// Colours of carets: told apart beside each other, readable under white text.

const colors = [
  "#b3261e",
  "#1d5fa8",
  "#2e7d32",
  "#8e3b8c",
  "#a45a00",
  "#00707a",
  "#6a4fb3",
  "#7a5c45",
  "#c2185b",
  "#4b6b1f",
]

/** The same colour for the same person wherever possible; one that is free if it is taken by somebody else. */
export function colorFor(personId: string, others: Iterable<{ id: string; color: string }>): string {
  let sum = 0
  for (const char of personId) sum = (sum * 31 + char.charCodeAt(0)) >>> 0
  const taken = new Set<string>()
  for (const other of others) {
    if (other.id === personId) return other.color
    taken.add(other.color)
  }
  const own = sum % colors.length
  for (let step = 0; step < colors.length; step++) {
    const color = colors[(own + step) % colors.length] as string
    if (!taken.has(color)) return color
  }
  return colors[own] as string
}
