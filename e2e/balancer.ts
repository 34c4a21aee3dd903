// A load balancer as plain as can be: requests in turn to the next process that serves their path, nobody kept anywhere.

import { createServer, type IncomingMessage, request, type Server } from "node:http"
import type { AddressInfo, Socket } from "node:net"

export class Balancer {
  /** Ports of the processes in the pool of each path prefix; the first prefix that fits counts. */
  readonly pools: Record<string, number[]>
  #server: Server
  #turn = 0

  constructor(pools: Record<string, number[]>) {
    this.pools = pools
    this.#server = createServer((incoming, response) => {
      const outgoing = this.#forward(incoming)
      outgoing.on("response", (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      })
      outgoing.on("error", () => (response.headersSent ? response.destroy() : response.writeHead(502).end()))
      response.on("close", () => outgoing.destroy())
      incoming.pipe(outgoing)
    })
    this.#server.on("upgrade", (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
      const outgoing = this.#forward(incoming)
      socket.on("error", () => outgoing.destroy())
      outgoing.on("error", () => socket.destroy())
      outgoing.on("response", (answer) =>
        socket.end(`HTTP/1.1 ${answer.statusCode} Refused\r\nConnection: close\r\n\r\n`),
      )
      outgoing.on("upgrade", (answer, upstream: Socket, first: Buffer) => {
        const headers = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}\r\n`)
        socket.write(`HTTP/1.1 101 Switching Protocols\r\n${headers.join("")}\r\n`)
        socket.write(first)
        upstream.write(head)
        upstream.on("error", () => socket.destroy())
        upstream.on("close", () => socket.destroy())
        socket.on("close", () => upstream.destroy())
        upstream.pipe(socket).pipe(upstream)
      })
      outgoing.end()
    })
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve))
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #forward({ url = "/", method, headers }: IncomingMessage) {
    const [, ports = []] = Object.entries(this.pools).find(([prefix]) => url.startsWith(prefix)) ?? []
    const port = ports[this.#turn++ % ports.length]
    return request({ host: "127.0.0.1", port, path: url, method, headers, agent: false })
  }
}
