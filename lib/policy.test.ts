import { expect, test } from "vitest"
import {
  type Action,
  actions,
  type BriefState,
  briefStates,
  can,
  type Role,
  roles,
  ruleFor,
  type SectionAccess,
  tenureOf,
} from "#lib/policy.ts"

// The whole table, written a second time by hand: C convener, D drafter, R reviewer, A approver, O observer.
// First line per action: somebody who wrote nothing in the version; "own": the same people, had they written in it.
const everyone = "CDRAO"
const expected: Record<Action, Record<BriefState, string> & { own?: Record<BriefState, string> }> = {
  "workshop.read": { draft: everyone, in_review: everyone, approved: everyone },
  "workshop.edit": { draft: "C", in_review: "C", approved: "C" },
  "member.invite": { draft: "C", in_review: "C", approved: "C" },
  "member.change": { draft: "C", in_review: "C", approved: "C" },
  "option.edit": { draft: "CD", in_review: "CD", approved: "CD" },
  "audit.read": { draft: "C", in_review: "C", approved: "C" },
  "template.edit": { draft: "C", in_review: "C", approved: "C" },
  "brief.create": { draft: "CD", in_review: "CD", approved: "CD" },
  "brief.read": { draft: everyone, in_review: everyone, approved: everyone },
  "brief.export": { draft: everyone, in_review: everyone, approved: everyone },
  "brief.write": { draft: "CD", in_review: "", approved: "" },
  "brief.rename": { draft: "CD", in_review: "", approved: "" },
  "brief.outline": { draft: "C", in_review: "", approved: "" },
  "brief.language": { draft: "C", in_review: "", approved: "" },
  "brief.follow_template": { draft: "C", in_review: "", approved: "" },
  "brief.submit": { draft: "CD", in_review: "", approved: "" },
  "brief.withdraw": { draft: "", in_review: "C", approved: "" },
  "brief.reopen": { draft: "", in_review: "", approved: "CD" },
  "section.assign": { draft: "C", in_review: "", approved: "" },
  "section.repair": { draft: "C", in_review: "", approved: "" },
  "section.write": { draft: "CD", in_review: "", approved: "" },
  "comment.write": { draft: "CDRA", in_review: "CDRA", approved: "CDRA" },
  "comment.resolve": { draft: "CDRA", in_review: "CDRA", approved: "CDRA" },
  "version.pass": { draft: "", in_review: "R", approved: "", own: { draft: "", in_review: "", approved: "" } },
  "version.request_changes": {
    draft: "",
    in_review: "RA",
    approved: "",
    own: { draft: "", in_review: "", approved: "" },
  },
  "version.approve": { draft: "", in_review: "A", approved: "", own: { draft: "", in_review: "", approved: "" } },
}

const open = { tenure: "open", isQuarantined: false } as const
const letter: Record<Role, string> = { convener: "C", drafter: "D", reviewer: "R", approver: "A", observer: "O" }
const whoMay = (action: Action, state: BriefState, isOwnWork: boolean) =>
  roles
    .filter((role) => can({ role, state, isOwnWork, isLead: false, section: open }, action))
    .map((role) => letter[role])
    .join("")

test("the expected table has every action and no other", () => {
  expect(Object.keys(expected).sort()).toEqual([...actions].sort())
})

test.each(actions.flatMap((action) => briefStates.map((state) => [action, state] as const)))(
  "%s while %s is for exactly the roles written here",
  (action, state) => {
    expect(whoMay(action, state, false)).toBe(expected[action][state])
    expect(whoMay(action, state, true)).toBe((expected[action].own ?? expected[action])[state])
  },
)

test.each(actions)("%s is refused when a fact it needs is not known", (action) => {
  const rule = ruleFor(action)
  for (const role of roles) {
    if (rule.while) expect(can({ role, isOwnWork: false }, action)).toBe(false)
    if (rule.notOwnWork) for (const state of briefStates) expect(can({ role, state }, action)).toBe(false)
    if (rule.orLead && !rule.roles.includes(role)) expect(can({ role, state: "draft" }, action)).toBe(false)
    if (rule.inSection) for (const state of briefStates) expect(can({ role, state }, action)).toBe(false)
  }
})

test("nobody approves their own work, and no role both writes and approves", () => {
  for (const role of roles) {
    expect(can({ role, state: "in_review", isOwnWork: true }, "version.approve")).toBe(false)
    const writes = briefStates.some((state) => can({ role, state, isOwnWork: false }, "brief.write"))
    const approves = can({ role, state: "in_review", isOwnWork: false }, "version.approve")
    expect(writes && approves).toBe(false)
  }
})

// Who writes in a section, by what it is to them and where the brief stands. Nobody in quarantine, whatever they own.
const inSection: Record<SectionAccess["tenure"], Record<BriefState, string>> = {
  open: { draft: "CD", in_review: "", approved: "" },
  own: { draft: "CD", in_review: "", approved: "" },
  foreign: { draft: "C", in_review: "", approved: "" },
}

test.each(Object.keys(inSection).flatMap((tenure) => briefStates.map((state) => [tenure, state] as const)))(
  "a section that is %s while %s is written by exactly the roles written here",
  (key, state) => {
    const tenure = key as SectionAccess["tenure"]
    const writers = (isQuarantined: boolean) =>
      roles
        .filter((role) => can({ role, state, isLead: true, section: { tenure, isQuarantined } }, "section.write"))
        .map((role) => letter[role])
        .join("")
    expect(writers(false)).toBe(inSection[tenure][state])
    expect(writers(true)).toBe("")
  },
)

test("the lead adds a language whatever their role, only while the brief is a draft", () => {
  for (const role of roles)
    for (const state of briefStates)
      expect(can({ role, state, isLead: true }, "brief.language")).toBe(state === "draft")
})

test("the lead takes the brief to a newer template whatever their role, only while it is a draft", () => {
  for (const role of roles)
    for (const state of briefStates)
      expect(can({ role, state, isLead: true }, "brief.follow_template")).toBe(state === "draft")
})

test("the lead gives sections whatever their role, only while the brief is a draft", () => {
  for (const role of roles)
    for (const state of briefStates)
      expect(can({ role, state, isLead: true }, "section.assign")).toBe(state === "draft")
})

test("a section is theirs by name or by the role they have now, and open while it is nobody's", () => {
  const anna = { id: "anna", role: "drafter" } as const
  expect(tenureOf([], anna)).toBe("open")
  expect(tenureOf([{ userId: "anna" }], anna)).toBe("own")
  expect(tenureOf([{ userId: "bo" }, { role: "drafter" }], anna)).toBe("own")
  expect(tenureOf([{ userId: "bo" }, { role: "convener" }], anna)).toBe("foreign")
  expect(tenureOf([{ role: "drafter" }], { ...anna, role: "reviewer" })).toBe("foreign")
})
