// A load balancer as plain as can be: a request goes to the next process in turn that serves its path, a WebSocket to
// the one that has the fewest; nobody is kept anywhere.

import { createServer, type IncomingMessage, request, type Server } from "node:http"
import type { AddressInfo, Socket } from "node:net"

export class Balancer {
  /** Ports of the processes in the pool of each path prefix; the first prefix that fits counts. */
  readonly pools: Record<string, number[]>
  #server: Server
  #turns = new Map<string, number>()
  /** WebSockets, open or asked for, each with the port it went to. */
  #sockets = new Map<Socket, number>()

  constructor(pools: Record<string, number[]>) {
    this.pools = pools
    this.#server = createServer((incoming, response) => {
      const outgoing = forward(incoming, this.#nextInTurn(incoming))
      outgoing.on("response", (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.on("error", () => response.destroy()).pipe(response)
      })
      outgoing.on("error", () => (response.headersSent ? response.destroy() : response.writeHead(502).end()))
      response.on("close", () => outgoing.destroy())
      incoming.pipe(outgoing)
    })
    this.#server.on("upgrade", (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
      const port = this.#withFewest(incoming)
      const outgoing = forward(incoming, port)
      this.#sockets.set(socket, port)
      socket.on("error", () => {})
      socket.on("close", () => {
        this.#sockets.delete(socket)
        outgoing.destroy()
      })
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
    // Upgraded, a socket is no connection of the server's any more, but the server still waits for it.
    for (const socket of this.#sockets.keys()) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #poolOf({ url = "/" }: IncomingMessage): [prefix: string, ports: number[]] {
    return Object.entries(this.pools).find(([prefix]) => url.startsWith(prefix)) ?? ["", []]
  }

  #nextInTurn(incoming: IncomingMessage): number {
    const [prefix, ports] = this.#poolOf(incoming)
    const turn = this.#turns.get(prefix) ?? 0
    this.#turns.set(prefix, turn + 1)
    return ports[turn % ports.length] as number
  }

  #withFewest(incoming: IncomingMessage): number {
    const [, ports] = this.#poolOf(incoming)
    const count = (port: number) => [...this.#sockets.values()].filter((its) => its === port).length
    return ports.toSorted((a, b) => count(a) - count(b))[0] as number
  }
}

function forward({ url = "/", method, headers }: IncomingMessage, port: number) {
  return request({ host: "127.0.0.1", port, path: url, method, headers, agent: false })
}
