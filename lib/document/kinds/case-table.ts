import type { Row, SectionContent, Text } from "#lib/document/content.ts"
import { evidence, named, notes, origin } from "#lib/document/kinds/columns.ts"
import type { Kind, Lack } from "#lib/document/kinds/kind.ts"

/** Cases coded on the same variables, if need be by two people who do not see each other's coding. */
export const caseTable: Kind = {
  key: "case_table",
  names: named("案例编码表", "Case coding table"),
  main: "cases",
  parts: [
    {
      key: "variables",
      names: named("变量", "Variables"),
      columns: [
        { key: "name", names: named("变量", "Variable"), type: "text", size: "short", required: true },
        { key: "rule", names: named("编码规则", "Coding rule"), type: "text", width: 2 },
      ],
    },
    {
      key: "cases",
      names: named("案例", "Cases"),
      columns: [
        { key: "case", names: named("案例", "Case"), type: "text", size: "short", required: true, width: 0.8 },
        { key: "period", names: named("时段", "Period"), type: "string", width: 0.6 },
        { key: "outcome", names: named("结果", "Outcome"), type: "text", size: "short", width: 0.8 },
        { key: "trigger", names: named("起因", "Trigger"), type: "text" },
        { key: "intervention", names: named("介入", "Intervention"), type: "text" },
        { key: "option", names: named("对应方案", "Option"), type: "ref", to: "option", secondary: true, width: 0.6 },
        { key: "coder", names: named("编码人", "Coder"), type: "ref", to: "member", secondary: true, width: 0.6 },
        {
          key: "second_coder",
          names: named("复核编码人", "Second coder"),
          type: "ref",
          to: "member",
          secondary: true,
          width: 0.6,
        },
        origin,
        evidence,
      ],
      across: {
        part: "variables",
        columns: [
          { key: "value", names: named("编码", "Coding"), type: "text", size: "short", required: true },
          { key: "second", names: named("复核编码", "Second coding"), type: "text", size: "short", secondary: true },
        ],
      },
    },
    notes,
  ],
  compute: agreement,
  lacks: codingLacks,
}

export interface Agreement {
  /** Codings that two people have given. */
  pairs: number
  agreed: number
  /** Where they differ: row ids of the case and of the variable. */
  differing: { case: string; variable: string }[]
}

/** How far two coders agree. A coding that only one has given counts for nothing. */
export function agreement(section: SectionContent): Agreement {
  const found = { pairs: 0, agreed: 0, differing: [] as Agreement["differing"] }
  for (const { id, cells } of section.parts?.cases ?? [])
    for (const variable of variablesOf(section)) {
      const [first, second] = [cells[`${variable.id}/value`], cells[`${variable.id}/second`]] as (Text | undefined)[]
      if (!first || !second) continue
      found.pairs++
      if (isSame(first, second)) found.agreed++
      else found.differing.push({ case: id, variable: variable.id })
    }
  return found
}

const variablesOf = (section: SectionContent): Row[] => section.parts?.variables ?? []

/** The same in each language that both are written in; two that share none cannot be compared and count as different. */
function isSame(first: Text, second: Text): boolean {
  const shared = (["zh", "en", "ru"] as const).filter((language) => first[language] && second[language])
  const plain = (text: string | undefined) => text?.normalize("NFKC").trim().toLowerCase()
  return shared.length > 0 && shared.every((language) => plain(first[language]) === plain(second[language]))
}

function codingLacks(section: SectionContent): Lack[] {
  const lacks: Lack[] = []
  const add = (lack: Omit<Lack, "section">) => lacks.push({ section: section.key, ...lack })
  if (variablesOf(section).length === 0) add({ level: "error", message: "variablesMissing", part: "variables" })
  for (const { id, cells } of section.parts?.cases ?? [])
    if (cells.second_coder)
      for (const variable of variablesOf(section))
        if (!cells[`${variable.id}/second`])
          add({
            level: "warning",
            message: "secondCodingMissing",
            part: "cases",
            row: id,
            column: `${variable.id}/second`,
          })
  for (const { case: row, variable } of agreement(section).differing)
    add({ level: "warning", message: "codersDiffer", part: "cases", row, column: `${variable}/second` })
  return lacks
}
