// S-07: small messages that would cost much. Each is refused with a reason, or costs little and can be read by whatever
// reads a brief. The time that is asserted is far above what is measured, and far below what a cost that grows with the
// square would take; `npm run test:battery` prints what each costs.

import { randomBytes } from "node:crypto"
import * as encoding from "lib0/encoding"
import { beforeAll, describe, expect, inject, test } from "vitest"
import * as Y from "yjs"
import { loadDoc } from "#lib/briefs/content.ts"
import { exportBrief } from "#lib/export/brief.ts"
import { ClockIndex } from "./clock-index.ts"
import { DurableState } from "./durable-state.ts"
import { admit, type Gatekeeper } from "./gate.ts"
import { knowsElement, rootsOf } from "./roots.ts"
import { contentOf } from "./test-content.ts"
import { element, forge, nested, number, one, values, type Written, words } from "./test-forge.ts"
import { openBrief, Raw, type Someone, someone, until, writeParagraph } from "./test-stage.ts"
import { anna, lan, served, workshop } from "./test-writers.ts"
import { Ref, Shape } from "./update-reader.ts"
import { Close, Sync, syncFrame } from "./wire.ts"

const intoProse = { root: "p:problem:en" }
const paragraphs = (count: number): Written[] =>
  Array.from({ length: count }, (_, i) => ({
    ...(i === 0 ? intoProse : { origin: [9, i - 1] as [number, number] }),
    ref: Ref.type,
    content: element("paragraph"),
  }))

/** Blocks in blocks: each names the one before as the type it lies in. */
const deep = (depth: number): Written[] =>
  Array.from({ length: depth }, (_, i) => ({
    ...(i === 0 ? intoProse : { parent: [9, i - 1] as [number, number] }),
    ref: Ref.type,
    content: element("blockquote"),
  }))

/** An update that names these ranges of one client's clocks as deleted, in this order. */
const deletions = (client: number, ranges: [clock: number, length: number][]) =>
  encoding.encode((encoder) => {
    for (const part of [0, 1, client, ranges.length]) encoding.writeVarUint(encoder, part)
    for (const range of ranges) for (const part of range) encoding.writeVarUint(encoder, part)
  })

const of9 = (structs: Written[]) => forge([{ client: 9, clock: 0, structs }])
const list = <T>(length: number, make: (i: number) => T) => Array.from({ length }, (_, i) => make(i))

/** A text of many letters by client 1, from clock 2 on. */
function longText(letters: number) {
  const doc = new Y.Doc({ gc: false })
  doc.clientID = 1
  writeParagraph(doc, "x".repeat(letters))
  return doc
}

/** A few letters by client 1 with so many marks begun around them, and never ended. */
const marked = (marks: number) =>
  forge([
    {
      client: 1,
      clock: 0,
      structs: [
        { ...intoProse, ref: Ref.type, content: element("paragraph") },
        { parent: [1, 0], ref: Ref.type, content: number(Shape.xmlText) },
        { parent: [1, 1], ref: Ref.string, content: words("x".repeat(50)) },
        ...list(marks, (i) => ({
          origin: [1, 51 + i] as [number, number],
          ref: Ref.format,
          content: mark(`mark${i}`),
        })),
      ],
    },
  ])

const mark = (name: string) => (encoder: encoding.Encoder) => {
  for (const part of [name, "{}"]) encoding.writeVarString(encoder, part)
}

type Bomb = [what: string, update: () => Uint8Array, reason: string | null]

const refusedBombs: Bomb[] = [
  [
    "one row, written twenty thousand times",
    () => of9(list(20_000, () => ({ root: "t:actors", key: "rows/1", ref: Ref.type, content: number(Shape.map) }))),
    "content",
  ],
  ["200,000 paragraphs", () => of9(paragraphs(200_000)), "too-big"],
  ["60,000 paragraphs, in less than a megabyte", () => of9(paragraphs(60_000)), "too-big"],
  ...[25, 100, 1_000, 10_000, 20_000].map((depth): Bomb => [`blocks ${depth} deep`, () => of9(deep(depth)), "depth"]),
  [
    "a value 20,000 deep",
    () => one({ root: "t:actors", key: "k", ref: Ref.any, content: values(nested(1_000)) }),
    "value",
  ],
  ["words after words that nobody has", () => one({ origin: [8, 7], ref: Ref.string, content: words("x") }), "gap"],
  ["a start at a huge clock", () => forge([{ client: 9, clock: 2 ** 40, structs: paragraphs(1) }]), "clock"],
  ["a huge client id", () => forge([{ client: 2 ** 40, clock: 0, structs: paragraphs(1) }]), "client-id"],
  ["space for ever", () => one({ ref: Ref.gone, content: number(2 ** 45) }), "clock"],
  ["a thousand million deletions that were never written", () => deletions(9, [[0, 2 ** 30]]), "delete-of-unknown"],
  ["a claim of a thousand million structs", () => new Uint8Array([1, 255, 255, 255, 255, 3, 9, 0]), "malformed"],
  ["a claim of a thousand million deletions", () => new Uint8Array([0, 1, 9, 255, 255, 255, 255, 3]), "malformed"],
  [
    "two thousand clients",
    () => forge(list(2_000, (i) => ({ client: 100 + i, clock: 0, structs: paragraphs(1) }))),
    "too-big",
  ],
  [
    "a string that says it is longer than it is",
    () => one({ ...intoProse, ref: Ref.string, content: number(2 ** 30) }),
    "malformed",
  ],
]

const acceptedBombs: Bomb[] = [
  ["49,000 paragraphs", () => of9(paragraphs(49_000)), null],
  ["blocks 24 deep", () => of9(deep(24)), null],
  ["20,000 marks on fifty letters", () => marked(20_000), null],
  ["a million letters", () => Y.encodeStateAsUpdate(longText(1_000_000)), null],
  [
    "a thousand clients at one place",
    () =>
      forge(
        list(1_000, (i) => ({
          client: 5_000 + i,
          clock: 0,
          structs: list(40, () => ({ ...intoProse, ref: Ref.type, content: element("paragraph") })),
        })),
      ),
    null,
  ],
  [
    "twenty thousand rows",
    () => of9(list(20_000, (i) => ({ root: "t:actors", key: `rows/${i}`, ref: Ref.type, content: number(Shape.map) }))),
    null,
  ],
]

const everything: Gatekeeper = {
  owns: () => true,
  mayWrite: () => true,
  rootShape: (root) => roots.get(root),
  knowsElement,
}
const roots = rootsOf(["problem", "actors"], ["zh", "en"])
const reader: Gatekeeper = { ...everything, mayWrite: () => false }

/** Milliseconds of the processor: others may be at work on the same machine. */
const tooLong = 1_500
const isFull = inject("battery") === "full"

function cost(what: string, act: () => unknown): number {
  const before = process.cpuUsage()
  act()
  const { user, system } = process.cpuUsage(before)
  if (isFull) console.log(`S-07  ${what}: ${(user + system) / 1000} ms`)
  return (user + system) / 1000
}

describe("what the gate spends", () => {
  test.each(acceptedBombs)("%s enter cheaply", (what, make) => {
    const update = make()
    expect(cost(`${what} (${update.length} bytes)`, () => admit(new ClockIndex(), update, everything))).toBeLessThan(
      tooLong,
    )
  })

  const scattered: [what: string, ranges: () => [number, number][]][] = [
    ["in order", () => list(200_000, (i) => [2 + 2 * i, 1])],
    ["backwards", () => list(200_000, (i) => [2 + 2 * (200_000 - i), 1])],
    ["shuffled", () => list(200_000, (i) => [2 + ((i * 100_003) % 200_000) * 2, 1])],
    ["a hundred thousand times the same", () => list(100_000, () => [2, 900_000])],
    ["each reaching over the one before", () => list(150_000, (i) => [2 + i, 800_000])],
  ]
  test.each(scattered)("200,000 deletions %s cost what they are long, not its square", (what, ranges) => {
    const index = new ClockIndex()
    admit(index, Y.encodeStateAsUpdate(longText(1_000_000)), everything)
    const update = deletions(1, ranges())
    expect(cost(`deletions ${what} (${update.length} bytes)`, () => admit(index, update, everything))).toBeLessThan(
      tooLong,
    )
    expect(index.dead.has(1, 100_002, 100_003)).toBe(true)
  })

  test("deletions between deletions cost no more", () => {
    const index = new ClockIndex()
    admit(index, Y.encodeStateAsUpdate(longText(1_000_000)), everything)
    for (const start of [2, 4]) {
      const update = deletions(
        1,
        list(200_000, (i) => [start + 4 * i, 1]),
      )
      expect(cost("deletions between deletions", () => admit(index, update, everything))).toBeLessThan(tooLong)
    }
  })

  test("a reader who deletes all formats a thousand times is not looked at a thousand times", () => {
    const index = new ClockIndex()
    admit(index, marked(20_000), everything)
    const all: [number, number] = [52, index.end(1) - 52]
    const blocks = encoding.encode((encoder) => {
      // The same client named in many blocks, and another between them.
      for (const part of [0, 2_000]) encoding.writeVarUint(encoder, part)
      for (let i = 0; i < 1_000; i++) {
        for (const part of [1, 1, ...all]) encoding.writeVarUint(encoder, part)
        for (const part of [2, 0]) encoding.writeVarUint(encoder, part)
      }
    })
    for (const update of [
      deletions(
        1,
        list(1_000, () => all),
      ),
      blocks,
    ])
      expect(cost("formats deleted by a reader", () => admit(index, update, reader))).toBeLessThan(tooLong)
  })

  test("answers to many different state vectors are not all kept", () => {
    const state = new DurableState(Y.encodeStateAsUpdate(longText(1_000_000)), [])
    for (let clock = 0; clock < 100; clock++) state.since(Y.encodeStateVector(new Map([[1, clock]])))
    expect(state.bytes).toBeLessThan(20_000_000)
  })
})

describe("over a socket", () => {
  let mo: Someone
  beforeAll(async () => {
    mo = await someone("Mo", workshop, "drafter")
  })

  const saved = async (brief: string) => {
    const honest = await Raw.of(served, brief, lan).following()
    const doc = new Y.Doc()
    writeParagraph(doc, "Unharmed")
    honest.socket.send(syncFrame(Sync.update, Y.encodeStateAsUpdate(doc)))
    await until(() => honest.saved === 1 || honest.closed !== null, honest)
    expect(honest.saved).toBe(1)
    honest.socket.close()
  }

  test.each(refusedBombs)("%s: refused, and others write on", async (_, make, reason) => {
    const brief = await openBrief(workshop)
    const raw = await Raw.of(served, brief, mo).following()
    raw.socket.send(syncFrame(Sync.update, make()))
    await raw.end()
    expect([raw.closed?.code, reason === "gap" ? ["missing-dependency"] : [reason]]).toEqual([
      raw.closed?.code === 1009 ? 1009 : Close.final,
      raw.closed?.code === 1009 ? [reason] : raw.refusals,
    ])
    await saved(brief)
    expect(contentOf((await loadDoc(brief)).doc)).toContain("Unharmed")
  })

  test.each(acceptedBombs)("%s: taken in, and read by all that reads a brief", async (_, make) => {
    const brief = await openBrief(workshop)
    const raw = await Raw.of(served, brief, mo).following()
    raw.socket.send(syncFrame(Sync.update, make()))
    await until(() => raw.saved === 1 || raw.closed !== null, raw)
    expect([raw.saved, raw.refusals]).toEqual([1, []])
    raw.socket.close()
    await saved(brief)
    const { doc } = await loadDoc(brief)
    expect(doc.store.pendingStructs).toBeNull()
    expect(contentOf(doc)).toContain("Unharmed")
    const exported = await exportBrief(anna.id, { briefId: brief, format: "json", lang: "both" })
    expect(JSON.parse(String(exported.body))).toBeTruthy()
  })

  test("sixty megabytes in one frame, and a frame in a hundred thousand pieces, end the socket", async () => {
    const brief = await openBrief(workshop)
    const huge = await Raw.of(served, brief, mo).following()
    huge.socket.send(new Uint8Array(60 << 20))
    await huge.end()
    expect([1006, 1009]).toContain(huge.closed?.code)
    const pieces = await Raw.of(served, brief, mo).following()
    const raw = (pieces.socket as unknown as { _socket: NodeJS.WritableStream })._socket
    const piece = (first: boolean) => Buffer.from([first ? 0x02 : 0x00, 0x81, ...randomBytes(4), 0])
    raw.write(Buffer.concat([piece(true), ...list(100_000, () => piece(false))]))
    await pieces.end()
    expect([1006, 1008, 1009]).toContain(pieces.closed?.code)
    await saved(brief)
  })

  test("a state vector of a hundred thousand clients is refused", async () => {
    const brief = await openBrief(workshop)
    const raw = await Raw.of(served, brief, await someone("Reader", workshop, "observer")).following()
    const vector = encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 100_000)
      for (let i = 0; i < 100_000; i++) for (const part of [i, 1]) encoding.writeVarUint(encoder, part)
    })
    raw.socket.send(syncFrame(Sync.step1, vector))
    await raw.end()
    expect([raw.closed?.code, raw.refusals]).toEqual([Close.final, ["too-big"]])
  })
})
