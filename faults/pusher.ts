// Somebody who sends much and does not wait: a bare socket with large, honest edits.

import * as Y from "yjs"
import { Raw, type Someone, writeParagraph } from "../lib/collab/test-stage.ts"
import { Sync, syncFrame } from "../lib/collab/wire.ts"

export class Pusher {
  readonly socket: Raw
  sent = 0
  #doc = new Y.Doc()
  #text: Y.XmlText | undefined

  private constructor(socket: Raw) {
    this.socket = socket
    this.#doc.on("update", (update) => {
      this.socket.socket.send(syncFrame(Sync.update, update))
      this.sent++
    })
  }

  static async at(served: { port: number }, brief: string, person: Someone): Promise<Pusher> {
    return new Pusher(await Raw.of(served, brief, person).following())
  }

  /** Sends so many edits of so many characters. */
  push(edits: number, size: number) {
    this.#text ??= writeParagraph(this.#doc, "")
    for (let i = 0; i < edits; i++) this.#text.insert(0, "x".repeat(size))
  }

  /** How many frames the server has said to be saved. */
  get saved(): number {
    return this.socket.saved
  }

  leave() {
    this.socket.socket.terminate()
  }
}
