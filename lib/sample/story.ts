// What happened to two of the briefs: one was returned, mended and signed, one is under review.

import { fillBrief } from "#lib/briefs/fill.ts"
import { openThread } from "#lib/comments/open.ts"
import { reply } from "#lib/comments/reply.ts"
import { resolveThread } from "#lib/comments/resolve.ts"
import type { ProseNode, SectionContent } from "#lib/document/content.ts"
import type { Role } from "#lib/policy.ts"
import { anchorOf, type Place } from "#lib/sample/place.ts"
import { decide } from "#lib/versions/decide.ts"
import { submit } from "#lib/versions/submit.ts"

/** Ids of the sample's people by their role. */
export type Cast = Record<Role, string>

/** What the first version of the approved brief said otherwise: [as it was, as it is now]. */
const mended = [
  ["三国共同合作的总收益最大。", "三国共同合作的总收益最大；惟其表题“囚徒困境”与所列数值不符，引用时须加说明。"],
  [
    "the joint gain largest when all cooperate.",
    "the joint gain largest when all cooperate; its label “prisoner's dilemma” does not match the numbers printed and must be quoted with that caveat.",
  ],
] as const

/** A section of the approved brief as it was before the review: the problem without its caveat, and no glossary. */
export function beforeReview(section: SectionContent): SectionContent[] {
  if (section.key === "glossary") return []
  if (section.key !== "problem" || !section.prose) return [section]
  const prose = { ...section.prose }
  for (const [language, doc] of Object.entries(prose)) prose[language as "zh"] = unmended(doc)
  return [{ ...section, prose }]
}

const unmended = (node: ProseNode): ProseNode => ({
  ...node,
  ...(node.text && { text: mended.reduce((text, [was, is]) => text.replace(is, was), node.text) }),
  ...(node.content && { content: node.content.map(unmended) }),
})

/** Rev. 1 is returned for two faults, they are mended, Rev. 2 is passed and signed. */
export async function approve(cast: Cast, briefId: string, sections: SectionContent[]): Promise<void> {
  const { drafter, convener, reviewer, approver } = cast
  const first = await submit(drafter, { briefId })
  const table = await comment(reviewer, briefId, {
    section: "evidence",
    cell: { part: "rows", row: "A15", column: "claim" },
    language: "zh",
    quote: "合作为占优策略，与“囚徒困境”的题名不合",
    body: "这一条正文里也要交代。只写“总收益最大”，读者翻到表题会以为我们抄错了。",
    mentions: [drafter],
  })
  await decide(reviewer, {
    versionId: first.versionId,
    decision: "request_changes",
    sha256: first.sha256,
    note: "两点：一、问题界定引用收益表时，须说明表题“囚徒困境”与数值不符；二、“双源性威胁”“制度过剩”等词首次出现，请补术语表。",
  })
  await reply(drafter, {
    threadId: table,
    body: "Agreed. The caveat now stands in the problem section itself, in both languages, and the glossary is filled in.",
    mentions: [reviewer],
  })
  const mending = sections.flatMap(({ parts, ...section }) =>
    section.key === "problem" ? [section] : section.key === "glossary" ? [{ ...section, ...(parts && { parts }) }] : [],
  )
  await fillBrief(drafter, { briefId, sections: mending })
  const second = await submit(drafter, { briefId })
  await reply(convener, { threadId: table, body: "已与原文表2核对，数值无误，题名不合系原文如此。", mentions: [] })
  await resolveThread(reviewer, { threadId: table })
  const dissent = await comment(approver, briefId, {
    section: "decision",
    cell: { part: "fields", row: "fields", column: "dissent" },
    language: "zh",
    quote: "先三后五可能被视作居高临下",
    body: "这条意见要紧。进入第二阶段之前，凭什么判断五国是自愿的？",
    mentions: [convener],
  })
  await reply(convener, {
    threadId: dissent,
    body: "推进步骤第三步设了门槛：五国中至少四国愿意参加，否则不进第四步；复议条件里也写了同一条。",
    mentions: [approver],
  })
  await resolveThread(approver, { threadId: dissent })
  await decide(reviewer, {
    versionId: second.versionId,
    decision: "pass",
    sha256: second.sha256,
    note: "所提两点均已补正，无其他意见。",
  })
  await decide(approver, {
    versionId: second.versionId,
    decision: "approve",
    sha256: second.sha256,
    note: "同意，先办第一步。五国中愿意参加的不足四国时，提请复议。",
  })
}

/** Submitted, with two threads that still wait for an answer and no decision yet. */
export async function putInReview(cast: Cast, briefId: string): Promise<void> {
  const { drafter, convener, reviewer, approver } = cast
  await submit(drafter, { briefId })
  const rotation = await comment(reviewer, briefId, {
    section: "design",
    cell: { part: "notes", row: "fields", column: "note" },
    language: "zh",
    quote: "轮办次序为示例（推导）",
    body: "次序一旦印出来，就会被当作正式提议。建议只写“由五国之一首办”，次序留待磋商。",
    mentions: [drafter],
  })
  await reply(drafter, {
    threadId: rotation,
    body: "The note says it is an example and derived. I can take the order out if the convener agrees; the first host matters more than the rest.",
    mentions: [convener],
  })
  await comment(approver, briefId, {
    section: "concept",
    language: "zh",
    quote: "以平等换取认可，也因此放慢决定、放松约束",
    body: "说得公允。核心判断里可否也把这个代价点明？",
    mentions: [],
  })
}

/** Opens a thread on some words of a brief and answers its id. */
async function comment(
  who: string,
  briefId: string,
  { body, mentions, ...place }: Place & { body: string; mentions: string[] },
): Promise<string> {
  const anchor = await anchorOf(briefId, place)
  const { threadId } = await openThread(who, {
    briefId,
    sectionKey: place.section,
    anchor,
    quote: place.quote,
    body,
    mentions,
  })
  return threadId
}
