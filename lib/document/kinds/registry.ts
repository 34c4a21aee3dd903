// All kinds. A new one is one new file and one name here.

import { actorTable } from "#lib/document/kinds/actor-table.ts"
import { boundaryModel } from "#lib/document/kinds/boundary-model.ts"
import { caseTable } from "#lib/document/kinds/case-table.ts"
import { comparisonTable } from "#lib/document/kinds/comparison-table.ts"
import { conditionChecklist } from "#lib/document/kinds/condition-checklist.ts"
import { criteriaMatrix } from "#lib/document/kinds/criteria-matrix.ts"
import { dataTable } from "#lib/document/kinds/data-table.ts"
import { decisionBox } from "#lib/document/kinds/decision-box.ts"
import { designSheet } from "#lib/document/kinds/design-sheet.ts"
import { evidenceList } from "#lib/document/kinds/evidence-list.ts"
import { glossary } from "#lib/document/kinds/glossary.ts"
import { indicatorTable } from "#lib/document/kinds/indicator-table.ts"
import { keyPoints } from "#lib/document/kinds/key-points.ts"
import type { Kind, Part, SectionOutline } from "#lib/document/kinds/kind.ts"
import { matrix2x2 } from "#lib/document/kinds/matrix-2x2.ts"
import { measureCatalogue } from "#lib/document/kinds/measure-catalogue.ts"
import { membershipTable } from "#lib/document/kinds/membership-table.ts"
import { meta } from "#lib/document/kinds/meta.ts"
import { payoffMatrix } from "#lib/document/kinds/payoff-matrix.ts"
import { principleList } from "#lib/document/kinds/principle-list.ts"
import { prose } from "#lib/document/kinds/prose.ts"
import { references } from "#lib/document/kinds/references.ts"
import { relationMap } from "#lib/document/kinds/relation-map.ts"
import { riskRegister } from "#lib/document/kinds/risk-register.ts"
import { scenarioTable } from "#lib/document/kinds/scenario-table.ts"
import { stanceMatrix } from "#lib/document/kinds/stance-matrix.ts"
import { stepPlan } from "#lib/document/kinds/step-plan.ts"
import { timeline } from "#lib/document/kinds/timeline.ts"
import { triangleAssessment } from "#lib/document/kinds/triangle-assessment.ts"

export const kinds: readonly Kind[] = [
  meta,
  prose,
  keyPoints,
  actorTable,
  stanceMatrix,
  membershipTable,
  designSheet,
  principleList,
  conditionChecklist,
  stepPlan,
  timeline,
  comparisonTable,
  criteriaMatrix,
  payoffMatrix,
  matrix2x2,
  caseTable,
  riskRegister,
  relationMap,
  indicatorTable,
  measureCatalogue,
  boundaryModel,
  triangleAssessment,
  scenarioTable,
  dataTable,
  decisionBox,
  evidenceList,
  glossary,
  references,
]

const byKey = new Map(kinds.map((kind) => [kind.key, kind]))

/** The kind of that key. Throws a RangeError for an unknown one: outlines hold only keys that a template was checked for. */
export function kindOf(key: string): Kind {
  const kind = byKey.get(key)
  if (!kind) throw new RangeError(`no such kind of section: ${key}`)
  return kind
}

/** What a section that a brief adds for itself may be. */
export const ownKinds = ["prose", "key_points", "timeline", "comparison_table", "data_table"] as const

export const isKind = (key: string): boolean => byKey.has(key)

/** The parts of a section: its kind's, with the columns and parts that its template adds. Added parts come first. */
export function partsOf(section: { kind: string; adds?: SectionOutline["adds"] }): readonly Part[] {
  const { parts } = kindOf(section.kind)
  const { adds } = section
  if (!adds) return parts
  const widened = parts.map((part) => {
    const more = adds.columns?.[part.key]
    return more ? { ...part, columns: [...part.columns, ...more] } : part
  })
  return [...(adds.parts ?? []), ...widened]
}

/** The part whose rows the template's row limits count. */
export const mainPart = (section: { kind: string; adds?: SectionOutline["adds"] }): Part | undefined => {
  const parts = partsOf(section)
  const { main } = kindOf(section.kind)
  return parts.find((part) => part.key === main) ?? parts.find((part) => !part.single && !part.secondary)
}
