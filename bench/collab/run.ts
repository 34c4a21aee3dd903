// npm run bench:collab [-- --quick] [-- --only=typing,storm]
// Four servers, each in a process of its own, put to the same work in turn; the result is written to bench/RESULTS.md
// (a quick or partial run only prints it).

import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { killAll } from "./children.ts"
import { full, quick } from "./plan.ts"
import { report } from "./report.ts"
import { keyOf, type Measured, type Scenario, type Setting } from "./scenario.ts"
import { commit } from "./scenarios/commit.ts"
import { crowds } from "./scenarios/crowds.ts"
import { gate } from "./scenarios/gate.ts"
import { kill } from "./scenarios/kill.ts"
import { opening } from "./scenarios/opening.ts"
import { storm } from "./scenarios/storm.ts"
import { typing } from "./scenarios/typing.ts"
import { setStage } from "./stage.ts"
import { readTrace } from "./trace.ts"

const isQuick = process.argv.includes("--quick")
const only = process.argv
  .find((argument) => argument.startsWith("--only="))
  ?.slice("--only=".length)
  .split(",")
const plan = isQuick ? quick : full
const startedAt = new Date()
/** After this nothing is measured again that was measured once. Milliseconds. */
const enough = 24 * 60_000

const stage = await setStage()
let clearing: Promise<void> | undefined
const clear = () => {
  clearing ??= killAll().then(() => stage.clear())
  return clearing
}
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => void clear().then(() => process.exit(130)))

const failures: string[] = []

/** One measurement that fails does not take the others with it; the result says so, and the run ends with 1. */
async function unless<T>(what: string, measure: () => Promise<T>): Promise<T | undefined> {
  try {
    return await measure()
  } catch (error) {
    if (clearing) throw error
    console.error(`${what}:`, error)
    failures.push(what)
    process.exitCode = 1
    return undefined
  }
}

async function round(scenario: Scenario, number: number, measured: Measured) {
  // Whoever is first one round is last the next.
  const order = scenario.kinds.map((_, i) => scenario.kinds[(i + number) % scenario.kinds.length])
  for (const kind of order) {
    if (!kind) continue
    const values = await unless(`${scenario.name} ${kind} ${number + 1}`, () => scenario.measure(kind, number))
    if (!values) continue
    for (const [metric, value] of Object.entries(values)) {
      const key = keyOf(scenario.name, kind, metric)
      measured.set(key, [...(measured.get(key) ?? []), value])
    }
    const shown = Object.entries(values).map(([metric, value]) => `${metric} ${value.toFixed(value < 10 ? 2 : 0)}`)
    console.log(`${scenario.name} ${kind} ${number + 1}: ${shown.join(", ")}`)
  }
}

try {
  const setting: Setting = { stage, plan, trace: readTrace() }
  const wanted = (name: string) => !only || only.some((start) => name.startsWith(start))
  const scenarios = [
    ...(wanted("typing") ? typing(setting) : []),
    ...(wanted("crowd") ? await crowds(setting) : []),
    ...(wanted("open") ? await opening(setting) : []),
    ...(wanted("storm") ? [await storm(setting)] : []),
    ...(wanted("kill") ? [kill(setting)] : []),
  ]
  const measured: Measured = new Map()
  let skipped = 0
  for (let number = 0; number < plan.rounds; number++) {
    for (const scenario of scenarios) {
      // On a busy machine rather fewer rounds than no end.
      if (number > 0 && Date.now() - startedAt.getTime() > enough) skipped++
      else await round(scenario, number, measured)
    }
  }
  const costs = wanted("gate") ? await unless("the gate", () => gate(setting)) : undefined
  const commits = wanted("commit") ? await unless("the commit", () => commit(setting)) : undefined
  const text = await report({ setting, scenarios, measured, costs, commits, startedAt, skipped, failures, isQuick })
  if (isQuick || only) console.log(`\n${text}`)
  else await writeFile(join(import.meta.dirname, "../RESULTS.md"), text)
} catch (error) {
  if (!clearing) console.error(error)
  process.exitCode = 1
} finally {
  await clear()
}
process.exit()
