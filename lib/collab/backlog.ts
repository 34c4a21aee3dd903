// How much a process holds that is not in the database yet. Each connection has a limit of its own (connection.ts), but
// where the database stands still many connections fill the memory together: beyond a limit nothing is read from any of
// them, and nobody new is let in, until half of it is stored.

/** What an edit takes beside its own bytes, about. */
const perEdit = 1 << 10

/** Whoever is read from. */
export interface Source {
  /** Reads nothing more, until `readOn`. */
  hold(): void
  readOn(): void
}

export class Backlog {
  /** Whether nothing more may be read. */
  isFull = false
  bytes = 0
  #limit: number
  #sources = new Set<Source>()

  constructor(limit: number) {
    this.#limit = limit
  }

  join(source: Source) {
    this.#sources.add(source)
  }

  leave(source: Source) {
    this.#sources.delete(source)
  }

  /** An edit of so many bytes was taken. */
  add(bytes: number) {
    this.bytes += bytes + perEdit
    if (this.isFull || this.bytes < this.#limit) return
    this.isFull = true
    for (const source of this.#sources) source.hold()
  }

  /** It is in the database, or given up. */
  remove(bytes: number) {
    this.bytes -= bytes + perEdit
    if (!this.isFull || this.bytes > this.#limit / 2) return
    this.isFull = false
    for (const source of this.#sources) source.readOn()
  }
}
