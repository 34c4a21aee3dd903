import type { Anchor } from "#lib/document/anchor.ts"
import type { Result } from "#lib/result.ts"

export interface Person {
  id: string
  name: string
}

/** A thread as the margin shows it. */
export interface Thread {
  id: string
  sectionKey: string
  anchor: Anchor
  /** The words, as they stood when the thread was opened. */
  quote: string
  openedBy: Person
  openedAt: Date
  resolvedBy: Person | null
  resolvedAt: Date | null
  comments: { id: string; author: Person; body: string; mentions: Person[]; at: Date }[]
}

/** What can be done to threads. Given by the page; each answers in the reader's language. */
export interface ThreadActions {
  list(input: { briefId: string }): Promise<Result<Thread[]>>
  open(input: {
    briefId: string
    sectionKey: string
    anchor: Anchor
    quote: string
    body: string
    mentions: string[]
  }): Promise<Result<{ threadId: string }>>
  reply(input: { threadId: string; body: string; mentions: string[] }): Promise<Result<unknown>>
  resolve(input: { threadId: string }): Promise<Result<unknown>>
  reopen(input: { threadId: string }): Promise<Result<unknown>>
}
