// Sections given to people and roles, over real sockets: only they and conveners write there, whatever is sent and
// however it races with the giving.

import { beforeAll, describe, expect, test } from "vitest"
import * as Y from "yjs"
import { lockBrief } from "#lib/briefs/access.ts"
import { assignSection } from "#lib/briefs/assign-section.ts"
import { db } from "#lib/db.ts"
import { nudge } from "#lib/nudge.ts"
import { type Owner, type Role, roles } from "#lib/policy.ts"
import { openPools } from "./pool.ts"
import { inRole } from "./test-roles.ts"
import {
  Client,
  eventually,
  holdBrief,
  openBrief,
  paragraphUpdate,
  Raw,
  type Someone,
  someone,
  storedDoc,
  textOf,
  until,
  waiting,
  writeParagraph,
} from "./test-stage.ts"
import { anna, served, workshop } from "./test-writers.ts"
import { type Edit, type Stored, UpdateLog } from "./update-log.ts"
import { Close, Sync, syncFrame } from "./wire.ts"

let bo: Someone

beforeAll(async () => {
  bo = await someone("Bo", workshop, "drafter")
})

const convener = () => inRole("convener")
const give = (briefId: string, ...owners: Owner[]) =>
  assignSection(convener().id, { briefId, section: "problem", owners })

/** Puts a section in quarantine, as whoever finds its content broken does. */
const quarantine = (briefId: string) =>
  db.$transaction(async (tx) => {
    await lockBrief(tx, briefId)
    await tx.briefSection.update({ where: { briefId_key: { briefId, key: "problem" } }, data: { fault: {} } })
    await nudge(briefId, "access", undefined, tx)
  })

const rowsOf = (briefId: string, { id }: Someone) => db.briefUpdate.count({ where: { briefId, authorId: id } })

/** What a section is, and who of the roles and people writes in it then. */
const cases: [string, (briefId: string) => Promise<unknown>, string[]][] = [
  ["open", async () => {}, ["convener", "drafter", "Anna"]],
  ["given to Anna", (id) => give(id, { userId: anna.id }), ["convener", "Anna"]],
  ["given to drafters", (id) => give(id, { role: "drafter" }), ["convener", "drafter", "Anna"]],
  ["given to conveners", (id) => give(id, { role: "convener" }), ["convener"]],
  ["in quarantine", quarantine, []],
]

describe.each(cases)("a section that is %s", (_, prepare, writers) => {
  test.each([...roles, "Anna"])("is written by %s if they may, and by nobody else", async (name) => {
    const person = name === "Anna" ? anna : inRole(name as Role)
    const own = await openBrief(workshop)
    await prepare(own)
    const writer = await Raw.of(served, own, person).following()
    writer.socket.send(syncFrame(Sync.update, paragraphUpdate("Mine")))
    await until(() => writer.saved === 1 || writer.closed !== null, writer)
    if (writers.includes(name)) {
      expect(writer.saved).toBe(1)
    } else {
      const reads = name !== "Anna" && name !== "convener" && name !== "drafter"
      expect(writer.refusals).toEqual([reads ? "read-only" : "foreign-root"])
      expect(writer.closed?.code).toBe(Close.final)
    }
    expect(textOf(await storedDoc(own))).toBe(writers.includes(name) ? "<paragraph>Mine</paragraph>" : "")
    if (reads(name)) return
    const other = await Raw.of(served, own, person).following()
    other.socket.send(syncFrame(Sync.update, paragraphUpdate("Elsewhere", { root: "p:actors:en" })))
    await until(() => other.saved === 1, other)
    for (const { socket } of [writer, other]) socket.close()
  })
})

const reads = (name: string) => ["reviewer", "approver", "observer"].includes(name)

test("one edit in two sections enters whole or not at all; the insert is told of both", async () => {
  const own = await openBrief(workshop)
  await give(own, { userId: anna.id })
  const doc = new Y.Doc()
  doc.transact(() => {
    writeParagraph(doc, "Allowed", "p:actors:en")
    writeParagraph(doc, "Foreign")
  })
  const writer = await Raw.of(served, own, bo).following()
  writer.socket.send(syncFrame(Sync.update, Y.encodeStateAsUpdate(doc)))
  await writer.end()
  expect(writer.refusals).toEqual(["foreign-root"])
  expect(await rowsOf(own, bo)).toBe(0)
})

test("deletions in a section of others are taken out, those beside them stay, and the writer stays", async () => {
  const own = await openBrief(workshop)
  const a = new Client(served, own, anna)
  await a.synced()
  writeParagraph(a.doc, "Given")
  writeParagraph(a.doc, "Open", "p:actors:en")
  await a.allSaved()
  await give(own, { userId: anna.id })
  const b = new Client(served, own, bo)
  await b.synced()
  b.doc.transact(() => {
    b.doc.getXmlFragment("p:problem:en").delete(0, 1)
    b.doc.getXmlFragment("p:actors:en").delete(0, 1)
  })
  await b.allSaved()
  expect(b.closed).toBeNull()
  const stored = await storedDoc(own)
  expect(textOf(stored)).toContain("Given")
  expect(textOf(stored, "p:actors:en")).toBe("")
  a.leave()
  b.leave()
})

test("whoever loses a section stays connected, writes elsewhere, and writes there again when it is given back", async () => {
  const own = await openBrief(workshop)
  const [a, b] = [new Client(served, own, anna), new Client(served, own, bo)]
  await Promise.all([a.synced(), b.synced()])
  writeParagraph(b.doc, "Before")
  await b.allSaved()
  await give(own, { userId: anna.id })
  await until(() => b.nudges.length === 1 && a.nudges.length === 1, a, b)
  writeParagraph(b.doc, "Elsewhere", "p:actors:en")
  writeParagraph(a.doc, "Anna's")
  await Promise.all([a.allSaved(), b.allSaved()])
  await give(own)
  await until(() => b.nudges.length === 2, b)
  writeParagraph(b.doc, "Again")
  await b.allSaved()
  expect([a.closed, b.closed, a.refusals, b.refusals]).toEqual([null, null, [], []])
  const stored = await storedDoc(own)
  for (const words of ["Before", "Anna's", "Again"]) expect(textOf(stored)).toContain(words)
  expect(textOf(stored, "p:actors:en")).toContain("Elsewhere")
  a.leave()
  b.leave()
})

test.each([
  ["words", (doc: Y.Doc) => void writeParagraph(doc, "Late")],
  ["a deletion", (doc: Y.Doc) => doc.getXmlFragment("p:problem:en").delete(0, 1)],
])("%s that come late to a lost section are refused, and their author begins afresh", async (_, change) => {
  const own = await openBrief(workshop)
  const b = new Client(served, own, bo)
  await b.synced()
  writeParagraph(b.doc, "Before")
  await b.allSaved()
  await give(own, { userId: anna.id })
  await until(() => b.nudges.length === 1, b)
  change(b.doc)
  await until(() => b.refusals.length > 0, b)
  expect(b.refusals[0]).toBe("rights-changed")
  b.leave()
  expect(await rowsOf(own, bo)).toBe(1)
  const fresh = new Client(served, own, bo)
  await fresh.synced()
  expect(textOf(fresh.doc)).toBe("<paragraph>Before</paragraph>")
  writeParagraph(fresh.doc, "Elsewhere", "p:actors:en")
  await fresh.allSaved()
  fresh.leave()
})

test("the lead gives a section away and writes there no more, at once", async () => {
  const own = await openBrief(workshop)
  await db.brief.update({ where: { id: own }, data: { leadId: bo.id } })
  const b = await Raw.of(served, own, bo).following()
  await assignSection(bo.id, { briefId: own, section: "problem", owners: [{ userId: anna.id }] })
  const [, row] = await Promise.all([b.end(), sendUntilClosed(b)])
  expect(row).toBeGreaterThan(0)
  expect(["rights-changed"]).toEqual(b.refusals)
  expect(b.closed?.code).toBe(Close.rightsChanged)
  expect(await rowsOf(own, bo)).toBe(0)
})

/** Sends edits until the socket is cut off. */
async function sendUntilClosed(raw: Raw): Promise<number> {
  let sent = 0
  while (!raw.closed) {
    raw.socket.send(syncFrame(Sync.update, paragraphUpdate(`Edit ${sent++}`)))
    await new Promise((resolve) => setImmediate(resolve))
  }
  return sent
}

const sql = {
  give: (id: string) => `insert into "SectionOwner" (id, "briefId", "sectionKey", "userId")
    values (gen_random_uuid(), '${id}', 'problem', '${anna.id}')`,
  quarantine: (id: string) => `update "BriefSection" set fault = '{}' where "briefId" = '${id}' and key = 'problem'`,
  giveToRole: (id: string) => `insert into "SectionOwner" (id, "briefId", "sectionKey", role)
    values (gen_random_uuid(), '${id}', 'problem', 'convener')`,
}

test.each(Object.keys(sql) as (keyof typeof sql)[])(
  "an edit that waits while the right is withdrawn (%s) is refused; what others have waiting enters",
  async (change) => {
    const own = await openBrief(workshop)
    const [b, c] = await Promise.all([
      Raw.of(served, own, bo).following(),
      Raw.of(served, own, inRole("drafter")).following(),
    ])
    const release = await holdBrief(own)
    b.socket.send(syncFrame(Sync.update, paragraphUpdate("Too late")))
    await eventually(async () => (await waiting()).length === 1)
    c.socket.send(syncFrame(Sync.update, paragraphUpdate("In time", { root: "p:actors:en" })))
    await release(sql[change](own))
    await b.end()
    expect(b.closed).toEqual({ code: Close.rightsChanged, reason: "rights-changed" })
    await until(() => c.saved === 1, c)
    expect(await rowsOf(own, bo)).toBe(0)
    expect(textOf(await storedDoc(own))).toBe("")
    c.socket.close()
  },
)

const run = async (...statements: string[]) => {
  for (const statement of statements) await db.$executeRawUnsafe(statement)
}

/** Edits of one author straight into the log: for each, whether it was taken. */
async function append(log: UpdateLog, briefId: string, edits: Pick<Edit, "data" | "sections" | "session" | "token">[]) {
  const outcome = new Map<Edit, boolean>()
  const note = (taken: boolean) => (edit: Edit) => void outcome.set(edit, taken)
  const to = {
    briefId,
    workshopId: workshop,
    committed: (stored: Stored[]) => stored.map(({ edit }) => edit).forEach(note(true)),
    refused: (refused: Edit[]) => refused.forEach(note(false)),
    failed: (error: Error) => {
      throw error
    },
  }
  const all = edits.map((edit) => ({ ...edit, to, author: bo.id, claims: [] }))
  for (const edit of all) log.append(edit)
  await log.flush()
  return all.map((edit) => outcome.get(edit))
}

test("what somebody sent after a refused edit is refused with it, what they sent before is taken", async () => {
  const pools = openPools()
  const log = new UpdateLog(pools)
  try {
    const own = await openBrief(workshop)
    await give(own, { userId: anna.id })
    const tokens = await db.apiToken.findMany({ where: { userId: bo.id } })
    const live = { session: undefined, token: tokens[0]?.id }
    const at = (section: string) => ({ ...live, sections: [section], data: paragraphUpdate(section) })
    expect(await append(log, own, [at("actors"), at("problem"), at("actors")])).toEqual([true, false, false])
    const ended = { ...at("actors"), token: undefined }
    expect(await append(log, own, [at("actors"), ended, at("actors")])).toEqual([true, false, false])
    expect(await rowsOf(own, bo)).toBe(2)
  } finally {
    await pools.end()
  }
})

test("however an edit races with the giving, none of somebody else's enters after it", {
  timeout: 120_000,
}, async () => {
  const own = await openBrief(workshop)
  // How many edits of his there were when the section was given, noted in the giving transaction itself.
  await run(`create table "Entered" (brief uuid)`, `create table "Given" (n bigserial, entered bigint)`)
  await run(`create function note_entered() returns trigger language plpgsql as $$ begin
    insert into "Entered" values (new."briefId"); return new; end $$`)
  await run(`create function note_given() returns trigger language plpgsql as $$ begin
    insert into "Given" (entered) select count(*) from "Entered" where brief = new."briefId"; return new; end $$`)
  await run(`create trigger entered after insert on "BriefUpdate" for each row
    when (new."authorId" = '${bo.id}') execute function note_entered()`)
  await run(`create trigger given after insert on "SectionOwner" for each row execute function note_given()`)
  const honest = new Client(served, own, inRole("drafter"))
  await honest.synced()
  let b = await Raw.of(served, own, bo).following()
  let refused = 0
  let wrote = 0
  try {
    for (let round = 0; round < 200; round++) {
      if (b.closed) b = await Raw.of(served, own, bo).following()
      const words = (n: number) => syncFrame(Sync.update, paragraphUpdate(`Round ${round}, edit ${n}`))
      const edits = 1 + (round % 4)
      const giving = [
        () => give(own, { userId: anna.id }),
        async () => {
          for (let n = 0; n < edits; n++) {
            b.socket.send(words(n))
            if (round % 3 > 0) await new Promise((resolve) => setImmediate(resolve))
          }
        },
      ]
      if (round % 2 === 0) giving.reverse()
      writeParagraph(honest.doc, `Round ${round}`, "p:actors:en")
      await Promise.all(giving.map((act) => act()))
      // Two more, sent while B may not know yet.
      for (let n = edits; n < edits + 2; n++) if (!b.closed) b.socket.send(words(n))
      await until(() => b.closed !== null, b)
      expect(b.closed?.code).toBe(Close.rightsChanged)
      refused++
      const [counted] = await db.$queryRaw<{ entered: bigint; atGiving: bigint }[]>`
        select (select count(*) from "Entered") as entered, entered as "atGiving" from "Given" order by n desc limit 1`
      expect(counted?.entered, `round ${round}`).toBe(counted?.atGiving)
      wrote = Number(counted?.entered)
      await give(own)
    }
    await honest.allSaved()
    expect(honest.closed).toBeNull()
    expect(textOf(await storedDoc(own), "p:actors:en").match(/Round/g)).toHaveLength(200)
    // Both sides of the race were met.
    expect(refused).toBe(200)
    expect(wrote).toBeGreaterThan(20)
  } finally {
    await run(`drop trigger given on "SectionOwner"`, `drop trigger entered on "BriefUpdate"`)
    honest.leave()
    b.socket.close()
  }
})
