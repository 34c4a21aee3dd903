// Everybody in a brief loses the connection and returns at once, as after a broken switch.

import { startClients, startServer } from "../company.ts"
import { everyday } from "../history.ts"
import type { Scenario, Setting } from "../scenario.ts"

export async function storm({ stage, plan, trace }: Setting): Promise<Scenario> {
  const content = everyday(trace)
  return {
    name: "storm",
    title: `${plan.storm} clients of one brief drop and return at once; a tenth wrote on meanwhile`,
    kinds: ["y-websocket", "hocuspocus", "chancery"],
    metrics: [
      { key: "synced", label: "all have been answered, ms", digits: 0 },
      { key: "all", label: "all have everything, ms", digits: 0 },
      { key: "cpu", label: "CPU of the server, ms", digits: 0 },
    ],
    measure: async (kind) => {
      const brief = await stage.brief(content)
      const server = await startServer(kind, stage)
      const clients = await startClients()
      try {
        const ask = { at: server.at, brief, tokens: stage.tokens, count: plan.storm }
        return await clients.ask("storm", { ...ask, ...server.watched })
      } finally {
        await Promise.all([clients.end(), server.end()])
      }
    },
  }
}
