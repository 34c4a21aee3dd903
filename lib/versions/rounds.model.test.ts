// The rules of review as a model, held against the real use cases and a real Postgres by random sequences of what
// five people do to one brief, while their roles change.

import fc from "fast-check"
import { beforeAll, expect, test } from "vitest"
import { db } from "#lib/db.ts"
import { sha256 as hash } from "#lib/document/canonical.ts"
import { ExpectedError } from "#lib/errors.ts"
import type { BriefState, Role } from "#lib/policy.ts"
import { publishSmallTemplate, startBrief, type } from "../../vitest/brief.ts"
import { type Cast, gather, join, person } from "../../vitest/cast.ts"
import { decide } from "./decide.ts"
import { reopen } from "./reopen.ts"
import { submit } from "./submit.ts"
import { withdraw } from "./withdraw.ts"

type Round = "open" | "approved" | "changes_requested" | "withdrawn"
type DecisionKind = "pass" | "request_changes" | "approve"

/** What should be so, kept by hand and by nothing of the code under test. */
interface Model {
  state: BriefState
  isComplete: boolean
  roles: Role[]
  writers: Set<number>
  versions: { round: Round; writers: Set<number>; passedBy: Set<number>; decisions: number }[]
  events: string[]
}

/** What really is. */
interface Real {
  briefId: string
  people: string[]
  workshopId: string
  versions: { versionId: string; sha256: string; content: string }[]
}

type Outcome = "done" | "invalid" | "not-allowed" | "conflict"

async function outcomeOf(promise: Promise<unknown>): Promise<Outcome> {
  try {
    await promise
    return "done"
  } catch (error) {
    if (error instanceof ExpectedError && error.code !== "not-found") return error.code
    throw error
  }
}

/** Looks at everything that must hold after every step. */
async function check(model: Model, real: Real): Promise<void> {
  const brief = await db.brief.findUniqueOrThrow({
    where: { id: real.briefId },
    include: {
      versions: { orderBy: { number: "asc" }, include: { rounds: true, decisions: true } },
    },
  })
  expect(brief.state).toBe(model.state)
  expect(brief.versions.map((version) => version.number)).toEqual(model.versions.map((_, at) => at + 1))
  for (const [at, version] of brief.versions.entries()) {
    const expected = model.versions[at]
    expect(version.content).toBe(real.versions[at]?.content)
    expect(await hash(version.content)).toBe(version.sha256)
    expect(version.rounds.map((round) => round.state)).toEqual([expected?.round])
    expect(version.decisions).toHaveLength(expected?.decisions ?? -1)
    expect(version.rounds[0]?.closedAt === null).toBe(expected?.round === "open")
    for (const decision of version.decisions) {
      expect(decision.sha256).toBe(version.sha256)
      expect(version.writers).not.toContain(decision.userId)
    }
    const approvals = version.decisions.filter((decision) => decision.kind === "approve")
    expect(approvals).toHaveLength(version.rounds[0]?.state === "approved" ? 1 : 0)
  }
  const open = brief.versions.flatMap((version) => version.rounds).filter((round) => round.state === "open")
  expect(open).toHaveLength(model.state === "in_review" ? 1 : 0)
  const events = await db.auditEvent.findMany({ where: { briefId: real.briefId }, orderBy: { id: "asc" } })
  expect(events.map((event) => event.kind)).toEqual(model.events)
}

abstract class Step implements fc.AsyncCommand<Model, Real> {
  abstract toString(): string
  abstract act(model: Model, real: Real): Promise<void>
  check(_: Readonly<Model>) {
    return true
  }
  async run(model: Model, real: Real) {
    await this.act(model, real)
    await check(model, real)
  }
}

class Write extends Step {
  readonly by: number
  constructor(by: number) {
    super()
    this.by = by
  }
  override check(model: Readonly<Model>) {
    return model.state === "draft" && ["convener", "drafter"].includes(model.roles[this.by] as Role)
  }
  async act(model: Model, { briefId, people }: Real) {
    await type(briefId, people[this.by] as string, `Words of person ${this.by}.`)
    model.isComplete = true
    model.writers.add(this.by)
  }
  toString = () => `write(${this.by})`
}

class Become extends Step {
  readonly by: number
  readonly role: Role
  constructor(by: number, role: Role) {
    super()
    this.by = by
    this.role = role
  }
  async act(model: Model, { workshopId, people }: Real) {
    await join(workshopId, people[this.by] as string, this.role)
    model.roles[this.by] = this.role
  }
  toString = () => `become(${this.by}, ${this.role})`
}

class Submit extends Step {
  readonly by: number
  constructor(by: number) {
    super()
    this.by = by
  }
  async act(model: Model, real: Real) {
    const expected: Outcome = !["convener", "drafter"].includes(model.roles[this.by] as Role)
      ? "not-allowed"
      : model.state !== "draft"
        ? "conflict"
        : model.isComplete
          ? "done"
          : "invalid"
    const submitting = submit(real.people[this.by] as string, { briefId: real.briefId })
    expect(await outcomeOf(submitting)).toBe(expected)
    if (expected !== "done") return
    const { versionId, sha256 } = await submitting
    const { content } = await db.version.findUniqueOrThrow({ where: { id: versionId } })
    real.versions.push({ versionId, sha256, content })
    model.versions.push({ round: "open", writers: new Set(model.writers), passedBy: new Set(), decisions: 0 })
    model.state = "in_review"
    model.events.push("brief.submitted")
  }
  toString = () => `submit(${this.by})`
}

class Return extends Step {
  readonly by: number
  readonly move: "withdraw" | "reopen"
  constructor(by: number, move: "withdraw" | "reopen") {
    super()
    this.by = by
    this.move = move
  }
  async act(model: Model, { briefId, people }: Real) {
    const [may, from] =
      this.move === "withdraw"
        ? ([["convener"], "in_review"] as const)
        : ([["convener", "drafter"], "approved"] as const)
    const expected: Outcome = !(may as readonly Role[]).includes(model.roles[this.by] as Role)
      ? "not-allowed"
      : model.state !== from
        ? "conflict"
        : "done"
    const use = this.move === "withdraw" ? withdraw : reopen
    expect(await outcomeOf(use(people[this.by] as string, { briefId }))).toBe(expected)
    if (expected !== "done") return
    const last = model.versions.at(-1)
    if (this.move === "withdraw" && last) last.round = "withdrawn"
    model.state = "draft"
    model.events.push(this.move === "withdraw" ? "brief.withdrawn" : "brief.reopened")
  }
  toString = () => `${this.move}(${this.by})`
}

class Decide extends Step {
  readonly by: number
  readonly kind: DecisionKind
  /** 0: the newest version, 1: the one before … */
  readonly back: number
  readonly isRightHash: boolean
  constructor(by: number, kind: DecisionKind, back: number, isRightHash: boolean) {
    super()
    this.by = by
    this.kind = kind
    this.back = back
    this.isRightHash = isRightHash
  }
  override check(model: Readonly<Model>) {
    return model.versions.length > this.back
  }
  expected(model: Model): Outcome {
    const version = model.versions.at(-1 - this.back)
    const may = { pass: ["reviewer"], request_changes: ["reviewer", "approver"], approve: ["approver"] }[this.kind]
    if (!may.includes(model.roles[this.by] as Role) || version?.writers.has(this.by)) return "not-allowed"
    if (this.back > 0 || version?.round !== "open" || !this.isRightHash) return "conflict"
    return this.kind === "pass" && version.passedBy.has(this.by) ? "conflict" : "done"
  }
  async act(model: Model, real: Real) {
    const version = model.versions.at(-1 - this.back)
    const { versionId = "", sha256 = "" } = real.versions.at(-1 - this.back) ?? {}
    const expected = this.expected(model)
    const deciding = decide(real.people[this.by] as string, {
      versionId,
      decision: this.kind,
      sha256: this.isRightHash ? sha256 : sha256.replace(/^./, (digit) => (digit === "0" ? "1" : "0")),
      note: "Because.",
    })
    expect(await outcomeOf(deciding)).toBe(expected)
    if (expected !== "done" || !version) return
    version.decisions += 1
    if (this.kind === "pass") version.passedBy.add(this.by)
    else {
      version.round = this.kind === "approve" ? "approved" : "changes_requested"
      model.state = this.kind === "approve" ? "approved" : "draft"
    }
    model.events.push(
      { pass: "version.passed", request_changes: "version.changes_requested", approve: "version.approved" }[this.kind],
    )
  }
  toString = () => `${this.kind}(${this.by}, ${this.back} back${this.isRightHash ? "" : ", wrong hash"})`
}

let cast: Cast
let template: string
beforeAll(async () => {
  cast = await gather()
  template = await publishSmallTemplate()
})

const start: Role[] = ["convener", "drafter", "reviewer", "approver", "approver"]
const who = fc.nat(start.length - 1)
const kinds = ["pass", "request_changes", "approve"] as const
const step = (weight: number, arbitrary: fc.Arbitrary<Step>) => ({ weight, arbitrary })
// The likely thing often, so that runs get far; besides, anybody tries anything.
const steps = fc.oneof(
  step(
    3,
    fc.constantFrom(0, 1).map((by) => new Write(by)),
  ),
  step(
    5,
    fc.constantFrom(0, 1).map((by) => new Submit(by)),
  ),
  step(4, fc.constant(new Decide(2, "pass", 0, true))),
  step(
    2,
    fc.constantFrom(2, 3).map((by) => new Decide(by, "request_changes", 0, true)),
  ),
  step(
    3,
    fc.constantFrom(3, 4).map((by) => new Decide(by, "approve", 0, true)),
  ),
  step(
    3,
    fc.constantFrom(0, 1).map((by) => new Return(by, "reopen")),
  ),
  step(
    4,
    fc
      .tuple(who, fc.constantFrom(...kinds), fc.constantFrom(0, 0, 1), fc.boolean())
      .map(([by, kind, back, isRight]) => new Decide(by, kind, back, isRight)),
  ),
  step(
    2,
    fc.tuple(who, fc.constantFrom("withdraw" as const, "reopen" as const)).map(([by, move]) => new Return(by, move)),
  ),
  step(
    1,
    who.map((by) => new Submit(by)),
  ),
  step(
    1,
    fc.tuple(who, fc.constantFrom(...start)).map(([by, role]) => new Become(by, role)),
  ),
)

test("whatever five people do in whatever order, the rules of review hold after every step", {
  timeout: 180_000,
}, async () => {
  const people = await Promise.all(start.map((role, at) => person(`${role} ${at}`)))
  const reached = new Set<string>()
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 20, maxLength: 40 }), async (commands) => {
      const model: Model = {
        state: "draft",
        isComplete: false,
        roles: [...start],
        writers: new Set(),
        versions: [],
        events: ["brief.created"],
      }
      for (const [at, role] of start.entries()) await join(cast.workshopId, people[at] as string, role)
      const briefId = await startBrief(cast, template)
      const real = { briefId, people, workshopId: cast.workshopId, versions: [] }
      await fc.asyncModelRun(() => ({ model, real }), commands)
      for (const event of model.events) reached.add(event)
    }),
    { numRuns: 12 },
  )
  // Runs that never get anywhere would prove nothing.
  expect([...reached]).toEqual(expect.arrayContaining(["version.passed", "version.approved", "brief.reopened"]))
})
