// The floor: every frame goes to all others in the room. Nothing is read, kept or checked.

import type { WebSocket } from "ws"
import { listen } from "./listen.ts"

const rooms = new Map<string, Set<WebSocket>>()

listen((socket, name) => {
  const room = rooms.get(name) ?? new Set()
  rooms.set(name, room.add(socket))
  socket.on("message", (data) => {
    for (const other of room) if (other !== socket) other.send(data)
  })
  socket.on("close", () => room.delete(socket))
})
