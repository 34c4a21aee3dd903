// Gives each test file a database of its own, migrated and empty, in DATABASE_URL, before it imports anything.

import { randomBytes } from "node:crypto"
import pg from "pg"
import { afterAll, inject } from "vitest"

const server = inject("postgres")
const name = `test_${randomBytes(6).toString("hex")}`

async function query(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

await query(`create database ${name} template migrated`)
const url = new URL(server)
url.pathname = `/${name}`
process.env.DATABASE_URL = url.href
process.env.AUTH_SECRET = randomBytes(32).toString("base64")

afterAll(async () => {
  const { chanceryDb } = globalThis as { chanceryDb?: { $disconnect(): Promise<void> } }
  await chanceryDb?.$disconnect()
  await query(`drop database ${name} with (force)`)
})
