import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { expect, test } from "vitest"

test("ten crashes of the server and of Postgres lose nothing that was acknowledged or seen", () => {
  const args = [join(import.meta.dirname, "crash.ts"), "--cycles", "10"]
  const { stdout, status } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 110_000 })
  console.log(stdout)
  expect(status, stdout).toBe(0)
  expect(stdout).toMatch(/10 cycles in \d+ s: acknowledged [1-9]\d{2,}, seen [1-9]\d{2,}, .*, faults 0\n/)
}, 120_000)
