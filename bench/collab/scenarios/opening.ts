// Opening a large brief, of which the server has just started or which others have open; and what people feel who type
// in another brief meanwhile.

import { startClients, startServer } from "../company.ts"
import type { Kind } from "../dialect.ts"
import { worst } from "../history.ts"
import { median } from "../numbers.ts"
import type { Scenario, Setting } from "../scenario.ts"

const keeping: Kind[] = ["y-websocket", "hocuspocus", "chancery"]
const typists = 5
const joins = 10

export async function opening({ stage, plan, trace }: Setting): Promise<Scenario[]> {
  const scenarios: Scenario[] = []
  for (const megabytes of plan.sizes) {
    const content = worst(trace, megabytes)
    const large = await stage.brief(content)
    const tokens = stage.tokens
    scenarios.push({
      name: `open-${megabytes}`,
      title: `A brief of ${(content.length / 1e6).toFixed(1)} MB is opened; ${typists} people type elsewhere`,
      kinds: keeping,
      metrics: [
        { key: "cold", label: "first to open after a restart: in the document, ms", digits: 0 },
        { key: "coldArrived", label: "of that until the bytes had come, ms", digits: 0 },
        { key: "coldWorst", label: "typing elsewhere meanwhile: worst, ms", digits: 1 },
        { key: "warm", label: "open already: in the document, ms", digits: 0 },
        { key: "warmArrived", label: "of that until the bytes had come, ms", digits: 0 },
        { key: "joins", label: `${joins} open it at once: all bytes have come, ms`, digits: 0 },
        { key: "joinsP95", label: "typing elsewhere meanwhile: p95, ms", digits: 1 },
        { key: "joinsWorst", label: "worst, ms", digits: 1 },
        { key: "memory", label: "memory of the server with it open, MB", digits: 0 },
      ],
      measure: async (kind, round) => {
        const brief = await stage.brief()
        const server = await startServer(kind, stage)
        const [writers, readers, holder] = await Promise.all([startClients(), startClients(), startClients()])
        const ask = { at: server.at, brief: large, token: tokens[0] as string }
        try {
          await writers.ask("startTyping", { at: server.at, brief, tokens, writers: typists, seed: round + 1 })
          await new Promise((resolve) => setTimeout(resolve, 1_000))
          await writers.ask("mark", server.watched)
          const cold = await readers.ask("open", ask)
          const duringCold = await writers.ask("felt")
          // Somebody stays, so that the others find it open.
          await holder.ask("startTyping", { at: server.at, brief: large, tokens: tokens.slice(1), writers: 1, seed: 1 })
          const warm = [await readers.ask("open", ask), await readers.ask("open", ask), await readers.ask("open", ask)]
          await new Promise((resolve) => setTimeout(resolve, 500))
          await writers.ask("mark", server.watched)
          const took = await readers.ask("join", { at: server.at, brief: large, tokens, count: joins })
          const duringJoins = await writers.ask("stopTyping")
          return {
            cold: cold.synced,
            coldArrived: cold.arrived,
            coldWorst: duringCold.worst,
            warm: median(warm.map(({ synced }) => synced)),
            warmArrived: median(warm.map(({ arrived }) => arrived)),
            joins: took,
            joinsP95: duringJoins.p95,
            joinsWorst: duringJoins.worst,
            memory: (await server.memory()) / 1e6,
          }
        } finally {
          await Promise.all([writers.end(), readers.end(), holder.end(), server.end()])
        }
      },
    })
  }
  return scenarios
}
