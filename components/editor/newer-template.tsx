"use client"
import { useTranslations } from "next-intl"
import { type ReactNode, useState } from "react"
import type { BriefActions } from "#components/editor/brief-actions.ts"
import { inLanguage, listMark } from "#components/sections/names.ts"
import { Button } from "#components/ui/button.tsx"
import { Dialog, DialogClose } from "#components/ui/dialog.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { useToast } from "#components/ui/toast.tsx"
import type { Language, Text } from "#lib/document/content.ts"
import type { PlanShown } from "#lib/templates/plan.ts"

interface Props {
  briefId: string
  from: number
  to: number
  language: Language
  preview: BriefActions["previewTemplate"]
  follow: BriefActions["followTemplate"]
  onDone: () => void
}

/** That the template has a newer version, what it would change here, and the step itself. */
export function NewerTemplate({ briefId, from, to, language, preview, follow, onDone }: Props) {
  const t = useTranslations("templates.newer")
  const { say, warn } = useToast()
  const [plan, setPlan] = useState<PlanShown>()
  const [isBusy, setBusy] = useState(false)
  const input = { briefId, version: to }
  const look = async () => {
    setBusy(true)
    const result = await preview(input)
    setBusy(false)
    if (result.ok) return setPlan(result.value)
    warn(result.message)
    onDone()
  }
  const go = async () => {
    setBusy(true)
    const result = await follow(input)
    setBusy(false)
    // Somebody may have written meanwhile: then the look is out of date, and the next one says why.
    setPlan(undefined)
    if (result.ok) say(t("done", { to }))
    else warn(result.message)
    onDone()
  }
  return (
    <div className="mb-6" data-testid="newer-template">
      <Notice>
        <span className="flex flex-wrap items-center justify-between gap-3">
          {t("notice", { from, to })}
          <Button size="s" disabled={isBusy} onClick={() => void look()}>
            {t("open")}
          </Button>
        </span>
      </Notice>
      <Dialog
        open={plan !== undefined}
        onOpenChange={(open) => !open && setPlan(undefined)}
        title={t("title", { to })}
        description={t("what")}
      >
        {plan && <PlanView plan={plan} language={language} />}
        <div className="flex justify-end gap-2">
          <DialogClose render={<Button look="plain">{t("cancel")}</Button>} />
          {plan?.refused.length === 0 && (
            <Button look="primary" data-testid="follow-template" disabled={isBusy} onClick={() => void go()}>
              {t("go", { to })}
            </Button>
          )}
        </div>
      </Dialog>
    </div>
  )
}

function PlanView({ plan, language }: { plan: PlanShown; language: Language }) {
  const t = useTranslations("templates.newer")
  const named = (text: Text) => inLanguage(text, language)
  const { added, removed, kept, changed, refused, isReordered } = plan
  const isNothing = [added, removed, kept, changed, refused].every((list) => list.length === 0) && !isReordered
  return (
    <div className="grid max-h-[50dvh] gap-4 overflow-y-auto text-s" data-testid="template-plan">
      <Group title={t("refused")} tone="text-seal">
        {refused.map(({ key, heading, reason }) => (
          <li key={key}>{t(reason === "kind" ? "refusedKind" : "refusedColumns", { section: named(heading) })}</li>
        ))}
      </Group>
      {(["added", "removed", "kept"] as const).map((what) => (
        <Group key={what} title={t(what)}>
          {plan[what].map(({ key, heading }) => (
            <li key={key}>{named(heading)}</li>
          ))}
        </Group>
      ))}
      <Group title={t("changed")}>
        {changed.map(({ key, before, after, aspects }) => (
          <li key={key}>
            {aspects.includes("heading") ? t("renamed", { before: named(before), after: named(after) }) : named(after)}
            <span className="text-ink-3">
              {" "}
              ({aspects.map((aspect) => t(`aspect.${aspect}`)).join(listMark(language))})
            </span>
          </li>
        ))}
      </Group>
      {isReordered && <p>{t("reordered")}</p>}
      {isNothing && <p>{t("nothing")}</p>}
    </div>
  )
}

function Group({ title, tone, children }: { title: string; tone?: string; children: ReactNode[] }) {
  if (children.length === 0) return null
  return (
    <section className="grid gap-1">
      <h3 className={`font-medium ${tone ?? "text-ink-2"}`}>{title}</h3>
      <ul className="ms-5 grid list-disc gap-0.5">{children}</ul>
    </section>
  )
}
