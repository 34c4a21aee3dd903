// S-01: every role × every state of the brief × every kind of frame, by a bare socket and by HTTP. What may be is taken from the
// one table of rights; whoever may not write changes nothing and is heard by nobody.

import * as encoding from "lib0/encoding"
import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { assignSection } from "#lib/briefs/assign-section.ts"
import { db } from "#lib/db.ts"
import { refusals } from "#lib/metrics.ts"
import { nudge } from "#lib/nudge.ts"
import { type BriefState, briefStates, can, type Owner, type Role, roles } from "#lib/policy.ts"
import { hashOf } from "./test-content.ts"
import { read, send } from "./test-exchange.ts"
import { one } from "./test-forge.ts"
import { inRole } from "./test-roles.ts"
import { openBrief, Raw, type Someone, storedDoc, until, writeParagraph } from "./test-stage.ts"
import { served, workshop } from "./test-writers.ts"
import { Ref } from "./update-reader.ts"
import { awarenessFrame, Close, Message, nudgeFrame, refusedFrame, Sync, savedFrame, syncFrame } from "./wire.ts"

/** What is in each brief before anybody comes: a paragraph and a row. */
function content(): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = 1
  writeParagraph(doc, "Stays as it is")
  const row = new Y.Map<unknown>()
  doc.getMap("t:actors").set("rows/1", row)
  row.set("order", "a0")
  row.set("actor", "KZ")
  return doc
}

async function writtenBrief(state: BriefState): Promise<string> {
  const briefId = await openBrief(workshop)
  const data = Y.encodeStateAsUpdate(content()) as Uint8Array<ArrayBuffer>
  const authorId = inRole("convener").id
  await db.briefUpdate.create({ data: { briefId, data, authorId } })
  await db.briefClient.create({ data: { briefId, clientId: 1n, userId: authorId } })
  await db.brief.update({ where: { id: briefId }, data: { state } })
  return briefId
}

let lastClient = 1_000

/** What an editor would send for a change of that content. */
function change(make: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(content()))
  doc.clientID = ++lastClient
  const updates: Uint8Array[] = []
  doc.on("update", (update) => updates.push(update))
  make(doc)
  return Y.mergeUpdates(updates)
}

const paragraph = (doc: Y.Doc) => doc.getXmlFragment("p:problem:en").get(0) as Y.XmlElement
const words = (doc: Y.Doc) => paragraph(doc).get(0) as Y.XmlText
const rows = (doc: Y.Doc) => doc.getMap<Y.Map<unknown>>("t:actors")
const bytes = (...list: number[]) => new Uint8Array(list)
const update = (make: (doc: Y.Doc) => void) => () => syncFrame(Sync.update, change(make))

type Outcome =
  /** An edit: stored and shown if its sender may write, else it ends the socket. */
  | "edit"
  /** Only deletions: stored if its sender may write, else taken out and the sender stays, as Yjs makes them unasked. */
  | "deletion"
  /** Lies in no section and shows nothing: stored if its sender may write somewhere, else it ends the socket. */
  | "blank"
  /** Anybody may say it, and it changes nothing. */
  | "harmless"
  /** Ends the socket, whoever says it. */
  | "never"

const frames: [what: string, frame: () => Uint8Array | string, outcome: Outcome][] = [
  ["letters", update((doc) => words(doc).insert(0, "x")), "edit"],
  ["a paragraph", update((doc) => writeParagraph(doc, "more")), "edit"],
  ["a format", update((doc) => words(doc).format(0, 5, { bold: {} })), "edit"],
  ["an attribute", update((doc) => paragraph(doc).setAttribute("textAlign", "left")), "edit"],
  ["a value", update((doc) => rows(doc).get("rows/1")?.set("actor", "RU")), "edit"],
  ["a row", update((doc) => rows(doc).set("rows/2", new Y.Map())), "edit"],
  ["a text cell", update((doc) => rows(doc).get("rows/1")?.set("interests:en", new Y.XmlFragment())), "edit"],
  ["letters instead of others", update((doc) => words(doc).applyDelta([{ delete: 3 }, { insert: "x" }])), "edit"],
  [
    "a sync step 2",
    () =>
      syncFrame(
        Sync.step2,
        change((doc) => words(doc).insert(0, "x")),
      ),
    "edit",
  ],
  [
    "the state of a whole document",
    () => {
      const doc = content()
      doc.clientID = ++lastClient
      writeParagraph(doc, "and more")
      return syncFrame(Sync.step2, Y.encodeStateAsUpdate(doc))
    },
    "edit",
  ],
  ["a deletion of letters", update((doc) => words(doc).delete(0, 5)), "deletion"],
  ["a deletion of a paragraph", update((doc) => doc.getXmlFragment("p:problem:en").delete(0, 1)), "deletion"],
  ["a deletion of a value", update((doc) => rows(doc).get("rows/1")?.delete("order")), "deletion"],
  ["a deletion of a row", update((doc) => rows(doc).delete("rows/1")), "deletion"],
  ["space without content", () => syncFrame(Sync.update, blank()), "blank"],
  ["a sync step 1", () => syncFrame(Sync.step1, bytes(0)), "harmless"],
  ["a sync step 1 that lies", () => syncFrame(Sync.step1, bytes(1, 1, 127)), "harmless"],
  ["what is known already", () => syncFrame(Sync.update, Y.encodeStateAsUpdate(content())), "harmless"],
  ["an update of nothing", () => syncFrame(Sync.update, bytes(0, 0)), "harmless"],
  ["presence", () => awarenessFrame([{ client: ++lastClient, clock: 1, json: '{"section":"problem"}' }]), "harmless"],
  ["a question who is here", () => bytes(Message.queryAwareness), "harmless"],
  ["a subdocument", () => syncFrame(Sync.update, subdocument()), "never"],
  ["an update in the second encoding", () => syncFrame(Sync.update, secondEncoding()), "never"],
  ["a root of no section", update((doc) => doc.getText("default").insert(0, "x")), "never"],
  ["an empty update", () => syncFrame(Sync.update, bytes()), "never"],
  ["half a sync frame", () => bytes(Message.sync, Sync.update), "never"],
  ["an unknown sync step", () => bytes(Message.sync, 3, 0), "never"],
  ["an answer about rights, as y-websocket's servers send", () => bytes(2, 0), "never"],
  ["a claim that all is saved", () => savedFrame(1_000), "never"],
  ["a nudge", () => nudgeFrame("access"), "never"],
  ["a refusal", () => refusedFrame("read-only"), "never"],
  ...[4, 5, 7, 99, 103, 127, 1_000_000].map((type): (typeof frames)[number] => [
    `a message of type ${type}`,
    () => encoding.encode((encoder) => encoding.writeVarUint(encoder, type)),
    "never",
  ]),
  ["an empty frame", () => bytes(), "never"],
  ["text", () => "let me in", "never"],
]

const blank = () => one({ ref: Ref.gone, content: (e) => encoding.writeVarUint(e, 3) }, ++lastClient)

const subdocument = () => one({ parent: [1, 12], key: "k", ref: 9, content: (e) => encoding.writeVarString(e, "guid") })

function secondEncoding(): Uint8Array {
  const doc = content()
  doc.clientID = ++lastClient
  words(doc).insert(0, "x")
  return Y.encodeStateAsUpdateV2(doc)
}

/** Refusals, as whoever watches the server sees them. */
const counted = async () => (await refusals.get()).values.reduce((sum, { value }) => sum + value, 0)

/** What became of whoever sent a frame: the code they were cut off with, and the reasons given. */
interface Fate {
  code: number | undefined
  refusals: string[]
}

type Frame = ReturnType<(typeof frames)[number][1]>

/** Sends a frame over a socket of its own; waits until it is answered, and saved if it is to be. */
async function bySocket(brief: string, person: Someone, frame: Frame, mayChange: boolean): Promise<Fate> {
  const raw = await Raw.of(served, brief, person).following()
  raw.socket.send(frame)
  raw.socket.send(syncFrame(Sync.step1, bytes(0)))
  const asked = isStep1(frame) ? 3 : 2
  const isAnswered = () => raw.updates(Sync.step2).length >= asked && (raw.saved === 1 || !mayChange)
  await until(() => raw.closed !== null || isAnswered(), raw)
  const fate = { code: raw.closed?.code, refusals: raw.refusals }
  raw.socket.close()
  await raw.end()
  return fate
}

/** Sends a frame as a request of its own, which is answered when its edits are saved. */
async function byHttp(brief: string, person: Someone, frame: Frame, mayChange: boolean): Promise<Fate> {
  // A request that neither writes nor asks waits until there is something to tell.
  const question = frame[0] === Message.sync ? [] : [syncFrame(Sync.step1, bytes(0))]
  const answer = read(await send(served, brief, `token=${person.token}`, [frame as Uint8Array, ...question]))
  if (!answer.closed && mayChange) expect(answer.saved).toBe(1)
  return { code: answer.closed?.code, refusals: answer.refused ? [answer.refused] : [] }
}

const isStep1 = (frame: Frame) => frame[0] === Message.sync && frame[1] === Sync.step1

const ways = [
  ["a socket", bySocket],
  ["HTTP", byHttp],
] as const

/** Sends every frame as this person, each for itself, and looks at what became of the brief. */
async function expectFrames(
  sendBy: typeof bySocket,
  brief: string,
  person: Someone,
  mayWrite: boolean,
  isReader = !mayWrite,
) {
  const before = await hashOf(await storedDoc(brief))
  const rowsBefore = await db.briefUpdate.count({ where: { briefId: brief } })
  const witness = await Raw.of(served, brief, inRole("convener")).following()
  const countedBefore = await counted()
  let written = 0
  let refused = 0
  for (const [what, make, outcome] of frames) {
    const frame = make()
    // Only a socket carries text.
    if (typeof frame === "string" && sendBy === byHttp) continue
    const mayHere = outcome === "blank" ? !isReader : mayWrite
    const mayChange = outcome === "edit" || outcome === "deletion" || outcome === "blank"
    const { code, refusals } = await sendBy(brief, person, frame, mayChange)
    const isRefused = outcome === "never" || (mayChange && outcome !== "deletion" && !mayHere)
    expect([what, code !== undefined]).toEqual([what, isRefused])
    if (isRefused) expect([what, [Close.final, 1003]]).toEqual([what, expect.arrayContaining([code])])
    if (isRefused && outcome !== "never")
      expect([what, refusals]).toEqual([what, [isReader ? "read-only" : "foreign-root"]])
    if (mayChange && mayHere) written++
    if (code === Close.final) refused++
  }
  // What was sent on before this word has arrived before it.
  await nudge(brief, "threads")
  await until(() => witness.frames.some((frame) => frame[0] === Message.nudge), witness)
  expect(witness.updates(Sync.update)).toHaveLength(written)
  expect((await counted()) - countedBefore).toBe(refused)
  expect(await db.briefUpdate.count({ where: { briefId: brief } })).toBe(rowsBefore + written)
  const after = await storedDoc(brief)
  if (mayWrite) expect(await hashOf(after)).not.toBe(before)
  else expect(await hashOf(after)).toBe(before)
  expect(after.store.pendingStructs).toBeNull()
  witness.socket.close()
}

describe.each(ways)("by %s", (_, sendBy) => {
  describe.each(briefStates)("while a brief is %s", (state) => {
    test.each(roles)("a frame of %s does what the table of rights says, whatever its kind", async (role) => {
      const brief = await writtenBrief(state)
      await expectFrames(sendBy, brief, inRole(role), can({ role, state }, "brief.write"))
    })
  })

  describe("in sections that have owners", () => {
    const owned: [who: string, role: Role, owners: (self: Someone) => Owner[], mayWrite: boolean][] = [
      ["somebody else's drafter", "drafter", () => [{ userId: inRole("convener").id }], false],
      ["a drafter, where conveners are owners,", "drafter", () => [{ role: "convener" }], false],
      ["their owner", "drafter", (self) => [{ userId: self.id }], true],
      ["one of the drafters who are their owners", "drafter", () => [{ role: "drafter" }], true],
      ["a convener", "convener", () => [{ role: "drafter" }], true],
    ]
    test.each(owned)("a frame of %s does what the table says, whatever its kind", async (_, role, owners, mayWrite) => {
      const self = inRole(role)
      const brief = await writtenBrief("draft")
      for (const section of ["problem", "actors"])
        await assignSection(inRole("convener").id, { briefId: brief, section, owners: owners(self) })
      await expectFrames(sendBy, brief, self, mayWrite, false)
    })
  })
})
