// An upgrade request written byte by byte: no client tidies up its address or its headers on the way.

import { randomBytes } from "node:crypto"
import { once } from "node:events"
import { connect } from "node:net"
import type { Served } from "./test-stage.ts"
import { Sync, syncFrame } from "./wire.ts"

export interface Answer {
  /** HTTP status. */
  status: number
  /** Code of the close frame that follows a 101; null: it was let in. */
  close: number | null
}

/** Asks for a socket at `target` with these headers besides the ones that make it an upgrade, and for the state. */
export async function askUpgrade(
  { port }: Pick<Served, "port">,
  target: string,
  headers: Record<string, string>,
): Promise<Answer> {
  const socket = connect(port, "127.0.0.1")
  await once(socket, "connect")
  const lines = [
    `GET ${target} HTTP/1.1`,
    ...Object.entries({ Host: `127.0.0.1:${port}`, ...headers }).map(([name, value]) => `${name}: ${value}`),
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
  ]
  socket.write(`${lines.join("\r\n")}\r\n\r\n`, "latin1")
  let received = Buffer.alloc(0)
  let asked = false
  const done = Promise.withResolvers<Answer>()
  const read = () => {
    const status = Number(/^HTTP\/1\.1 (\d+)/.exec(received.toString("latin1"))?.[1] ?? 0)
    const body = received.indexOf("\r\n\r\n") + 4
    if (status !== 101 || body < 4) return status > 0 && status !== 101 && done.resolve({ status, close: null })
    if (!asked) {
      asked = true
      socket.write(masked(syncFrame(Sync.step1, new Uint8Array([0]))))
    }
    if (received.length < body + 2) return
    const isClose = (received[body] as number) === 0x88
    if (isClose && received.length < body + 4) return
    done.resolve({ status, close: isClose ? received.readUInt16BE(body + 2) : null })
  }
  socket.on("data", (data) => {
    received = Buffer.concat([received, data])
    read()
  })
  socket.on("error", () => {})
  socket.on("close", () => done.resolve({ status: 0, close: null }))
  const answer = await done.promise
  socket.destroy()
  return answer
}

/** A binary frame of a client, with the mask of zeros. */
const masked = (payload: Uint8Array) => Buffer.from([0x82, 0x80 | payload.length, 0, 0, 0, 0, ...payload])
