import { accessToBrief } from "#lib/briefs/access.ts"
import { db } from "#lib/db.ts"
import type { Anchor } from "#lib/document/anchor.ts"

export interface Person {
  id: string
  name: string
}

export interface CommentEntry {
  id: string
  author: Person
  body: string
  mentions: Person[]
  at: Date
}

export interface ThreadEntry {
  id: string
  sectionKey: string
  anchor: Anchor
  /** The words, as they stood when the thread was opened. */
  quote: string
  openedBy: Person
  openedAt: Date
  resolvedBy: Person | null
  resolvedAt: Date | null
  /** The oldest first. */
  comments: CommentEntry[]
}

const person = { select: { id: true, name: true } } as const

/** All threads of a brief with their comments, the oldest first. */
export async function listThreads(who: string, briefId: string): Promise<ThreadEntry[]> {
  await accessToBrief(who, briefId)
  const threads = await db.thread.findMany({
    where: { briefId },
    orderBy: [{ openedAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      sectionKey: true,
      anchor: true,
      quote: true,
      openedBy: person,
      openedAt: true,
      resolvedBy: person,
      resolvedAt: true,
      comments: {
        orderBy: [{ at: "asc" }, { id: "asc" }],
        select: { id: true, author: person, body: true, mentions: true, at: true },
      },
    },
  })
  const mentioned = new Set(threads.flatMap((thread) => thread.comments.flatMap((comment) => comment.mentions)))
  const people = await db.user.findMany({ where: { id: { in: [...mentioned] } }, ...person })
  const personOf = new Map(people.map((one) => [one.id, one]))
  return threads.map((thread) => ({
    ...thread,
    anchor: thread.anchor as unknown as Anchor,
    comments: thread.comments.map((comment) => ({
      ...comment,
      mentions: comment.mentions.flatMap((id) => personOf.get(id) ?? []),
    })),
  }))
}
