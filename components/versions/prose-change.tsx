import { useTranslations } from "next-intl"
import { langOf } from "#components/sections/names.ts"
import { classes } from "#components/ui/classes.ts"
import { Runs } from "#components/versions/runs.tsx"
import type { Language } from "#lib/document/content.ts"
import type { Block } from "#lib/document/diff.ts"

/** The prose of a section in one language, block by block: unchanged stretches step back. */
export function ProseChange({ blocks, language }: { blocks: Block[]; language: Language }) {
  const t = useTranslations("versions")
  return (
    <div className="prose-paper" lang={langOf(language)}>
      {blocks.map((block, index) => {
        if (block.type === "rule") return <hr key={index} />
        const isFormatOnly = block.op === "change" && block.runs.every((run) => run.op === "same")
        const Element = block.type === "heading" ? "h4" : block.type === "code" ? "pre" : "p"
        return (
          <Element
            key={index}
            className={classes(
              "border-s-2 ps-4",
              block.op === "same" && "border-transparent text-ink-3",
              block.op === "add" && "border-ok",
              block.op === "del" && "border-seal",
              block.op === "change" && "border-warn",
            )}
          >
            {block.within.includes("bulletList") && "· "}
            <Runs runs={block.runs} />
            {isFormatOnly && <span className="ms-2 font-sans text-xs text-warn">{t("formatOnly")}</span>}
          </Element>
        )
      })}
    </div>
  )
}
