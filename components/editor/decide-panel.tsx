"use client"
import { useFormatter, useTranslations } from "next-intl"
import { useState } from "react"
import type { DecisionKind, LatestVersion } from "#components/editor/brief-actions.ts"
import { Button } from "#components/ui/button.tsx"
import { Dialog } from "#components/ui/dialog.tsx"
import { TextArea } from "#components/ui/field.tsx"
import { Notice } from "#components/ui/notice.tsx"
import type { Result } from "#lib/result.ts"

interface Props {
  version: LatestVersion
  /** Comments that nobody has resolved: to be known before signing. */
  openThreads: number
  /** Which decisions this person may give. */
  may: DecisionKind[]
  decide(decision: DecisionKind, sha256: string, note: string): Promise<Result<unknown>>
  onDone(): void
}

/** A decision on one exact version: the hash that is shown is the hash that is sent. */
export function DecidePanel({ version, openThreads, may, decide, onDone }: Props) {
  const t = useTranslations("editor.decide")
  const words = useTranslations("words")
  const [open, setOpen] = useState(false)
  const [note, setNote] = useState("")
  const [problem, setProblem] = useState<string>()
  const [isSending, setSending] = useState(false)
  const send = async (decision: DecisionKind) => {
    if (decision === "request_changes" && !note.trim()) return setProblem(t("noteNeeded"))
    setSending(true)
    setProblem(undefined)
    const result = await decide(decision, version.sha256, note.trim())
    setSending(false)
    if (!result.ok) return setProblem(result.message)
    setOpen(false)
    setNote("")
    onDone()
  }
  return (
    <Dialog
      place="side"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button look="primary" data-testid="decide">
          {t("action")}
        </Button>
      }
      title={t("title", { rev: words("rev", { number: version.number }) })}
      description={t("what")}
    >
      <div className="grid gap-1">
        <span className="text-s font-medium text-ink-2">SHA-256</span>
        <code data-testid="hash" className="rounded-(--radius) bg-sunken px-3 py-2 text-xs break-all">
          {version.sha256}
        </code>
        <p className="text-xs text-ink-3">{t("hashMeans")}</p>
      </div>
      <Decisions version={version} />
      {openThreads > 0 && <Notice tone="warn">{t("openThreads", { count: openThreads })}</Notice>}
      <TextArea
        label={t("note")}
        hint={t("noteHint")}
        value={note}
        maxLength={4000}
        onChange={(event) => setNote(event.target.value)}
      />
      {problem && (
        <p role="alert" className="text-s text-seal">
          {problem}
        </p>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        {may.includes("request_changes") && (
          <Button
            look="seal"
            data-testid="decide-request_changes"
            disabled={isSending}
            onClick={() => void send("request_changes")}
          >
            {t("request_changes")}
          </Button>
        )}
        {may.includes("pass") && (
          <Button look="primary" data-testid="decide-pass" disabled={isSending} onClick={() => void send("pass")}>
            {t("pass")}
          </Button>
        )}
        {may.includes("approve") && (
          <Button look="primary" data-testid="decide-approve" disabled={isSending} onClick={() => void send("approve")}>
            {t("approve")}
          </Button>
        )}
      </div>
    </Dialog>
  )
}

/** What was decided on a version, by whom, when, and what they said. */
export function Decisions({ version }: { version: LatestVersion }) {
  const t = useTranslations("editor.decide")
  const words = useTranslations("words")
  const format = useFormatter()
  if (version.decisions.length === 0) return <p className="text-s text-ink-3">{t("none")}</p>
  return (
    <ul className="grid gap-2 text-s" data-testid="decisions">
      {version.decisions.map((decision) => (
        <li key={decision.id} data-decision={decision.kind}>
          <b className="font-semibold">{decision.person.name}</b>{" "}
          <span className={decision.kind === "request_changes" ? "text-warn" : "text-ok"}>
            {words(`decision.${decision.kind}`)}
          </span>{" "}
          <time dateTime={decision.at.toISOString()} className="text-ink-3">
            {format.dateTime(decision.at, { dateStyle: "medium", timeStyle: "short" })}
          </time>
          {decision.note && <p className="whitespace-pre-wrap text-ink-2">{decision.note}</p>}
        </li>
      ))}
    </ul>
  )
}
