import { useLocale, useTranslations } from "next-intl"
import { evidenceOf, inLanguage, languageOf, type Names } from "#components/sections/names.ts"
import { readingWords } from "#components/sections/words.ts"
import { Chip, type Tone } from "#components/ui/chip.tsx"
import { ProseChange } from "#components/versions/prose-change.tsx"
import { RowsChange } from "#components/versions/rows-change.tsx"
import type { BriefContent, Language } from "#lib/document/content.ts"
import { movedSections, type SectionChange, type Status } from "#lib/document/diff.ts"
import type { SectionOutline } from "#lib/document/kinds/kind.ts"
import { partsOf } from "#lib/document/kinds/registry.ts"
import { outlineIn } from "#lib/document/outline.ts"

interface Props {
  changes: SectionChange[]
  before: BriefContent
  after: BriefContent
  /** What templates added to the sections of either side. */
  known: SectionOutline[]
  names: Names
}

const tones: Record<Exclude<Status, "same">, Tone> = { added: "ok", removed: "seal", changed: "warn" }

/** What changed, section by section, in each language; sections that say the same are only counted. */
export function Comparison({ changes, before, after, known, names }: Props) {
  const t = useTranslations("versions")
  const editor = useTranslations("editor")
  const words = useTranslations("words")
  const language = languageOf(useLocale())
  const changed = changes.filter((change) => change.status !== "same")
  const unchanged = changes.length - changed.length
  const moved = movedSections(before, after)
  const [was, is] = [outlineIn(before, known), outlineIn(after, known)]
  const numberIn = (outline: SectionOutline[], key: string) => outline.findIndex((one) => one.key === key) + 1
  if (changed.length === 0 && moved.length === 0)
    return <p className="border-y border-line py-8 text-ink-2">{t("noChange")}</p>
  return (
    <>
      {moved.length > 0 && (
        <ul className="mb-10 grid gap-1 border-y border-line py-4 text-s" data-testid="moved-sections">
          {moved.map(({ key, heading }) => (
            <li key={key}>
              {t("sectionMoved", {
                section: inLanguage(heading, language),
                from: numberIn(was, key),
                to: numberIn(is, key),
              })}
            </li>
          ))}
        </ul>
      )}
      {changed.map((change) => {
        const section = [...is, ...was].find((one) => one.key === change.key)
        const parts = section ? partsOf(section) : []
        const rowsOf = (part: string) =>
          [after, before]
            .flatMap((content) => content.sections.find((one) => one.key === change.key)?.parts?.[part] ?? [])
            .filter((row, index, all) => all.findIndex((one) => one.id === row.id) === index)
        return (
          <section key={change.key} className="mb-12" aria-label={inLanguage(change.heading, language)}>
            <h2 className="mb-3 flex items-baseline gap-3 text-l font-semibold">
              <span className="w-6 shrink-0 text-end font-normal text-ink-3 tabular">
                {numberIn(is, change.key) || numberIn(was, change.key)}
              </span>
              {inLanguage(change.heading, language)}
              {change.status !== "same" && <Chip tone={tones[change.status]}>{t(change.status)}</Chip>}
            </h2>
            <div className="grid gap-6 sm:ps-9">
              {(Object.entries(change.prose) as [Language, NonNullable<SectionChange["prose"][Language]>][]).map(
                ([one, blocks]) => (
                  <div key={one}>
                    <div className="mb-1 text-xs text-ink-3">{words(`language.${one}`)}</div>
                    <ProseChange blocks={blocks} language={one} />
                  </div>
                ),
              )}
              {Object.entries(change.parts).map(([key, rows]) => {
                const part = parts.find((one) => one.key === key)
                if (!part) return null
                return (
                  <div key={key} className="grid gap-2">
                    {parts.length > 1 && <h3 className="text-s text-ink-3">{inLanguage(part.names, language)}</h3>}
                    <RowsChange
                      part={part}
                      rows={rows}
                      heads={part.across ? rowsOf(part.across.part) : []}
                      names={names}
                      context={{
                        language,
                        show: after.languages,
                        names,
                        evidence: evidenceOf(after),
                        rows: Object.fromEntries(parts.map((one) => [one.key, rowsOf(one.key)])),
                        parts,
                        words: readingWords(editor),
                      }}
                    />
                  </div>
                )
              })}
            </div>
          </section>
        )
      })}
      {unchanged > 0 && (
        <p className="border-t border-line pt-4 text-s text-ink-3">{t("unchanged", { count: unchanged })}</p>
      )}
    </>
  )
}
