"use client"
import { ChevronDown } from "lucide-react"
import { useTranslations } from "next-intl"
import { memo, useMemo } from "react"
import { useLive } from "#components/editor/live-context.tsx"
import { LiveText } from "#components/editor/live-text.tsx"
import { useSelected, useSignal } from "#components/editor/signal.ts"
import { Budget } from "#components/sections/budget.tsx"
import { DerivedReading } from "#components/sections/derived-reading.tsx"
import { Figures } from "#components/sections/figures.tsx"
import { GiveSection } from "#components/sections/give-section.tsx"
import { Lacking } from "#components/sections/lacking.tsx"
import { LivePart } from "#components/sections/live-part.tsx"
import { inLanguage, langOf, nameOfRow } from "#components/sections/names.ts"
import { RepairSection } from "#components/sections/repair-section.tsx"
import { type Hand, type LiveRow, useRows } from "#components/sections/rows.ts"
import { SectionHead } from "#components/sections/section-head.tsx"
import { SectionNotice } from "#components/sections/section-notice.tsx"
import { SideMark, StaleMark } from "#components/sections/stale-mark.tsx"
import { isTitled } from "#components/sections/titled.ts"
import { WordingMark } from "#components/sections/wording-mark.tsx"
import { readingWords } from "#components/sections/words.ts"
import type { Lack, SectionOutline } from "#lib/document/kinds/kind.ts"
import { kindOf, partsOf } from "#lib/document/kinds/registry.ts"
import type { Stale } from "#lib/document/stale.ts"
import type { Wording } from "#lib/document/terms.ts"
import { proseRoot } from "#lib/document/ydoc.ts"

interface Props {
  outline: SectionOutline
  number: number
  lacks: Lack[]
  stale: Stale[]
  wordings: Wording[]
}

/** A section of the living brief: its head, its prose in each language, its parts. */
export const LiveSection = memo(function LiveSection({ outline, number, lacks, stale, wordings }: Props) {
  const {
    live,
    languages,
    show,
    language,
    names,
    evidence,
    isWriter,
    writable,
    sections,
    give,
    repair,
    members,
    folded,
    fold,
  } = useLive()
  const isFolded = folded.has(outline.key)
  const mayWrite = writable.has(outline.key)
  const facts = sections[outline.key]
  const t = useTranslations("editor")
  const words = useTranslations("words")
  const section = useSelected(live.content, (content) => content?.sections.find((one) => one.key === outline.key))
  const kind = kindOf(outline.kind)
  const parts = useMemo(() => partsOf(outline), [outline])
  const rows = useRows(live, outline.key, parts)
  const hand = useMemo<Hand>(
    () => ({ live, section: outline.key, parts, languages }),
    [live, outline.key, parts, languages],
  )
  // As one string: the list is read anew with each change, and mostly is the same.
  const options = useSelected(live.content, (content) => content?.options.join(" ") ?? "")
  const about = useMemo(() => options.split(" ").filter(Boolean), [options])
  const context = useMemo(
    () => ({ language, show, names, evidence, rows: section?.parts ?? {}, parts, words: readingWords(t) }),
    [language, show, names, evidence, section, parts, t],
  )
  const heading = inLanguage(outline.heading, language)
  const headsColumns = (key: string) => parts.some((part) => part.across?.part === key)
  const nameIn = (key: string) => (row: LiveRow, index: number) => {
    const frozen = section?.parts?.[key]?.find((one) => one.id === row.id)
    const part = parts.find((one) => one.key === key)
    return (
      (frozen && nameOfRow(frozen, language, part, names)) ||
      t(headsColumns(key) ? "row.column" : "row.number", { number: index + 1 })
    )
  }
  const listed = parts.filter((part) => !part.single)

  return (
    <section
      id={outline.key}
      data-section={outline.key}
      data-kind={outline.kind}
      data-folded={isFolded || undefined}
      aria-label={heading}
      className="brief-section"
    >
      <SectionHead
        outline={outline}
        number={number}
        language={language}
        languages={languages}
        guidance={mayWrite && !isFolded}
        fold={
          <button
            type="button"
            className="fold-section"
            aria-expanded={!isFolded}
            aria-label={t("fold", { section: heading })}
            onClick={() => fold(outline.key, !isFolded)}
          >
            <ChevronDown aria-hidden size={16} />
          </button>
        }
        notice={
          <SectionNotice
            facts={facts}
            isWritten={isWriter}
            mayWrite={mayWrite}
            repair={
              repair &&
              facts?.quarantine && (
                <RepairSection heading={heading} quarantine={facts.quarantine} repair={() => repair(outline.key)} />
              )
            }
          />
        }
        budget={kind.derived ? null : <Budget outline={outline} kind={kind} section={section} show={show} />}
      >
        {stale.length > 0 && <StaleMark stale={stale} outline={outline} mayWrite={mayWrite} />}
        {wordings.length > 0 && <WordingMark wordings={wordings} outline={outline} mayWrite={mayWrite} />}
        {give && !kind.derived && (
          <GiveSection
            heading={heading}
            owners={facts?.owners ?? []}
            members={members}
            give={(owners) => give(outline.key, owners)}
          />
        )}
      </SectionHead>
      <div className="mt-4 grid gap-5">
        {kind.prose && (
          <div className={show.length > 1 ? "prose-pair" : undefined}>
            {show.map((one) => (
              <div key={one} className="min-w-0">
                {languages.length > 1 && <SideMark language={one} stale={stale} />}
                <LiveText
                  kind="prose"
                  root={proseRoot(outline.key, one)}
                  fragment={live.doc.getXmlFragment(proseRoot(outline.key, one))}
                  lang={langOf(one)}
                  label={`${heading}, ${words(`language.${one}`)}`}
                  placeholder={mayWrite ? t("placeholder") : t("nothingYet")}
                />
              </div>
            ))}
          </div>
        )}
        {parts.map((part) => (
          <LivePart
            key={part.key}
            hand={hand}
            part={part}
            rows={rows[part.key] ?? []}
            acrossRows={part.across ? (rows[part.across.part] ?? []) : []}
            acrossName={nameIn(part.across?.part ?? "")}
            rowName={nameIn(part.key)}
            context={context}
            titled={isTitled(kind, parts)}
            gaps={kind.gaps ?? false}
          />
        ))}
        {kind.derived && <LiveDerived />}
        {section && <Figures kind={kind} section={section} context={context} about={about} />}
        {mayWrite && <Lacking lacks={lacks} outline={outline} isList={listed.length > 0} />}
      </div>
    </section>
  )
})

/** Follows the whole brief, and so stands alone. */
function LiveDerived() {
  const { live, names, language } = useLive()
  const content = useSignal(live.content)
  return content && <DerivedReading content={content} names={names} language={language} />
}
