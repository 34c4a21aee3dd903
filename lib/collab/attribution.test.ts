// S-12: every surviving character has a true author, because a Yjs client id belongs to one person for ever, by
// whatever way somebody else tries to write under it.

import { afterEach, expect, test } from "vitest"
import * as Y from "yjs"
import { db } from "#lib/db.ts"
import {
  Client,
  eventually,
  openBrief,
  paragraphUpdate,
  Raw,
  type Served,
  type Someone,
  serve,
  storedDoc,
  textOf,
  until,
  writeParagraph,
} from "./test-stage.ts"
import { anna, lan, served, workshop } from "./test-writers.ts"
import { awarenessFrame, Close, Sync, syncFrame } from "./wire.ts"

const hers = 77
const nodes: Served[] = []

afterEach(async () => {
  for (const node of nodes.splice(0)) await node.stop()
})

async function startNode(): Promise<Served> {
  const node = await serve()
  nodes.push(node)
  return node
}

const write = (words: string, client: number) => syncFrame(Sync.update, paragraphUpdate(words, { client }))

/** Anna writes under her client id, and it is stored. */
async function annaWrites(node: Served, brief: string): Promise<Raw> {
  const raw = await Raw.of(node, brief, anna, `&client=${hers}`).following()
  raw.socket.send(write("Anna", hers))
  await until(() => raw.saved === 1 || raw.closed !== null, raw)
  expect(raw.saved).toBe(1)
  return raw
}

/** Each way in which somebody else can claim that id is refused, and nothing of it is stored. */
async function expectHers(node: Served, brief: string) {
  const before = textOf(await storedDoc(brief))
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(await storedDoc(brief)))
  doc.clientID = hers
  const known = Y.encodeStateVector(doc)
  writeParagraph(doc, "As Anna")
  const later = Y.encodeStateAsUpdate(doc, known)
  const mixed = Y.mergeUpdates([later, paragraphUpdate("As myself", { client: 5_001 })])
  const forged: [string, Uint8Array][] = [
    ["an update from the beginning", syncFrame(Sync.update, paragraphUpdate("As Anna, and more", { client: hers }))],
    ["an update that goes on where she stopped", syncFrame(Sync.update, later)],
    ["a sync step 2", syncFrame(Sync.step2, later)],
    ["an update beside one of one's own", syncFrame(Sync.update, mixed)],
  ]
  for (const [what, frame] of forged) {
    const raw = await Raw.of(node, brief, lan).following()
    raw.socket.send(frame)
    await until(() => raw.closed !== null || raw.saved > 0, raw)
    expect([what, raw.refusals, raw.closed?.code]).toEqual([what, ["foreign-client"], Close.final])
  }
  const claimant = Raw.of(node, brief, lan, `&client=${hers}`)
  await claimant.end()
  expect(claimant.closed).toEqual({ code: Close.final, reason: "foreign-client" })
  expect(textOf(await storedDoc(brief))).toBe(before)
}

test("an id that was said at the door is hers before she has written a word", async () => {
  const brief = await openBrief(workshop)
  const raw = await Raw.of(served, brief, anna, `&client=${hers}`).following()
  const other = await Raw.of(served, brief, lan).following()
  other.socket.send(write("As Anna", hers))
  await other.end()
  expect(other.refusals).toEqual(["foreign-client"])
  raw.socket.send(write("Anna", hers))
  await until(() => raw.saved === 1, raw)
  raw.socket.close()
})

test("an id that wrote is its writer's: while they are here, when the room is read again, in another process", async () => {
  const brief = await openBrief(workshop)
  const node = await startNode()
  const raw = await annaWrites(node, brief)
  await expectHers(node, brief)
  raw.socket.close()
  await eventually(async () => node.collab.rooms === 0)
  await expectHers(node, brief)
  await expectHers(await startNode(), brief)
  await node.stop()
  nodes.splice(nodes.indexOf(node), 1)
  await expectHers(await startNode(), brief)
  const bound = await db.briefClient.findMany({ where: { briefId: brief } })
  expect(bound).toEqual([{ briefId: brief, clientId: BigInt(hers), userId: anna.id }])
})

test("two who use a new id at the same moment through two processes: it becomes one's, the other is refused", async () => {
  const both = [await startNode(), await startNode()] as const
  for (let round = 0; round < 10; round++) {
    const brief = await openBrief(workshop)
    const [a, b] = await Promise.all([
      Raw.of(both[0], brief, anna).following(),
      Raw.of(both[1], brief, lan).following(),
    ])
    a.socket.send(write("Anna", hers))
    b.socket.send(write("Lan", hers))
    const isDone = (raw: Raw) => raw.saved === 1 || raw.closed !== null
    await until(() => isDone(a) && isDone(b), a, b)
    expect(a.saved + b.saved).toBe(1)
    const [row] = await db.briefUpdate.findMany({ where: { briefId: brief } })
    const bound = await db.briefClient.findMany({ where: { briefId: brief } })
    expect(bound.map(({ userId }) => userId)).toEqual([row?.authorId])
    expect(row?.authorId).toBe(a.saved === 1 ? anna.id : lan.id)
    for (const { socket } of [a, b]) socket.terminate()
  }
})

test("presence under another's id is passed over, and the writer stays present", async () => {
  const brief = await openBrief(workshop)
  const client = new Client(served, brief, anna)
  await client.synced()
  client.provider.awareness.setLocalState({ section: "problem" })
  const watcher = new Client(served, brief, lan)
  const shown = () => watcher.provider.awareness.getStates().get(client.doc.clientID)
  await until(() => shown()?.section === "problem", watcher)
  const rogue = await Raw.of(served, brief, lan).following()
  const id = client.doc.clientID
  for (const json of ["null", '{"section":"actors"}', '{"user":{"id":"x","name":"Anna"}}'])
    rogue.socket.send(awarenessFrame([{ client: id, clock: 2 ** 30, json }]))
  // A frame of sync step 2 comes back after what was sent before it has been read.
  rogue.socket.send(syncFrame(Sync.step1, new Uint8Array([0])))
  await until(() => rogue.updates(Sync.step2).length === 2, rogue)
  client.provider.awareness.setLocalState({ section: "problem", caret: null, moved: true })
  rogue.socket.send(awarenessFrame([{ client: 6_001, clock: 1, json: '{"section":"marker"}' }]))
  await until(
    () => [...watcher.provider.awareness.getStates().values()].some(({ section }) => section === "marker"),
    watcher,
  )
  expect(shown()).toMatchObject({ section: "problem", user: { id: anna.id, name: "Anna" } })
  client.leave()
  watcher.leave()
  rogue.socket.close()
})

test("whose client id a stored struct carries is whose row it is in", async () => {
  const brief = await openBrief(workshop)
  const people: [Client, Someone][] = [
    [new Client(served, brief, anna), anna],
    [new Client(served, brief, lan), lan],
    [new Client(served, brief, anna), anna],
  ]
  await Promise.all(people.map(([client]) => client.synced()))
  for (let i = 0; i < 10; i++) for (const [client] of people) writeParagraph(client.doc, `${i}`)
  await Promise.all(people.map(([client]) => client.allSaved()))
  const bound = new Map(
    (await db.briefClient.findMany({ where: { briefId: brief } })).map(({ clientId, userId }) => [
      Number(clientId),
      userId,
    ]),
  )
  const rows = await db.briefUpdate.findMany({ where: { briefId: brief } })
  let structs = 0
  for (const { data, authorId } of rows)
    for (const { id } of Y.decodeUpdate(data).structs) {
      expect(bound.get(id.client)).toBe(authorId)
      structs++
    }
  expect(structs).toBeGreaterThan(50)
  for (const [client] of people) client.leave()
})
