// One question put to every server in turn, in rounds.

import type { Kind } from "./dialect.ts"
import type { Plan } from "./plan.ts"
import type { Stage } from "./stage.ts"
import type { Trace } from "./trace.ts"

export interface Metric {
  key: string
  label: string
  digits?: number
}

export interface Scenario {
  name: string
  title: string
  kinds: readonly Kind[]
  metrics: Metric[]
  /** Measures one server once. */
  measure(kind: Kind, round: number): Promise<Record<string, number>>
}

export interface Setting {
  stage: Stage
  plan: Plan
  trace: Trace
}

/** What was measured: per scenario, server and metric one number for each round. */
export type Measured = Map<string, number[]>

export const keyOf = (scenario: string, kind: Kind, metric: string) => `${scenario}/${kind}/${metric}`
