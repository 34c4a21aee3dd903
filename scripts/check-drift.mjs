// The migrations make exactly the schema: applied to an empty, real Postgres, they leave nothing to migrate.

import { spawnSync } from "node:child_process"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { startPostgres } from "../lib/postgres/embedded.ts"
import { migrate } from "../lib/postgres/migrate.ts"

const root = fileURLToPath(new URL("..", import.meta.url))
const folder = await mkdtemp(join(tmpdir(), "chancery-drift-"))
const cluster = await startPostgres(folder, { durable: false })
try {
  await migrate(cluster.url("postgres"))
  const prisma = (...args) =>
    spawnSync(process.execPath, [join(root, "node_modules/prisma/build/index.js"), ...args], {
      cwd: root,
      encoding: "utf8",
      env: {
        ...process.env,
        DATABASE_URL: cluster.url("postgres"),
        PRISMA_SCHEMA_ENGINE_BINARY: join(root, "scripts/schema-engine.mjs"),
        PRISMA_HIDE_UPDATE_MESSAGE: "1",
        CHECKPOINT_DISABLE: "1",
      },
    })
  const status = prisma("migrate", "status")
  const diff = prisma(
    "migrate",
    "diff",
    "--exit-code",
    "--from-config-datasource",
    "--to-schema",
    "prisma/schema.prisma",
    "--script",
  )
  if (status.status !== 0) console.error(status.stdout + status.stderr)
  if (diff.status === 2) console.error(`The schema has what no migration makes:\n${diff.stdout}`)
  else if (diff.status !== 0) console.error(diff.stdout + diff.stderr)
  process.exitCode = status.status || diff.status ? 1 : 0
  if (process.exitCode === 0) console.log("The migrations and the schema agree.")
} finally {
  await cluster.stop()
  await rm(folder, { recursive: true, force: true })
}
