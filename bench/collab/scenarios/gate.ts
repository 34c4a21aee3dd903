// The time that judging takes, per keystroke.

import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { reply, start } from "../children.ts"
import { worst } from "../history.ts"
import type { Setting } from "../scenario.ts"

interface Costs {
  gate: number
  decode: number
  apply: number
}

export interface GateCosts {
  empty: Costs
  large: Costs
  megabytes: number
}

export async function gate({ plan, trace }: Setting): Promise<GateCosts> {
  const content = worst(trace, Math.max(...plan.sizes))
  const folder = await mkdtemp(join(tmpdir(), "chancery-bench-"))
  const file = join(folder, "brief")
  try {
    await writeFile(file, content)
    const costs = await reply<Omit<GateCosts, "megabytes">>(start("gate.ts", { args: [file] }), 180_000)
    return { ...costs, megabytes: content.length / 1e6 }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
