// A line between a server and its Postgres that takes its time: what is asked and what is answered arrive later by
// `delay` milliseconds each. The greeting of a new connection does not: a pool has its connections before it is slow.

import { once } from "node:events"
import { type AddressInfo, connect, createServer, type Socket } from "node:net"

export interface SlowLine {
  /** The address of the database by way of this line. */
  url: string
  /** Milliseconds, each way. */
  delay: number
  close(): Promise<void>
}

/** What Postgres says at the end of the greeting. */
const readyForQuery = Buffer.from([0x5a, 0, 0, 0, 5])

export async function slowLineTo(url: string): Promise<SlowLine> {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  const pass = (from: Socket, to: Socket, isReady: () => boolean) => {
    const after = (then: () => void) => (line.delay > 0 && isReady() ? setTimeout(then, line.delay) : then())
    from.on("data", (bytes) => after(() => to.writable && to.write(bytes)))
    from.on("end", () => after(() => to.end()))
    from.on("error", () => to.destroy())
    from.on("close", () => {
      sockets.delete(from)
      after(() => to.destroy())
    })
    sockets.add(from)
  }
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    let isReady = false
    far.on("data", (bytes) => {
      if (!isReady && bytes.includes(readyForQuery)) setImmediate(() => (isReady = true))
    })
    pass(near, far, () => isReady)
    pass(far, near, () => isReady)
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = new URL(url)
  address.port = String((server.address() as AddressInfo).port)
  const line: SlowLine = {
    url: address.href,
    delay: 0,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return line
}
