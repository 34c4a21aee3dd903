// What a table of pay-offs implies: which strategies dominate, where nobody gains by moving alone, which outcomes
// nobody could better without another losing, and whether the game deserves the name it is given.

export interface Game {
  /** Number of strategies of each player. */
  strategies: number[]
  /** What each player gets when each plays the strategy of that place. */
  payoffs(profile: readonly number[]): readonly number[]
}

export interface Analysis {
  /** For each player the strategy that is best whatever the others do, strictly or at least never worse; null: none. */
  dominant: ({ strategy: number; strict: boolean } | null)[]
  /** Pure Nash equilibria. */
  equilibria: number[][]
  /** Outcomes than which no other is better for somebody and worse for nobody. */
  pareto: number[][]
  /** Outcomes with the largest sum of gains. */
  joint: number[][]
}

export function analyse({ strategies, payoffs }: Game): Analysis {
  const profiles = strategies.reduce<number[][]>(
    (all, count) => all.flatMap((profile) => range(count).map((one) => [...profile, one])),
    [[]],
  )
  const gain = (profile: readonly number[], player: number) => payoffs(profile)[player] ?? 0
  /** What the player gets there less what another strategy would bring in the same place. */
  const ahead = (profile: readonly number[], player: number, other: number) =>
    gain(profile, player) - gain(profile.with(player, other), player)
  const dominant = strategies.map((count, player) => {
    const found = range(count).flatMap((strategy) => {
      const margins = profiles
        .filter((profile) => profile[player] === strategy)
        .flatMap((profile) => others(count, strategy).map((other) => ahead(profile, player, other)))
      const isDominant = margins.every((margin) => margin >= 0) && margins.some((margin) => margin > 0)
      return isDominant ? [{ strategy, strict: margins.every((margin) => margin > 0) }] : []
    })
    return found[0] ?? null
  })
  const equilibria = profiles.filter((profile) =>
    strategies.every((count, player) =>
      others(count, profile[player] ?? 0).every((other) => ahead(profile, player, other) >= 0),
    ),
  )
  const pareto = profiles.filter(
    (profile) =>
      !profiles.some((other) => {
        const gains = strategies.map((_, player) => gain(other, player) - gain(profile, player))
        return gains.every((one) => one >= 0) && gains.some((one) => one > 0)
      }),
  )
  const sum = (profile: readonly number[]) => payoffs(profile).reduce((all, one) => all + one, 0)
  const most = Math.max(...profiles.map(sum))
  return { dominant, equilibria, pareto, joint: profiles.filter((profile) => sum(profile) === most) }
}

const range = (count: number) => Array.from({ length: count }, (_, at) => at)
const others = (count: number, but: number) => range(count).filter((one) => one !== but)

export const gameNames = ["prisoners_dilemma", "chicken", "stag_hunt", "coordination", "harmony"] as const
export type GameName = (typeof gameNames)[number]

/** R: both do the first; S: I alone do it; T: the other alone does it; P: nobody does. */
const orders: Record<GameName, (r: number, s: number, t: number, p: number) => boolean> = {
  prisoners_dilemma: (r, s, t, p) => t > r && r > p && p > s,
  chicken: (r, s, t, p) => t > r && r > s && s > p,
  stag_hunt: (r, s, t, p) => r > t && t >= p && p > s,
  coordination: (r, s, t, p) => r > t && p > s,
  harmony: (r, s, t, p) => r > t && s > p && r > p,
}

/**
 * The names that a game of two players with two strategies each deserves, however its strategies are ordered. Undefined
 * for any other game: these names say nothing of it.
 */
export function namesOf({ strategies, payoffs }: Game): GameName[] | undefined {
  if (strategies.length !== 2 || strategies.some((count) => count !== 2)) return undefined
  const at = (row: number, column: number, player: number) => payoffs([row, column])[player] ?? 0
  return gameNames.filter((name) =>
    [0, 1].some((r) =>
      [0, 1].some(
        (c) =>
          orders[name](at(r, c, 0), at(r, 1 - c, 0), at(1 - r, c, 0), at(1 - r, 1 - c, 0)) &&
          orders[name](at(r, c, 1), at(1 - r, c, 1), at(r, 1 - c, 1), at(1 - r, 1 - c, 1)),
      ),
    ),
  )
}
