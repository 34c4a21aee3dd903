// Hocuspocus with its database extension on Postgres, everything else as it comes: stored 2 s after the last edit, at
// the latest 10 s after the first.

import type { AddressInfo } from "node:net"
import { Database } from "@hocuspocus/extension-database"
import { Server } from "@hocuspocus/server"
import pg from "pg"
import { announce } from "./announce.ts"

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })

const server = new Server({
  port: 0,
  address: "127.0.0.1",
  quiet: true,
  stopOnSignals: false,
  extensions: [
    new Database({
      fetch: async ({ documentName }) => {
        const { rows } = await pool.query(`select data from bench_hocuspocus where name = $1`, [documentName])
        return rows[0]?.data ?? null
      },
      store: async ({ documentName, state }) => {
        await pool.query(
          `insert into bench_hocuspocus (name, data) values ($1, $2)
           on conflict (name) do update set data = excluded.data`,
          [documentName, state],
        )
      },
    }),
  ],
})

await server.listen()
announce((server.httpServer.address() as AddressInfo).port)
