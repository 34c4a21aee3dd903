// The server is killed while ten people type, and everybody's machine dies with it: of what others had already seen,
// how much is gone?

import { startClients, startServer } from "../company.ts"
import { sum } from "../numbers.ts"
import type { Scenario, Setting } from "../scenario.ts"

const writers = 10

export const kill = ({ stage, plan }: Setting): Scenario => ({
  name: "kill",
  title: `kill -9 while ${writers} people type (after ${plan.kills.join(", ")} s), all clients die too`,
  kinds: ["y-websocket", "hocuspocus", "chancery"],
  metrics: [
    { key: "seen", label: "characters that others had seen", digits: 0 },
    { key: "gone", label: "of these gone", digits: 0 },
    { key: "share", label: "gone, %", digits: 0 },
  ],
  measure: async (kind, round) => {
    const brief = await stage.brief()
    const clients = await startClients()
    const [token] = stage.tokens as [string]
    let server = await startServer(kind, stage)
    try {
      await clients.ask("startTyping", { at: server.at, brief, tokens: stage.tokens, writers, seed: round + 1 })
      const seconds = plan.kills[round % plan.kills.length] as number
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
      const seen = await clients.ask("killServer", server.watched)
      await server.end()
      server = await startServer(kind, stage)
      const kept = new Map(await clients.ask("read", { at: server.at, brief, token }))
      const gone = seen.map(([client, from, to]) => to - Math.min(to, Math.max(from, kept.get(client) ?? 0)))
      const all = sum(seen.map(([, from, to]) => to - from))
      return { seen: all, gone: sum(gone), share: (100 * sum(gone)) / all }
    } finally {
      await Promise.all([clients.end(), server.end()])
    }
  },
})
