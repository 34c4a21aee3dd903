// A WebSocket server on a free port of this machine, without anything else.

import { createServer, type IncomingMessage } from "node:http"
import type { AddressInfo } from "node:net"
import { type WebSocket, WebSocketServer } from "ws"
import { announce } from "./announce.ts"

export function listen(welcome: (socket: WebSocket, room: string) => void) {
  const http = createServer()
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false })
  sockets.on("connection", (socket: WebSocket, { url }: IncomingMessage) => {
    socket.on("error", () => socket.terminate())
    welcome(socket, (url ?? "/").slice(1))
  })
  http.listen(0, "127.0.0.1", () => announce((http.address() as AddressInfo).port))
}
