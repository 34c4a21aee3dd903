// What the scores of a criteria matrix add up to, and how firm the ranking is: at what weight of a criterion it turns.

import type { SectionContent } from "#lib/document/content.ts"

export interface Flip {
  /** Row ids of the criteria whose weight is changed together. */
  criteria: string[]
  /** Factor on their weights at which the two options tie; beyond it (below it, if under 1) the ranking turns. */
  factor: number
}

export interface Pair {
  /** Row ids of the options: the one ahead, the one behind. With a tie, in the order of the list. */
  leader: string
  other: string
  margin: number
  /** For each criterion that could turn the ranking by its weight alone. */
  flips: Flip[]
  /** All criteria on which the other option does better, weighted up together; absent if that cannot turn it. */
  joint?: Flip
}

export interface Weighing {
  /** Weighted total by row id of the option; only options that have a score on every criterion are ranked. */
  totals: Record<string, number>
  /** Row ids, best first; equal totals stand in the order of the list. */
  ranking: string[]
  /** Row ids of options that lack a score. */
  incomplete: string[]
  pairs: Pair[]
}

/** Scores run from 1 to 5, so a reversed one counts as 6 − score. */
const turned = (score: number, reversed: boolean) => (reversed ? 6 - score : score)

/**
 * Totals, ranking and flip weights. `factors` multiply the weights of criteria by row id or code, for "what if"
 * (C3 and C6 doubled: `{C3: 2, C6: 2}`).
 */
export function weigh(section: SectionContent, factors: Record<string, number> = {}): Weighing {
  const options = (section.parts?.options ?? []).map((row) => row.id)
  const criteria = (section.parts?.criteria ?? []).map(({ id, cells }) => ({
    id,
    weight: (typeof cells.weight === "number" ? cells.weight : 1) * (factors[id] ?? factors[String(cells.code)] ?? 1),
    scores: Object.fromEntries(
      options.flatMap((option) => {
        const score = cells[`${option}/score`]
        return typeof score === "number" ? [[option, turned(score, cells.reversed === true)]] : []
      }),
    ) as Record<string, number>,
  }))
  const complete = options.filter(
    (option) => criteria.length > 0 && criteria.every((criterion) => criterion.scores[option] !== undefined),
  )
  const totals = Object.fromEntries(
    complete.map((option) => [option, tidy(criteria.reduce((sum, c) => sum + c.weight * (c.scores[option] ?? 0), 0))]),
  )
  const total = (option: string) => totals[option] ?? 0
  const ranking = [...complete].sort((a, b) => total(b) - total(a))
  const pairs = ranking.flatMap((leader, at) =>
    ranking.slice(at + 1).map((other): Pair => {
      const margin = tidy(total(leader) - total(other))
      const gaps = criteria.map(({ id, weight, scores }) => ({
        id,
        gap: weight * ((scores[leader] ?? 0) - (scores[other] ?? 0)),
      }))
      const flips = gaps.flatMap(({ id, gap }) => {
        const factor = tieAt(margin, gap)
        return factor === undefined ? [] : [{ criteria: [id], factor }]
      })
      const against = gaps.filter(({ gap }) => gap < 0)
      const joint = tieAt(
        margin,
        against.reduce((sum, { gap }) => sum + gap, 0),
      )
      return {
        leader,
        other,
        margin,
        flips,
        ...(joint !== undefined && { joint: { criteria: against.map(({ id }) => id), factor: joint } }),
      }
    }),
  )
  return { totals, ranking, incomplete: options.filter((option) => !complete.includes(option)), pairs }
}

/** The factor f ≥ 0 for which margin + (f − 1) × gap = 0; none if the gap cannot close the margin. */
function tieAt(margin: number, gap: number): number | undefined {
  if (gap === 0) return undefined
  const factor = 1 - margin / gap
  return factor >= 0 ? tidy(factor) : undefined
}

/** Sums of decimal weights without the dust of binary fractions. */
const tidy = (value: number) => Math.round(value * 1e9) / 1e9
