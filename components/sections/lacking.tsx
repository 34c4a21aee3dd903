"use client"
import { useTranslations } from "next-intl"
import { jumpTo } from "#components/editor/jump.ts"
import { useLackText } from "#components/editor/lack-text.ts"
import type { Lack, SectionOutline } from "#lib/document/kinds/kind.ts"

const mostShown = 4

/** What is missing, said where it is missing, with the way to mend it. */
export function Lacking({ lacks, outline }: { lacks: Lack[]; outline: SectionOutline; isList?: boolean }) {
  const t = useTranslations("editor.missing")
  const say = useLackText()
  const errors = lacks.filter((lack) => lack.section === outline.key && lack.level === "error")
  if (errors.length === 0) return null
  return (
    <ul className="missing">
      {errors.slice(0, mostShown).map((lack, index) => (
        <li key={index}>
          {say(lack, outline)}{" "}
          <button type="button" className="underline underline-offset-2" onClick={() => jumpTo(lack)}>
            {t("go")}
          </button>
        </li>
      ))}
      {errors.length > mostShown && <li>{t("more", { count: errors.length - mostShown })}</li>}
    </ul>
  )
}
