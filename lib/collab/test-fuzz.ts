// Frames drawn from a seed: noise, real frames out of their order, cut short or changed in a few bytes, and updates that
// are well formed and mean nothing.

import fc from "fast-check"
import * as encoding from "lib0/encoding"
import * as Y from "yjs"
import { element, forge, nested, number, values, type Written, words } from "./test-forge.ts"
import { writeParagraph } from "./test-stage.ts"
import { Ref, Shape } from "./update-reader.ts"
import { awarenessFrame, Sync, syncFrame } from "./wire.ts"

/** What honest people send, about the brief that is fuzzed. */
function samples(known: Uint8Array): Uint8Array[] {
  const doc = new Y.Doc()
  doc.clientID = 110
  Y.applyUpdate(doc, known)
  const frames: Uint8Array[] = []
  doc.on("update", (update) => frames.push(syncFrame(Sync.update, update)))
  const text = writeParagraph(doc, "Some words")
  text.insert(4, " more")
  text.format(0, 4, { bold: {} })
  text.delete(2, 3)
  const row = new Y.Map<unknown>()
  doc.getMap("t:actors").set("rows/9", row)
  row.set("actor", ["KZ", 1, { a: null }])
  row.set("interests:en", new Y.XmlFragment())
  doc.getXmlFragment("p:problem:en").delete(0, 1)
  return [
    ...frames,
    syncFrame(Sync.step2, Y.encodeStateAsUpdate(doc)),
    syncFrame(Sync.step1, Y.encodeStateVector(doc)),
    awarenessFrame([{ client: doc.clientID, clock: 1, json: '{"section":"problem","caret":null}' }]),
    awarenessFrame([{ client: 7, clock: 9, json: "null" }]),
    new Uint8Array([3]),
  ]
}

const small = fc.nat(12)
const client = fc.oneof(fc.constantFrom(1, 2, 3), fc.integer({ min: 100, max: 120 }), fc.nat(0xffffffff))
const id = fc.tuple(client, small)
const name = fc.constantFrom("paragraph", "heading", "table", "script", "", "__proto__", "x".repeat(300))
const root = fc.constantFrom("p:problem:en", "p:problem:zh", "t:actors", "p:actors:en", "t:problem", "p:other:en", "")
const content: fc.Arbitrary<Pick<Written, "ref" | "content">> = fc.oneof(
  fc.record({ ref: fc.constantFrom<number>(Ref.gone, Ref.deleted, Ref.skip), content: fc.nat(40).map(number) }),
  fc.record({ ref: fc.constant<number>(Ref.string), content: fc.string({ maxLength: 12, unit: "binary" }).map(words) }),
  fc.record({ ref: fc.constant<number>(Ref.type), content: fc.oneof(name.map(element), fc.nat(8).map(number)) }),
  fc.record({
    ref: fc.constant<number>(Ref.type),
    content: fc.constantFrom(Shape.map, Shape.fragment, Shape.xmlText).map(number),
  }),
  fc.record({
    ref: fc.constant<number>(Ref.any),
    content: fc.jsonValue({ maxDepth: 3 }).map((value) => values(value)),
  }),
  fc.record({ ref: fc.constant<number>(Ref.any), content: fc.nat(20).map((depth) => values(nested(depth))) }),
  fc.record({
    ref: fc.constant<number>(Ref.format),
    content: fc.tuple(name, fc.json({ maxDepth: 1 })).map((parts) => (encoder: encoding.Encoder) => {
      for (const part of parts) encoding.writeVarString(encoder, part)
    }),
  }),
  fc.record({
    ref: fc.nat(31),
    content: fc
      .uint8Array({ maxLength: 9 })
      .map((bytes) => (encoder: encoding.Encoder) => encoding.writeUint8Array(encoder, bytes)),
  }),
)
const place: fc.Arbitrary<Partial<Written>> = fc.oneof(
  fc.record({ root }),
  fc.record({ root, key: fc.constantFrom("rows/1", "order", "__proto__", "constructor") }),
  fc.record({ parent: id }),
  fc.record({ parent: id, key: fc.constantFrom("actor", "level", "order") }),
  fc.record({ origin: id }),
  fc.record({ right: id }),
  fc.record({ origin: id, right: id }),
)
const struct = fc.tuple(place, content).map(([where, what]): Written => ({ ...where, ...what }))
const block = fc.record({
  client,
  clock: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, small),
  structs: fc.array(struct, { maxLength: 6 }),
})
const meaningless = fc
  .tuple(
    fc.array(block, { maxLength: 3 }),
    fc.array(fc.tuple(client, small, small), { maxLength: 3 }) as fc.Arbitrary<[number, number, number][]>,
    fc.constantFrom(Sync.update, Sync.step2),
  )
  .map(([blocks, deletes, kind]) => syncFrame(kind, forge(blocks, deletes)))

/** So many frames of this seed, for a brief that holds `known`. */
export function fuzzedFrames(seed: number, count: number, known: Uint8Array): Uint8Array[] {
  const real = fc.constantFrom(...samples(known))
  const changed = fc
    .tuple(real, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }))
    .map(([sample, changes]) => {
      const bytes = sample.slice()
      for (const [at, value] of changes) bytes[at % bytes.length] = value
      return bytes
    })
  const cut = fc.tuple(real, fc.nat()).map(([sample, at]) => sample.subarray(0, at % sample.length))
  const behindHead = fc
    .tuple(fc.constantFrom([0, 0], [0, 1], [0, 2], [1], [3], [100]), fc.uint8Array({ maxLength: 40 }))
    .map(([head, tail]) => new Uint8Array([...head, tail.length, ...tail]))
  const frame = fc.oneof(fc.uint8Array({ maxLength: 80 }), behindHead, real, changed, cut, meaningless)
  return fc.sample(frame, { numRuns: count, seed })
}
