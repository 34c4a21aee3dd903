"use client"
import { useRouter } from "next/navigation"
import { useTranslations } from "next-intl"
import { useState } from "react"
import { ProblemList, problemsIn } from "#components/templates/problem-list.tsx"
import { Button } from "#components/ui/button.tsx"
import { Dialog, DialogClose } from "#components/ui/dialog.tsx"
import { Field, inputClass, TextArea } from "#components/ui/field.tsx"
import { Notice } from "#components/ui/notice.tsx"
import type { Result } from "#lib/result.ts"
import type { Problem } from "#lib/templates/problem.ts"

interface Props {
  workshopId: string
  importYaml: (input: { workshopId: string; yaml: string }) => Promise<Result<{ key: string }>>
}

/** Characters beyond which a file is not even sent. The server reads less. */
const largest = 400_000

/** A template from a file. What is wrong with it is said line by line, and what was given stays to be mended. */
export function ImportTemplate({ workshopId, importYaml }: Props) {
  const t = useTranslations("templates.import")
  const words = useTranslations("templates")
  const router = useRouter()
  const [yaml, setYaml] = useState("")
  const [refused, setRefused] = useState<{ message: string; problems: Problem[] }>()
  const [isSending, setSending] = useState(false)

  const read = async (file: File | undefined) => {
    setRefused(undefined)
    if (!file) return
    const refuse = (message: string) => setRefused({ message, problems: [] })
    if (file.size > largest * 3) return refuse(t("large", { limit: largest }))
    try {
      setYaml(new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()))
    } catch {
      refuse(t("unreadable"))
    }
  }
  const send = async () => {
    if (!yaml.trim()) return setRefused({ message: t("nothing"), problems: [] })
    if (yaml.length > largest) return setRefused({ message: t("large", { limit: largest }), problems: [] })
    setSending(true)
    const result = await importYaml({ workshopId, yaml })
    setSending(false)
    if (result.ok) return router.push(`/workshops/${workshopId}/templates/${result.value.key}`)
    setRefused({ message: result.message, problems: problemsIn(result.details) })
  }
  return (
    <Dialog
      title={t("title")}
      description={t("what")}
      trigger={<Button>{t("open")}</Button>}
      onOpenChange={(open) => {
        if (open) setRefused(undefined)
      }}
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Field label={t("file")}>
          {(ids) => (
            <input
              {...ids}
              type="file"
              accept=".yaml,.yml,text/yaml,application/yaml"
              className={inputClass}
              onChange={(event) => void read(event.target.files?.[0])}
            />
          )}
        </Field>
        <TextArea
          label={t("text")}
          rows={6}
          spellCheck={false}
          className="font-mono text-s"
          value={yaml}
          onChange={(event) => setYaml(event.target.value)}
        />
        {refused && (
          <div className="grid gap-3" role="alert">
            <Notice tone="seal">{refused.message}</Notice>
            {refused.problems.length > 0 && <ProblemList problems={refused.problems} />}
          </div>
        )}
        <div className="flex justify-end gap-2">
          <DialogClose render={<Button look="plain">{words("cancel")}</Button>} />
          <Button type="submit" look="primary" disabled={isSending}>
            {t("submit")}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
