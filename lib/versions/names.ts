// What the codes and ids in a text stand for. A version keeps the names of the day it was frozen: later changes of a
// register, a workshop's name or a person's name do not reach back into what was signed.

import type { Brief } from "#lib/briefs/access.ts"
import { db, type Tx } from "#lib/db.ts"
import type { BriefContent, Text } from "#lib/document/content.ts"
import { readRegisters } from "#lib/registers/read.ts"
import { type Registers, registerKeys } from "#lib/registers/registers.ts"

export interface Names {
  /** User id → name. */
  people: Record<string, string>
  workshop: Text
  template: Text
  registers: Registers
}

/** All names as they stand now; of the workshop's people also of those who left. For callers that may read the brief. */
export async function namesToday(brief: Brief, via: Tx = db): Promise<Names> {
  const { workshop, templateVersion } = await via.brief.findUniqueOrThrow({
    where: { id: brief.id },
    select: {
      workshop: { select: { names: true, members: { select: { user: { select: { id: true, name: true } } } } } },
      templateVersion: { select: { definition: true } },
    },
  })
  return {
    people: Object.fromEntries(workshop.members.map(({ user }) => [user.id, user.name])),
    workshop: workshop.names as Text,
    template: (templateVersion.definition as { name?: Text }).name ?? {},
    registers: await readRegisters(brief.workshopId, via),
  }
}

/** Only what this text and these people need. Of a source all that is known, because its citation is made of it. */
export function namesIn(content: BriefContent, names: Names, people: readonly string[]): Names {
  const codes = codesIn(content)
  const used = (register: keyof Registers) =>
    Object.entries(names.registers[register])
      .filter(([code]) => codes.has(code))
      .map(([code, entry]) => [code, { names: entry.names, data: register === "sources" ? entry.data : {} }])
  return {
    people: Object.fromEntries(Object.entries(names.people).filter(([id]) => codes.has(id) || people.includes(id))),
    workshop: names.workshop,
    template: names.template,
    registers: Object.fromEntries(registerKeys.map((key) => [key, Object.fromEntries(used(key))])) as Registers,
  }
}

/** Everything in the cells that may be a code or an id; words in languages are neither. */
function codesIn({ options, sections }: BriefContent): ReadonlySet<string> {
  const cells = sections.flatMap(({ parts }) =>
    Object.values(parts ?? {}).flatMap((rows) => rows.flatMap((row) => Object.values(row.cells))),
  )
  const codes = cells.flatMap((cell) => (Array.isArray(cell) ? cell : typeof cell === "string" ? [cell] : []))
  return new Set([...options, ...codes])
}
