// Whether a device may keep what is not saved is the server's word: said to each newcomer, and when it changes.

import { afterAll, beforeAll, expect, test } from "vitest"
import { SCHEMA_VERSION } from "#lib/document/schema.ts"
import { allowOffline } from "#lib/members/allow-offline.ts"
import { openBrief, openWorkshop, Raw, type Served, type Someone, serve, someone, until } from "./test-stage.ts"
import { Message, packFrames, Sync, syncFrame, unpackFrames } from "./wire.ts"

let served: Served
let workshop: string
let convener: Someone
let reader: Someone

beforeAll(async () => {
  served = await serve()
  workshop = await openWorkshop()
  convener = await someone("Lan", workshop, "convener")
  reader = await someone("Aigerim", workshop, "observer")
})

afterAll(() => served.stop())

const words = (frames: Uint8Array[]) => frames.filter(([type]) => type === Message.mayKeep).map(([, may]) => may)

test("a socket is told before anything else, and again when the switch is moved, without being cut", async () => {
  const brief = await openBrief(workshop)
  const raw = await Raw.of(served, brief, reader).following()
  expect(raw.frames[0]).toEqual(new Uint8Array([Message.mayKeep, 0]))
  for (const isAllowed of [true, true, false]) {
    await allowOffline(convener.id, { workshopId: workshop, isAllowed })
    await until(() => words(raw.frames).at(-1) === Number(isAllowed), raw)
  }
  expect(words(raw.frames)).toEqual([0, 1, 0])
  expect(raw.closed).toBeNull()
  raw.socket.close()
})

test("whoever comes over HTTP hears it in every answer", async () => {
  const brief = await openBrief(workshop)
  const ask = async () => {
    const url = `http://127.0.0.1:${served.port}/collab/${brief}?schema=${SCHEMA_VERSION}&token=${reader.token}`
    const body = packFrames([syncFrame(Sync.step1, new Uint8Array([0]))]) as Uint8Array<ArrayBuffer>
    const answer = await fetch(url, { method: "POST", body })
    return words(unpackFrames(new Uint8Array(await answer.arrayBuffer())))
  }
  expect(await ask()).toEqual([0])
  await allowOffline(convener.id, { workshopId: workshop, isAllowed: true })
  expect(await ask()).toEqual([1])
})
