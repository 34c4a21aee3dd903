// The goals of the engine, as ratios to a peer in the same run, and what came of them.

import type { Kind } from "./dialect.ts"
import { median } from "./numbers.ts"
import { keyOf, type Measured } from "./scenario.ts"
import type { GateCosts } from "./scenarios/gate.ts"

/** Runs differ by as much without a reason. */
const noise = 1.25

interface Goal {
  what: string
  scenario: string
  metric: string
  peer: Kind
  atMost: number
}

const goals: Goal[] = [
  { what: "20 writers, p50", scenario: "typing-20", metric: "p50", peer: "hocuspocus", atMost: 2.2 },
  { what: "20 writers, p95", scenario: "typing-20", metric: "p95", peer: "hocuspocus", atMost: 2.5 },
  { what: "50 writers, p50", scenario: "typing-50", metric: "p50", peer: "hocuspocus", atMost: 1.5 },
  { what: "50 writers, p95", scenario: "typing-50", metric: "p95", peer: "hocuspocus", atMost: 1.5 },
  { what: "20 writers, CPU with Postgres", scenario: "typing-20", metric: "total", peer: "hocuspocus", atMost: 1.4 },
  { what: "50 writers, CPU with Postgres", scenario: "typing-50", metric: "total", peer: "hocuspocus", atMost: 1.4 },
  { what: "1,000 briefs, memory", scenario: "crowd-1000", metric: "perBrief", peer: "hocuspocus", atMost: 0.5 },
  { what: "1,000 briefs, CPU with Postgres", scenario: "crowd-1000", metric: "total", peer: "hocuspocus", atMost: 0.7 },
  { what: "5 MB, open already", scenario: "open-5", metric: "warm", peer: "y-websocket", atMost: 1.1 },
  { what: "5 MB, after a restart", scenario: "open-5", metric: "cold", peer: "y-websocket", atMost: 1.1 },
  { what: "5 MB, worst for others", scenario: "open-5", metric: "joinsWorst", peer: "y-websocket", atMost: 0.4 },
  { what: "storm", scenario: "storm", metric: "all", peer: "hocuspocus", atMost: 0.6 },
]

/** One line of Markdown per goal that was measured. */
export function judge(measured: Measured, costs: GateCosts | undefined): string[] {
  const middle = (scenario: string, kind: Kind, metric: string) =>
    median(measured.get(keyOf(scenario, kind, metric)) ?? [])
  const lines = goals.flatMap(({ what, scenario, metric, peer, atMost }) => {
    const ratio = middle(scenario, "chancery", metric) / middle(scenario, peer, metric)
    if (Number.isNaN(ratio)) return []
    return [`| ${what} | ≤ ${atMost} × ${peer} | ${ratio.toFixed(2)} × | ${verdict(ratio, atMost)} |`]
  })
  const gone = measured.get(keyOf("kill", "chancery", "gone"))
  if (gone) {
    const most = Math.max(...gone)
    lines.push(`| lost after kill -9 | 0 | ${most} | ${most === 0 ? "met" : "**missed**"} |`)
  }
  if (costs) {
    const { gate } = costs.large
    lines.push(`| the gate, per keystroke | ≤ 3 µs | ${gate.toFixed(1)} µs | ${verdict(gate, 3)} |`)
  }
  return lines
}

function verdict(found: number, atMost: number): string {
  if (found <= atMost) return "met"
  const by = `${Math.round((found / atMost - 1) * 100)} %`
  return found <= atMost * noise ? `met within the noise (${by} over)` : `**missed by ${by}**`
}
