import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import { readEnv } from "#lib/env.ts"
import { CannotStart } from "./cannot-start.ts"
import { keptSecret } from "./secrets.ts"

test("a secret is made once, strong enough for production, and readable by its owner alone", async () => {
  const folder = await mkdtemp(join(tmpdir(), "chancery-secrets-"))
  const made = await Promise.all(Array.from({ length: 8 }, () => keptSecret(join(folder, "new"), "auth-secret")))
  expect(new Set(made).size).toBe(1)
  expect(await keptSecret(join(folder, "new"), "auth-secret")).toBe(made[0])
  expect(await readdir(join(folder, "new"))).toEqual(["auth-secret"])
  expect((await stat(join(folder, "new/auth-secret"))).mode & 0o777).toBe(0o600)
  expect(readEnv({ NODE_ENV: "production", DATABASE_URL: "postgresql://a/b", AUTH_SECRET: made[0] })).toBeTruthy()
  await rm(folder, { recursive: true })
})

test("a data folder that cannot be written is said by the name of its variable, with the remedy", async () => {
  const folder = await mkdtemp(join(tmpdir(), "chancery-secrets-"))
  const file = join(folder, "file")
  await writeFile(file, "")
  for (const where of [file, join(file, "below")]) {
    const problem = await keptSecret(where, "auth-secret").catch((error) => error)
    expect(problem).toBeInstanceOf(CannotStart)
    for (const word of ["CHANCERY_DATA_DIR", where, "another folder"]) expect(problem.message).toContain(word)
  }
  await rm(folder, { recursive: true })
})
