"use client"
import { useFormatter, useTranslations } from "next-intl"
import { type ReactNode, useState } from "react"
import { Composer } from "#components/comments/composer.tsx"
import type { Person, Thread, ThreadActions } from "#components/comments/thread.ts"
import { Button } from "#components/ui/button.tsx"
import { classes } from "#components/ui/classes.ts"
import { useToast } from "#components/ui/toast.tsx"
import type { Result } from "#lib/result.ts"

interface Props {
  thread: Thread
  members: Person[]
  mayComment: boolean
  actions: ThreadActions
  isActive: boolean
  /** The words it was about are no longer there. */
  isOrphan: boolean
  onActivate(): void
  onChanged(): void
}

/** One thread: what it is about, what was said, and what can be done about it. */
export function ThreadCard({ thread, members, mayComment, actions, isActive, isOrphan, onActivate, onChanged }: Props) {
  const t = useTranslations("comments")
  const format = useFormatter()
  const toast = useToast()
  const [isReplying, setReplying] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const settle = async (run: () => Promise<Result<unknown>>) => {
    setBusy(true)
    const result = await run()
    setBusy(false)
    if (!result.ok) toast.warn(result.message)
    onChanged()
  }
  return (
    <article
      data-thread={thread.id}
      aria-label={t("thread", { name: thread.openedBy.name, quote: thread.quote.slice(0, 60) })}
      onFocus={onActivate}
      onPointerDown={onActivate}
      className={classes("thread", isActive && "thread-active", thread.resolvedAt && "opacity-75")}
    >
      {thread.quote && <q className={classes("thread-quote", isOrphan && "line-through")}>{thread.quote}</q>}
      {isOrphan && <p className="text-xs text-ink-3">{t("orphan")}</p>}
      <div className="grid gap-2.5">
        {thread.comments.map((comment) => (
          <div key={comment.id} data-comment={comment.id}>
            <b className="font-semibold">{comment.author.name}</b>
            <time dateTime={comment.at.toISOString()} className="ms-1.5 text-xs text-ink-3">
              {format.dateTime(comment.at, { dateStyle: "medium", timeStyle: "short" })}
            </time>
            <p className="mt-0.5 whitespace-pre-wrap wrap-anywhere">{withMentions(comment.body, comment.mentions)}</p>
          </div>
        ))}
      </div>
      {thread.resolvedAt && (
        <p className="mt-2 text-xs text-ok">{t("resolvedBy", { name: thread.resolvedBy?.name ?? "" })}</p>
      )}
      {mayComment &&
        (isReplying ? (
          <div className="mt-3">
            <Composer
              members={members}
              label={t("reply")}
              submitLabel={t("reply")}
              autoFocus
              send={(body, mentions) => actions.reply({ threadId: thread.id, body, mentions })}
              onDone={() => {
                setReplying(false)
                onChanged()
              }}
              onCancel={() => setReplying(false)}
            />
          </div>
        ) : (
          <div className="mt-3 flex gap-2">
            {thread.resolvedAt ? (
              <Button
                size="s"
                className="rounded-full text-xs"
                disabled={isBusy}
                onClick={() => void settle(() => actions.reopen({ threadId: thread.id }))}
              >
                {t("reopen")}
              </Button>
            ) : (
              <>
                <Button size="s" className="rounded-full text-xs" onClick={() => setReplying(true)}>
                  {t("reply")}
                </Button>
                <Button
                  size="s"
                  className="rounded-full text-xs"
                  disabled={isBusy}
                  onClick={() => void settle(() => actions.resolve({ threadId: thread.id }))}
                >
                  {t("resolve")}
                </Button>
              </>
            )}
          </div>
        ))}
    </article>
  )
}

/** Names that were mentioned stand out; the text itself is never markup. */
function withMentions(body: string, mentions: Person[]): ReactNode {
  const names = mentions.map(({ name }) => `@${name}`).sort((a, b) => b.length - a.length)
  if (names.length === 0) return body
  const pattern = new RegExp(`(${names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`)
  return body.split(pattern).map((piece, index) =>
    names.includes(piece) ? (
      <span key={index} className="text-accent">
        {piece}
      </span>
    ) : (
      piece
    ),
  )
}
