// What may be said about the text on this page. "Saved" is a promise: every edit made here is committed.
// It rests on the server's count alone: of the update frames sent on this socket, so many are committed.

export type SaveState = "saved" | "saving" | "offline" | "unsaved" | "ended"

export class SaveLedger {
  private connected = false
  private everConnected = false
  private synced = false
  private sent = 0
  private committed = 0
  /** Edits that no frame on this socket carries yet: made while offline, or in flight when the socket broke. */
  private unsent = false
  /** Edits kept back while a word is being composed. */
  private held = false
  private closed = false
  private readonly changed: () => void

  constructor(changed: () => void = () => {}) {
    this.changed = changed
  }

  /** A new socket is open: both ends count from zero. */
  opened() {
    this.connected = true
    this.everConnected = true
    this.synced = false
    this.sent = 0
    this.committed = 0
    this.changed()
  }

  /** Both ends have exchanged what they had. */
  nowSynced(is: boolean) {
    this.synced = is
    this.changed()
  }

  /** A frame with text went out. An answer to the server's question carries everything it lacked. */
  sentFrame(kind: "answer" | "update") {
    this.sent++
    if (kind === "answer") this.unsent = false
    this.changed()
  }

  /** The server's word: the first `count` frames of this socket are in the database. */
  committedUpTo(count: number) {
    if (count > this.sent) return
    this.committed = Math.max(this.committed, count)
    this.changed()
  }

  /** An edit that could not be put on the socket. */
  editedUnsent() {
    this.unsent = true
    this.changed()
  }

  nowHolding(is: boolean) {
    if (this.held === is) return
    this.held = is
    this.changed()
  }

  /** The socket is gone. What was sent and not confirmed may or may not have arrived: it counts as unsent. */
  dropped() {
    if (this.sent > this.committed) this.unsent = true
    this.connected = false
    this.synced = false
    this.sent = 0
    this.committed = 0
    this.changed()
  }

  /** The server will not take us back. */
  closedForGood() {
    this.dropped()
    this.closed = true
    this.changed()
  }

  /** Whether leaving now would lose something that was written here. */
  get hasUnsaved(): boolean {
    return this.unsent || this.held || this.sent > this.committed
  }

  get isClosed(): boolean {
    return this.closed
  }

  get isOpening(): boolean {
    return !this.everConnected && !this.closed
  }

  get state(): SaveState {
    if (this.closed) return this.hasUnsaved ? "unsaved" : "ended"
    if (!this.connected) return this.everConnected ? "offline" : "saving"
    return this.hasUnsaved || !this.synced ? "saving" : "saved"
  }
}
