// What a y-websocket server does: a document per room, every update applied and sent to all in the room (its author
// too), presence, a ping every 30 s. It stores nothing: a room begins with what a file holds, if there is one.

import { readFileSync } from "node:fs"
import { join } from "node:path"
import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"
import type { WebSocket } from "ws"
import * as awareness from "y-protocols/awareness"
import * as sync from "y-protocols/sync"
import * as Y from "yjs"
import { listen } from "./listen.ts"

const folder = process.env.BENCH_BRIEFS as string
const [syncMessage, awarenessMessage] = [0, 1]

const frame = (type: number, write: (encoder: encoding.Encoder) => void) =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, type)
    write(encoder)
  })

class Room {
  readonly doc = new Y.Doc()
  readonly sockets = new Set<WebSocket>()
  readonly present = new awareness.Awareness(this.doc)

  constructor(name: string) {
    this.present.setLocalState(null)
    try {
      Y.applyUpdate(this.doc, readFileSync(join(folder, name)))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error
    }
    this.doc.on("update", (update: Uint8Array) => {
      this.tell(frame(syncMessage, (encoder) => sync.writeUpdate(encoder, update)))
    })
    this.present.on("update", ({ added, updated, removed }: Record<"added" | "updated" | "removed", number[]>) => {
      const states = awareness.encodeAwarenessUpdate(this.present, [...added, ...updated, ...removed])
      this.tell(frame(awarenessMessage, (encoder) => encoding.writeVarUint8Array(encoder, states)))
    })
  }

  tell(bytes: Uint8Array) {
    for (const socket of this.sockets) socket.send(bytes)
  }

  read(socket: WebSocket, data: Uint8Array) {
    const decoder = decoding.createDecoder(data)
    const type = decoding.readVarUint(decoder)
    if (type === awarenessMessage)
      return awareness.applyAwarenessUpdate(this.present, decoding.readVarUint8Array(decoder), socket)
    const answer = encoding.createEncoder()
    encoding.writeVarUint(answer, syncMessage)
    sync.readSyncMessage(decoder, answer, this.doc, socket)
    if (encoding.length(answer) > 1) socket.send(encoding.toUint8Array(answer))
  }
}

const rooms = new Map<string, Room>()

listen((socket, name) => {
  const room = rooms.get(name) ?? new Room(name)
  rooms.set(name, room)
  room.sockets.add(socket)
  let isAlive = true
  const ping = setInterval(() => {
    if (!isAlive) return socket.terminate()
    isAlive = false
    socket.ping()
  }, 30_000)
  socket.on("pong", () => {
    isAlive = true
  })
  socket.on("message", (data: Buffer) => room.read(socket, new Uint8Array(data)))
  socket.on("close", () => {
    clearInterval(ping)
    room.sockets.delete(socket)
  })
  socket.send(frame(syncMessage, (encoder) => sync.writeSyncStep1(encoder, room.doc)))
})
