"use client"
import { useTranslations } from "next-intl"
import { kinds } from "#lib/document/kinds/registry.ts"
import type { Problem } from "#lib/templates/problem.ts"

/** What is wrong with a template, in words: where, and why. */
export function useProblemText() {
  const t = useTranslations("templates")
  const named = (step: string | number) =>
    typeof step === "number" ? String(step + 1) : nameOf(step, t as unknown as Translator)
  const place = ({ line, path }: Problem): string => {
    const [first, number, ...rest] = path
    const isSection = first === "sections" && typeof number === "number"
    const steps = isSection ? rest : path
    return [
      line && t("line", { line }),
      isSection && t("sectionAt", { number: number + 1 }),
      steps.length > 0 && steps.map(named).join(" › "),
    ]
      .filter(Boolean)
      .join(" · ")
  }
  const reason = ({ reason, values }: Problem): string => {
    const say = t as unknown as Translator
    const key = `problem.${reason}`
    return say(say.has(key) ? key : "problem.form", {
      kinds: kinds.map(({ key }) => key).join(", "),
      ...values,
      ...(typeof values.name === "string" && { name: nameOf(values.name, say) }),
    })
  }
  return { place, reason }
}

interface Translator {
  (key: string, values?: Record<string, string | number>): string
  has(key: string): boolean
}

const nameOf = (step: string, t: Translator) =>
  ["field", "limit"]
    .map((group) => `${group}.${step}`)
    .reduce((name, key) => (name === step && t.has(key) ? t(key) : name), step)
