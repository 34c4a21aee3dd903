// Requests for a WebSocket and over HTTP, written byte by byte: no client tidies up address or headers on the way.

import { randomBytes } from "node:crypto"
import { once } from "node:events"
import { connect } from "node:net"
import { read } from "./test-exchange.ts"
import type { Served } from "./test-stage.ts"
import { packFrames, Sync, syncFrame } from "./wire.ts"

export interface Answer {
  /** HTTP status. */
  status: number
  /** Code with which it was turned away all the same; null: it was let in. */
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

/** Asks for the state at `target` over HTTP, with these headers. */
export async function askByHttp(
  { port }: Pick<Served, "port">,
  target: string,
  headers: Record<string, string>,
): Promise<Answer> {
  const socket = connect(port, "127.0.0.1")
  await once(socket, "connect")
  const body = packFrames([syncFrame(Sync.step1, new Uint8Array([0]))])
  // By the old version, which knows no answer in pieces.
  const lines = [
    `POST ${target} HTTP/1.0`,
    ...Object.entries({ Host: `127.0.0.1:${port}`, ...headers }).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${body.length}`,
  ]
  socket.on("error", () => {})
  socket.write(`${lines.join("\r\n")}\r\n\r\n`, "latin1")
  socket.write(body)
  const chunks: Buffer[] = []
  socket.on("data", (data) => chunks.push(data))
  await new Promise((resolve) => socket.once("close", resolve))
  const received = Buffer.concat(chunks)
  const status = Number(/^HTTP\/1\.1 (\d+)/.exec(received.toString("latin1"))?.[1] ?? 0)
  if (status !== 200) return { status, close: null }
  const { closed } = read(new Uint8Array(received.subarray(received.indexOf("\r\n\r\n") + 4)))
  return { status, close: closed?.code ?? null }
}

/** Both ways into a brief, and the status that says yes. */
export const ways = [
  { way: "a WebSocket", ask: askUpgrade, yes: 101 },
  { way: "HTTP", ask: askByHttp, yes: 200 },
]

/** A binary frame of a client, with the mask of zeros. */
const masked = (payload: Uint8Array) => Buffer.from([0x82, 0x80 | payload.length, 0, 0, 0, 0, ...payload])
