// 100 and 1,000 briefs with three people in each: what a brief and a connection weigh, and what it costs when one of
// each three types now and then. Every brief has a history of 10,000 keystrokes.

import { startClients, startServer } from "../company.ts"
import { every } from "../crowd.ts"
import { kinds } from "../dialect.ts"
import { everyday } from "../history.ts"
import type { Scenario, Setting } from "../scenario.ts"

export async function crowds({ stage, plan, trace }: Setting): Promise<Scenario[]> {
  const content = everyday(trace)
  const all: string[] = []
  while (all.length < Math.max(...plan.crowds)) all.push(await stage.brief(content))
  return plan.crowds.map((count) => {
    const briefs = all.slice(0, count)
    return {
      name: `crowd-${count}`,
      title: `${count} briefs of ${Math.round(content.length / 1024)} kB × 3 clients, one keystroke per brief every ${every} s`,
      kinds,
      metrics: [
        { key: "perBrief", label: "memory per open brief with its 3 connections, kB", digits: 0 },
        { key: "perConnection", label: "of that per further connection, kB", digits: 1 },
        { key: "server", label: "CPU of the server, % of a core", digits: 1 },
        { key: "postgres", label: "CPU of Postgres, %", digits: 1 },
        { key: "total", label: "CPU with Postgres, %", digits: 1 },
      ],
      measure: async (kind) => {
        const server = await startServer(kind, stage)
        const clients = await startClients()
        const ask = { at: server.at, briefs, tokens: stage.tokens }
        try {
          const empty = await server.memory()
          await clients.ask("enterCrowd", { ...ask, each: 1 })
          const one = await server.memory()
          await clients.ask("enterCrowd", { ...ask, each: 2 })
          const three = await server.memory()
          const seconds = Math.max(plan.seconds, every)
          const load = await clients.ask("typeInCrowd", { writers: count, seconds, ...server.watched })
          return {
            perBrief: (three - empty) / count / 1024,
            perConnection: (three - one) / (2 * count) / 1024,
            server: load.server,
            postgres: load.postgres,
            total: load.server + load.postgres,
          }
        } finally {
          await Promise.all([clients.end(), server.end()])
        }
      },
    }
  })
}
