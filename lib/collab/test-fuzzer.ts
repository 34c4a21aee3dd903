// Attackers in a process of their own, so that they do not slow those whose latency is measured. Each sends one fuzzed
// frame, hears whether it was read or ended the socket, and goes on, through a new socket where needed.

import { once } from "node:events"
import { WebSocket } from "ws"
import { fuzzedFrames } from "./test-fuzz.ts"

export interface Attack {
  port: number
  paths: string[]
  seed: number
  count: number
  /** What the brief holds, base64. */
  known: string
}

export interface Outcome {
  sent: number
  /** Sockets ended, by code. */
  ended: Record<string, number>
}

/** Frames through one socket: fewer than a person may send at once. */
const perSocket = 100

process.on("message", async (attack: Attack) => {
  const frames = fuzzedFrames(attack.seed, attack.count, new Uint8Array(Buffer.from(attack.known, "base64")))
  const outcome: Outcome = { sent: 0, ended: {} }
  await Promise.all(attack.paths.map((path) => assail(`ws://127.0.0.1:${attack.port}${path}`, frames, outcome)))
  process.send?.(outcome)
})
process.on("disconnect", () => process.exit())

async function assail(address: string, frames: Uint8Array[], outcome: Outcome) {
  while (frames.length > 0) {
    const socket = new WebSocket(address)
    socket.on("error", () => {})
    const closed = once(socket, "close").then(([code]) => Number(code))
    if ((await Promise.race([once(socket, "open"), closed])) === 1006) continue
    let code: number | null = null
    for (let sent = 0; sent < perSocket && code === null && frames.length > 0; sent++) {
      socket.send(frames.pop() as Uint8Array)
      socket.ping()
      // The pong follows what was done about the frame.
      code = await Promise.race([once(socket, "pong").then(() => null), closed])
      outcome.sent++
    }
    if (code === null) socket.close()
    code ??= await closed
    outcome.ended[code] = (outcome.ended[code] ?? 0) + 1
  }
}
