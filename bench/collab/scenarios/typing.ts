// 5, 20 and 50 people type in one brief.

import { startClients, startServer } from "../company.ts"
import { kinds } from "../dialect.ts"
import type { Scenario, Setting } from "../scenario.ts"

export const typing = ({ stage, plan }: Setting): Scenario[] =>
  plan.writers.map((writers) => ({
    name: `typing-${writers}`,
    title: `${writers} writers in one brief`,
    kinds,
    metrics: [
      { key: "p50", label: "insert → in every other document, p50 ms", digits: 2 },
      { key: "p95", label: "p95 ms", digits: 2 },
      { key: "p99", label: "p99 ms", digits: 2 },
      { key: "server", label: "CPU of the server, % of a core", digits: 1 },
      { key: "postgres", label: "CPU of Postgres, %", digits: 1 },
      { key: "total", label: "CPU with Postgres, %", digits: 1 },
      { key: "client", label: "CPU of the clients, %", digits: 0 },
    ],
    measure: async (kind, round) => {
      const brief = await stage.brief()
      const server = await startServer(kind, stage)
      const clients = await startClients()
      try {
        await clients.ask("startTyping", { at: server.at, brief, tokens: stage.tokens, writers, seed: round + 1 })
        await new Promise((resolve) => setTimeout(resolve, plan.typing.warmUp * 1000))
        await clients.ask("mark", server.watched)
        await new Promise((resolve) => setTimeout(resolve, plan.typing.seconds * 1000))
        const { p50, p95, p99, server: own, postgres, client } = await clients.ask("stopTyping")
        return { p50, p95, p99, server: own, postgres, total: own + postgres, client }
      } finally {
        await Promise.all([clients.end(), server.end()])
      }
    },
  }))
