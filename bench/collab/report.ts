// The result as Markdown: where it was measured, the goals, a table per scenario, how to read it.

import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { cpus, release, totalmem } from "node:os"
import { join } from "node:path"
import { type Kind, kinds } from "./dialect.ts"
import { judge } from "./goals.ts"
import { median } from "./numbers.ts"
import { keyOf, type Measured, type Metric, type Scenario, type Setting } from "./scenario.ts"
import type { CommitCosts } from "./scenarios/commit.ts"
import type { GateCosts } from "./scenarios/gate.ts"

export interface Found {
  setting: Setting
  scenarios: Scenario[]
  measured: Measured
  costs: GateCosts | undefined
  commits: CommitCosts | undefined
  startedAt: Date
  /** Rounds that were left out because the machine was too slow. */
  skipped: number
  /** What could not be measured. */
  failures: string[]
  isQuick: boolean
}

const root = join(import.meta.dirname, "../..")
const titles: Record<Kind, string> = {
  relay: "bare relay",
  "y-websocket": "y-websocket",
  hocuspocus: "Hocuspocus",
  chancery: "Chancery",
}

export async function report({
  setting,
  scenarios,
  measured,
  costs,
  commits,
  startedAt,
  skipped,
  failures,
  isQuick,
}: Found): Promise<string> {
  const goals = judge(measured, costs)
  return [
    "# The collaboration server beside its peers",
    "",
    isQuick ? "A quick run, to see that it works: nothing to quote.\n" : "Made by `npm run bench:collab`.\n",
    ...place(setting, startedAt),
    ...(skipped > 0 ? [`- **the machine was busy**: ${skipped} repeated measurements were left out`] : []),
    ...(failures.length > 0 ? [`- **failed**: ${failures.join("; ")}`] : []),
    "",
    "## Goals",
    "",
    "Ratios of the medians in this run; 25 % is noise.",
    "",
    "| | goal | found | |",
    "|---|---|---|---|",
    ...goals,
    "",
    ...scenarios.flatMap((scenario) => table(scenario, measured)),
    ...(costs ? gateTable(costs) : []),
    ...(commits ? commitTable(commits) : []),
    ...reading,
    "",
  ].join("\n")
}

function place({ stage, plan, trace }: Setting, startedAt: Date): string[] {
  const took = Math.round((Date.now() - startedAt.getTime()) / 60_000)
  const version = (name: string) =>
    `${name} ${JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")).version}`
  const packages = ["@hocuspocus/server", "@hocuspocus/extension-database", "y-protocols", "yjs", "ws", "pg"]
  return [
    `- ${startedAt.toISOString().slice(0, 16).replace("T", " ")} UTC, ${took} minutes, commit ${commit()}`,
    `- ${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Linux ${release()}`,
    `- Node ${process.versions.node}, Postgres ${stage.postgresVersion} (fsync on), ${packages.map(version).join(", ")}`,
    `- ${plan.rounds} rounds, servers in turn, each freshly started; median (least–most)`,
    trace.isReal
      ? "- briefs built from a real editing trace of 260,000 operations"
      : "- **the real editing trace was not there**: briefs built from a made-up one with the same mix",
  ]
}

function commitTable({ bare, ours }: CommitCosts): string[] {
  const row = (label: string, { own, postgres }: CommitCosts["ours"]) =>
    `| ${label} | ${own.toFixed(2)} | ${postgres.toFixed(2)} |`
  return [
    "## A keystroke committed alone, ms of CPU",
    "",
    "| | own process | Postgres |",
    "|---|---|---|",
    row("a bare insert", bare),
    row("ours, which asks again whether its author may write", ours),
    "",
  ]
}

function commit(): string {
  try {
    const git = (...args: string[]) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim()
    return git("rev-parse", "--short", "HEAD") + (git("status", "--porcelain", "-uno") ? " and changes" : "")
  } catch {
    return "unknown"
  }
}

function table({ name, title, metrics, kinds: measuredKinds }: Scenario, measured: Measured): string[] {
  const row = ({ key, label, digits }: Metric) => {
    const values = (kind: Kind) => measured.get(keyOf(name, kind, key)) ?? []
    const cells = kinds.map((kind) => (measuredKinds.includes(kind) ? cell(values(kind), digits) : "–"))
    const ratios = (["y-websocket", "hocuspocus"] as const).map((peer) => ratio(values("chancery"), values(peer)))
    return `| ${[label, ...cells, ...ratios].join(" | ")} |`
  }
  return [
    `## ${title}`,
    "",
    `| | ${kinds.map((kind) => titles[kind]).join(" | ")} | ÷ y-websocket | ÷ Hocuspocus |`,
    `|---|${"---|".repeat(kinds.length + 2)}`,
    ...metrics.map(row),
    "",
  ]
}

function cell(values: number[], digits = 1): string {
  if (values.length === 0) return "–"
  const [least, middle, most] = [Math.min(...values), median(values), Math.max(...values)].map((it) =>
    it.toFixed(digits),
  )
  return least === most ? `${middle}` : `${middle} (${least}–${most})`
}

function ratio(ours: number[], theirs: number[]): string {
  const found = median(ours) / median(theirs)
  return Number.isFinite(found) ? `${found.toFixed(2)} ×` : "–"
}

function gateTable({ empty, large, megabytes }: GateCosts): string[] {
  const row = (name: string, { gate, decode, apply }: GateCosts["empty"]) =>
    `| ${name} | ${gate.toFixed(2)} | ${decode.toFixed(2)} | ${apply.toFixed(2)} | ${(gate / decode).toFixed(1)} × | ${(gate / apply).toFixed(2)} × |`
  return [
    "## The gate, µs per keystroke",
    "",
    "| | gate | `Y.decodeUpdate` | `applyUpdate` on a document | ÷ decode | ÷ apply |",
    "|---|---|---|---|---|---|",
    row("empty brief", empty),
    row(`brief of ${megabytes.toFixed(1)} MB`, large),
    "",
  ]
}

const reading = [
  "## How to read it",
  "",
  "Compare ratios, not milliseconds: servers, clients and Postgres share the cores of one machine, over 127.0.0.1. A",
  "latency runs from the keystroke until the update is applied in the *last* of the other documents. All clients of a",
  "brief live in one process, so its own work is part of every latency; its CPU is shown, and the nearer it comes to",
  "100 %, the more it flatters the ratios towards 1. The bare relay and y-websocket keep nothing; Hocuspocus stores",
  "seconds later; ours has an edit on disk before anyone sees it, has asked again whether its author may write, and",
  "refuses what is malformed. Latencies of ours therefore hold one fsync, and vary with the disk.",
  "",
  "CPU and memory are what /proc counts (in ticks of 10 ms); Postgres is counted whole. Memory is anonymous memory after",
  "the garbage collector was called: what is needed, not what a process happens to hold. y-websocket has no storage: its",
  "room begins with what a file holds, read when the first person opens it. The large briefs are the worst of their size:",
  "six people take turns at every keystroke, so that nothing merges. Nobody sends presence. In the crowds and where ten",
  "open at once the clients keep no document, so that thousands fit and the cores are left to the server.",
]
