// How much is measured: all of it within half an hour, or with --quick a little of each to see that it works.

export interface Plan {
  rounds: number
  writers: number[]
  /** Seconds of a measured window. */
  seconds: number
  /** The same where people type: long enough that every server stores; Hocuspocus does after ten at the latest. */
  typing: { warmUp: number; seconds: number }
  crowds: number[]
  /** Megabytes of the large briefs. */
  sizes: number[]
  /** Clients that drop and return. */
  storm: number
  /** Seconds that people type before the server is killed, one per round. */
  kills: number[]
}

export const full: Plan = {
  rounds: 3,
  writers: [5, 20, 50],
  seconds: 4,
  typing: { warmUp: 4, seconds: 12 },
  crowds: [100, 1000],
  sizes: [1, 5],
  storm: 200,
  kills: [4, 8, 13],
}

export const quick: Plan = {
  rounds: 1,
  writers: [5, 20],
  seconds: 2,
  typing: { warmUp: 1.5, seconds: 2 },
  crowds: [50],
  sizes: [1],
  storm: 50,
  kills: [3],
}
