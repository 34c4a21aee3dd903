// The run's hold on its processes: a server of each kind, and clients that do tasks.

import { SCHEMA_VERSION } from "#lib/document/schema.ts"
import { kill, reply, start } from "./children.ts"
import type { Address, Kind } from "./dialect.ts"
import type { Stage } from "./stage.ts"
import type { Tasks, Watched } from "./tasks.ts"
import { memoryOf } from "./usage.ts"

export interface Server {
  at: Address
  watched: Watched
  /** Bytes, after its memory was swept: what it needs, not what it had not yet given back. */
  memory(): Promise<number>
  end(): Promise<void>
}

export async function startServer(kind: Kind, { env, postgres }: Stage): Promise<Server> {
  const child = start(`servers/${kind}.ts`, { env })
  const port = await reply<number>(child)
  const server = child.pid as number
  return {
    at: { kind, port, schema: SCHEMA_VERSION },
    watched: { server, postgres },
    memory: async () => {
      const swept = reply(child)
      child.send("sweep")
      await swept
      return memoryOf(server)
    },
    end: () => kill(child),
  }
}

export interface Clients {
  ask<Name extends keyof Tasks>(name: Name, ...ask: Parameters<Tasks[Name]>): ReturnType<Tasks[Name]>
  end(): Promise<void>
}

/** A task that takes longer than this has failed. Milliseconds. */
const atMost = 90_000

export async function startClients(): Promise<Clients> {
  const child = start("clients.ts")
  await reply(child)
  return {
    ask: (async (name, ask) => {
      const answer = reply<{ value?: unknown; error?: string }>(child, atMost)
      child.send({ name, ask })
      const { value, error } = await answer
      if (error) throw new Error(`${name}: ${error}`)
      return value
    }) as Clients["ask"],
    end: () => kill(child),
  }
}
