import type { Text } from "#lib/document/content.ts"
import { listMembers } from "#lib/members/list.ts"
import { registersOf } from "#lib/registers/read.ts"
import type { Entry, Registers } from "#lib/registers/registers.ts"

/** What a code stands for; of a source also its authors, container, year …, which a citation needs. */
export interface Named {
  names: Text
  data?: Record<string, unknown>
}

/** By what a reference points to: entries by code, members by id. */
export type NamesByTarget = Record<"actor" | "mechanism" | "option" | "source" | "member", Record<string, Named>>

/**
 * What every code in the briefs of a workshop stands for: entries of its registers by code, members by id.
 * Only what a page shows of them, because it travels to the browser. Not found for a stranger.
 */
export async function namesOf(who: string, workshopId: string): Promise<NamesByTarget> {
  const [registers, members] = await Promise.all([registersOf(who, workshopId), listMembers(who, { workshopId })])
  return namesByTarget(registers, Object.fromEntries(members.map(({ id, name }) => [id, name])))
}

/** The same of registers and people (user id → name) that are known already, such as those of a frozen version. */
export const namesByTarget = (registers: Registers, people: Record<string, string>): NamesByTarget => ({
  actor: namesOnly(registers.actors),
  mechanism: namesOnly(registers.mechanisms),
  option: namesOnly(registers.options),
  source: registers.sources,
  member: Object.fromEntries(Object.entries(people).map(([id, name]) => [id, { names: { zh: name, en: name } }])),
})

const namesOnly = (entries: Record<string, Entry>): Record<string, Named> =>
  Object.fromEntries(Object.entries(entries).map(([code, { names }]) => [code, { names }]))
