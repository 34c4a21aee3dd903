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

test("names, colours and roles come from the server, whatever a client says", async () => {
  const brief = await openBrief(workshop)
  const [a, b] = [new Client(served, brief, anna), new Client(served, brief, lan)]
  await Promise.all([a.synced(), b.synced()])
  a.provider.awareness.setLocalState({
    user: { id: lan.id, name: "刘岚", color: "red; background: url(x)", role: "convener" },
    section: "problem",
    caret: { f: "p:problem:en", a: { type: null }, h: { type: null } },
    markup: "<b>",
  })
  await until(() => seen(b, a)?.section === "problem", b)
  expect(seen(b, a)).toEqual({
    user: { id: anna.id, name: "Anna Petrova", color: expect.stringMatching(/^#[0-9a-f]{6}$/), role: "drafter" },
    section: "problem",
    caret: { f: "p:problem:en", a: { type: null }, h: { type: null } },
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
