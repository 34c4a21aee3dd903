// The one door to Postgres. Nothing else imports Prisma's client.

import { PrismaPg } from "@prisma/adapter-pg"
import { PrismaClient } from "#generated/prisma/client.ts"
import { env } from "#lib/env.ts"

// Kept on globalThis: the server and Next's bundle each load this file, hot reload loads it again; the pool is one.
const kept = globalThis as { chanceryDb?: PrismaClient }

function client(): PrismaClient {
  kept.chanceryDb ??= new PrismaClient({
    adapter: new PrismaPg(
      { connectionString: env.DATABASE_URL, max: 16, connectionTimeoutMillis: 10_000, application_name: "chancery" },
      { onPoolError: (error) => console.error(`Postgres closed an idle connection: ${error.message}`) },
    ),
  })
  return kept.chanceryDb
}

/** Prisma's client, connected on first use: importing this file needs no database. */
export const db: PrismaClient = new Proxy({} as PrismaClient, {
  get: (_, name) => {
    const value: unknown = Reflect.get(client(), name)
    return typeof value === "function" ? value.bind(client()) : value
  },
})

/** What runs inside `db.$transaction(async (tx) => …)`: functions that work in both take a `Tx`. */
export type Tx = Omit<PrismaClient, "$connect" | "$disconnect" | "$on" | "$transaction" | "$extends">

export { Prisma } from "#generated/prisma/client.ts"
