import type { Language, Text } from "#lib/document/content.ts"
import type { Entry } from "#lib/registers/registers.ts"

export const referenceForm = (source: Entry): string =>
  String(source.data.gbt7714 ?? Object.values(source.names)[0] ?? "")
export const noteForm = (source: Entry, lang: Language, locator: string | undefined): string =>
  [referenceForm(source), locator].filter(Boolean).join(lang === "zh" ? "，" : ", ")
export const openQuestions = (source: Entry, lang: Language): string[] =>
  ((source.data.flags ?? []) as Text[]).map((flag) => flag[lang] ?? "").filter(Boolean)
