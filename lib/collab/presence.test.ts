import { afterAll, beforeAll, expect, test } from "vitest"
import { Client, openBrief, openWorkshop, Raw, type Served, type Someone, serve, someone, until } from "./test-stage.ts"
import { awarenessFrame, Close } from "./wire.ts"

let served: Served
let workshop: string
let anna: Someone
let lan: Someone

beforeAll(async () => {
  served = await serve()
  workshop = await openWorkshop()
  anna = await someone("Anna Petrova", workshop, "drafter")
  lan = await someone("刘岚", workshop, "observer")
})

afterAll(() => served.stop())

const seen = (by: Client, of: { doc: { clientID: number } }) => by.provider.awareness.getStates().get(of.doc.clientID)

/** As the editor says it of an empty section: the end of its root. */
const caret = {
  f: "p:problem:en",
  a: { tname: "p:problem:en", assoc: 0 },
  h: { tname: "p:problem:en", item: { client: 7, clock: 0 }, assoc: -1 },
}

test("names, colours and roles come from the server, whatever a client says", async () => {
  const brief = await openBrief(workshop)
  const [a, b] = [new Client(served, brief, anna), new Client(served, brief, lan)]
  await Promise.all([a.synced(), b.synced()])
  a.provider.awareness.setLocalState({
    user: { id: lan.id, name: "刘岚", color: "red; background: url(x)", role: "convener" },
    section: "problem",
    caret,
    markup: "<b>",
  })
  await until(() => seen(b, a)?.section === "problem", b)
  expect(seen(b, a)).toEqual({
    user: { id: anna.id, name: "Anna Petrova", color: expect.stringMatching(/^#[0-9a-f]{6}$/), role: "drafter" },
    section: "problem",
    caret,
  })
  a.leave()
  await until(() => seen(b, a) === undefined, b)
  b.leave()
})

test("whoever comes later sees who is here, and who comes back is seen at once", async () => {
  const brief = await openBrief(workshop)
  const [a, b] = [new Client(served, brief, anna), new Client(served, brief, lan)]
  await Promise.all([a.synced(), b.synced()])
  a.provider.awareness.setLocalState({ section: "actors", caret: null })
  await until(() => seen(b, a)?.section === "actors", b)
  const late = new Client(served, brief, lan)
  await until(() => seen(late, a)?.section === "actors", late)
  a.provider.disconnect()
  await until(() => seen(b, a) === undefined, b)
  a.provider.connect()
  await until(() => seen(b, a)?.section === "actors", b)
  for (const client of [a, b, late]) client.leave()
})

test("nobody can speak for another, remove another, or be many", async () => {
  const brief = await openBrief(workshop)
  const [a, b] = [new Client(served, brief, anna), new Client(served, brief, lan)]
  await Promise.all([a.synced(), b.synced()])
  a.provider.awareness.setLocalState({ section: "problem", caret: null })
  await until(() => seen(b, a)?.section === "problem", b)
  const rogue = await Raw.of(served, brief, lan).following()
  const forged = (client: number, json: string) => ({ client, clock: 1_000_000, json })
  rogue.socket.send(awarenessFrame([forged(a.doc.clientID, "null"), forged(a.doc.clientID, '{"section":"forged"}')]))
  rogue.socket.send(awarenessFrame(Array.from({ length: 100 }, (_, i) => forged(5_000 + i, '{"section":"crowd"}'))))
  await until(() => [...b.provider.awareness.getStates().values()].some((state) => state.section === "crowd"), b)
  expect(seen(b, a)?.section).toBe("problem")
  expect([...b.provider.awareness.getStates().values()].filter((state) => state.section === "crowd")).toHaveLength(1)
  rogue.socket.close()
  await until(() => ![...b.provider.awareness.getStates().values()].some((state) => state.section === "crowd"), b)
  a.leave()
  b.leave()
})

test("a caret that no editor would send is not passed on, for it would break the others' editors", async () => {
  const brief = await openBrief(workshop)
  const [a, b] = [new Client(served, brief, anna), new Client(served, brief, lan)]
  await Promise.all([a.synced(), b.synced()])
  const { f } = caret
  const end = { item: { client: 1, clock: 1 } }
  const bad: unknown[] = [
    {},
    [],
    "p:problem:en",
    { f, a: null, h: null },
    { f, a: {}, h: {} },
    { f, a: end },
    { f, a: end, h: { type: null } },
    { f, a: end, h: { tname: "forged" } },
    { f, a: end, h: { tname: "p:actors:en" } },
    { f, a: end, h: { tname: 1 } },
    { f, a: end, h: { item: { client: "1", clock: 1 } } },
    { f, a: end, h: { item: { client: 1, clock: -1 } } },
    { f, a: end, h: { type: { client: 1 } } },
    { f, a: end, h: { ...end, assoc: "left" } },
    { f: "p:forged:en", a: end, h: end },
    { f: "t:forged/actors/r1/name:en", a: end, h: end },
    { f: "t:actors", a: end, h: end },
    { f: "t:actors/actors/r1/name:en", a: { tname: "t:actors" }, h: end },
    { f: `t:actors/${"x".repeat(600)}`, a: end, h: end },
    { f: ["p:problem:en"], a: end, h: end },
  ]
  for (const [at, one] of bad.entries()) {
    a.provider.awareness.setLocalState({ section: `${at}`, caret: one })
    await until(() => seen(b, a)?.section === `${at}`, b)
    expect([one, seen(b, a)?.caret]).toEqual([one, null])
  }
  const good = [
    { f, a: end, h: { type: { client: 1, clock: 0 }, assoc: 0 } },
    { f: "t:actors/actors/r1/name:en", a: end, h: end },
  ]
  for (const [at, one] of good.entries()) {
    a.provider.awareness.setLocalState({ section: `good ${at}`, caret: { ...one, more: "x" } })
    await until(() => seen(b, a)?.section === `good ${at}`, b)
    expect(seen(b, a)?.caret).toEqual(one)
  }
  for (const client of [a, b]) client.leave()
})

test("a state that is too large, or too many of them, end the socket", async () => {
  const brief = await openBrief(workshop)
  const long = JSON.stringify({ section: "x".repeat(5_000) })
  const floods = [
    awarenessFrame([{ client: 9, clock: 1, json: long }]),
    awarenessFrame(Array.from({ length: 1_000 }, (_, client) => ({ client, clock: 1, json: "{}" }))),
    awarenessFrame([{ client: 9, clock: 1, json: "x".repeat(70_000) }]),
    awarenessFrame([{ client: 9, clock: 1, json: "not JSON" }]),
  ]
  for (const flood of floods) {
    const rogue = await Raw.of(served, brief, lan).following()
    rogue.socket.send(flood)
    await rogue.end()
    expect(rogue.closed?.code).toBe(Close.final)
  }
})
