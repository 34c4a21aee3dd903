// The last keystroke before *submit*, and edits that race with it: what is frozen is what was acknowledged, and what
// comes later is refused, never dropped in silence and never added.

import { afterAll, beforeAll, expect, test } from "vitest"
import { db } from "#lib/db.ts"
import { submit } from "#lib/versions/submit.ts"
import {
  type Served,
  type Someone,
  serve,
  someone,
  storedDoc,
  textOf,
  until,
  writeParagraph,
} from "../lib/collab/test-stage.ts"
import { publishSmallTemplate, startBrief } from "../vitest/brief.ts"
import { type Cast, gather } from "../vitest/cast.ts"
import { Ledger } from "./ledger.ts"
import { randomFrom } from "./random.ts"
import type { Deed } from "./typing.ts"
import { Writer } from "./writer.ts"

const random = randomFrom(5)
const root = "p:issue:en"

let served: Served
let cast: Cast
let template: string
let anna: Someone

beforeAll(async () => {
  process.setMaxListeners(0)
  served = await serve()
  cast = await gather()
  template = await publishSmallTemplate()
  anna = await someone("Anna", cast.workshopId, "drafter")
})

afterAll(() => served.stop())

const paragraph: Deed = (doc, _, name) => {
  writeParagraph(doc, `[${name}]`, root)
  return { kind: "word", name: `[${name}]` }
}

const wordsOf = (text: string) => [...text.matchAll(/\[[a-z0-9]+-\d+\]/g)].map(([word]) => word)

const frozenWords = async (versionId: string) =>
  wordsOf((await db.version.findUniqueOrThrow({ where: { id: versionId }, select: { content: true } })).content)

/** Does something for so many briefs, some at a time. */
async function inAll(briefs: number, work: (briefId: string, writer: Writer) => Promise<void>) {
  let left = briefs
  const hand = async () => {
    while (left-- > 0) {
      const briefId = await startBrief(cast, template)
      const writer = new Writer(served, briefId, anna, new Ledger())
      await writer.client.synced()
      await work(briefId, writer)
      writer.leave()
    }
  }
  await Promise.all(Array.from({ length: 10 }, hand))
}

test("the last keystroke that was called saved is in the frozen version, 500 of 500", async () => {
  let right = 0
  await inAll(500, async (briefId, writer) => {
    for (let i = 0; i < 3; i++) writer.act(random, paragraph)
    await until(() => writer.hasAllSaved, writer.client)
    const { versionId } = await submit(anna.id, { briefId })
    const frozen = await frozenWords(versionId)
    if (writer.ledger.entries.every(({ name }) => frozen.includes(name)) && frozen.length === 3) right++
  })
  expect(right).toBe(500)
}, 120_000)

test("of what is typed while somebody submits, exactly what is acknowledged is frozen; the rest is refused", async () => {
  const sum = { frozen: 0, acknowledged: 0, refused: 0 }
  await inAll(200, async (briefId, writer) => {
    writer.act(random, paragraph)
    await until(() => writer.hasAllSaved, writer.client)
    let isOver = false
    const typing = (async () => {
      while (!isOver) {
        writer.act(random, paragraph)
        await new Promise((resolve) => setImmediate(resolve))
      }
    })()
    const { versionId } = await submit(anna.id, { briefId })
    writer.act(random, paragraph)
    isOver = true
    await typing
    // The stock client comes back once with what is left, and hears that it may only read.
    await until(() => writer.client.refusals.includes("read-only"), writer.client)
    const frozen = await frozenWords(versionId)
    expect(wordsOf(textOf(await storedDoc(briefId), root))).toEqual(frozen)
    const of = (kind: string) => writer.ledger.entries.filter((entry) => entry.class === kind).map(({ name }) => name)
    expect(of("acknowledged").filter((word) => !frozen.includes(word))).toEqual([])
    expect(of("refused").filter((word) => frozen.includes(word))).toEqual([])
    expect(frozen.filter((word) => !of("acknowledged").includes(word))).toEqual([])
    expect(of("unknown")).toEqual([])
    sum.frozen += frozen.length
    sum.acknowledged += of("acknowledged").length
    sum.refused += of("refused").length
  })
  console.log(sum)
  expect(sum.frozen).toBe(sum.acknowledged)
  expect(sum.refused).toBeGreaterThanOrEqual(200)
}, 120_000)
