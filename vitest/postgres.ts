// One Postgres for the whole run, in a temporary folder, with a migrated database to copy from.

import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import type { TestProject } from "vitest/node"
import { startPostgres } from "../lib/postgres/embedded.ts"
import { migrate } from "../lib/postgres/migrate.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the database `postgres`, from which tests make their own. */
    postgres: string
    /** How much is tried where more can always be tried: by `npm test` a little, by `npm run test:battery` all. */
    battery: "short" | "full"
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "chancery-test-"))
  const cluster = await startPostgres(folder, { durable: false })
  const client = new pg.Client({ connectionString: cluster.url("postgres") })
  await client.connect()
  await client.query("create database migrated")
  await client.end()
  await migrate(cluster.url("migrated"))
  project.provide("battery", process.env.CHANCERY_BATTERY === "full" ? "full" : "short")
  project.provide("postgres", cluster.url("postgres"))
  return async () => {
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
