// The last page: who cleared exactly what.

import type { Clearance } from "#lib/versions/clearance.ts"
import type { Block } from "./block.ts"
import type { Context } from "./context.ts"
import { type Field, type Line, lineOf, value } from "./lines.ts"
import { moment } from "./moment.ts"

export interface ClearancePage {
  heading: Line[]
  approved: boolean
  statement: Line[]
  facts: Extract<Block, { kind: "sheet" }>
  decisions: Extract<Block, { kind: "table" }>
  foot: Line[]
}

export function clearancePage(context: Context, clearance: Clearance, approved: boolean): ClearancePage {
  const { say, input } = context
  const at = (when: Date) => lineOf(moment(when, input.timeZone))
  const names = (people: { name: string }[]) => lineOf(people.map(({ name }) => name).join(" · "))
  const fact = (label: Line[], lines: Line[]): Field => ({
    label,
    value: lines.length > 0 ? value(lines) : context.nothing(),
  })
  const rows = clearance.decisions.map((decision) => ({
    cells: [
      value(lineOf(decision.person.name)),
      value(say(decision.role)),
      value(say(decision.kind)),
      value(at(decision.at)),
      decision.note.trim() === "" ? value(lineOf("—"), { muted: true }) : value(lineOf(decision.note)),
    ],
    anchor: null,
    lead: true,
    whole: false,
  }))
  const none = value(say("noDecision"), { muted: true })
  const column = (word: Parameters<typeof say>[0], width: number) => ({ label: say(word), width, fixed: false })
  return {
    heading: say("clearance"),
    approved,
    statement: say(approved ? "clearedStatement" : "notClearedStatement"),
    facts: {
      kind: "sheet",
      caption: [],
      fields: [
        fact(say("version"), lineOf(`Rev. ${clearance.number}`)),
        fact(say("hash"), lineOf(clearance.sha256)),
        fact(say("frozenAt"), at(clearance.createdAt)),
        fact(say("frozenBy"), lineOf(clearance.createdBy.name)),
        fact(say("writers"), names(clearance.writers)),
        fact(say("round"), say(clearance.state)),
      ],
      source: null,
    },
    decisions: {
      kind: "table",
      caption: say("decisions"),
      columns: [
        column("who", 1.2),
        column("role", 0.9),
        column("decision", 1.1),
        column("when", 1.5),
        column("note", 2.2),
      ],
      rows:
        rows.length > 0
          ? rows
          : [{ cells: [none, value([]), value([]), value([]), value([])], anchor: null, lead: false, whole: true }],
      source: null,
    },
    foot:
      clearance.decisions.length === 0
        ? []
        : say(clearance.decisions.every(({ sha256 }) => sha256 === clearance.sha256) ? "sameHash" : "otherHash"),
  }
}
