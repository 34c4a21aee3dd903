import fc from "fast-check"
import * as encoding from "lib0/encoding"
import { describe, expect, test } from "vitest"
import * as Y from "yjs"
import { indexOf, merge } from "./checkpoint.ts"
import { ClockIndex } from "./clock-index.ts"
import { admit, admitStored, contains, type Gatekeeper } from "./gate.ts"
import { Refused } from "./refused.ts"
import { knowsElement, rootsOf } from "./roots.ts"

import { readIndex, writeIndex } from "./stored-index.ts"
import { element, forge, nested, number, one, values, words } from "./test-forge.ts"

import { Ref, readUpdate, Shape } from "./update-reader.ts"

const roots = rootsOf(["mine", "theirs"], ["en"])
const rootShape = (root: string) => roots.get(root)
const everything: Gatekeeper = { owns: () => true, mayWrite: () => true, rootShape, knowsElement }
const mineOnly: Gatekeeper = { ...everything, mayWrite: (root) => root.includes(":mine") }

/** A brief with one paragraph in each section and one row, and the gate's knowledge of it. */
function brief() {
  const doc = new Y.Doc({ gc: false })
  doc.clientID = 1
  for (const section of ["mine", "theirs"]) {
    const paragraph = new Y.XmlElement("paragraph")
    paragraph.insert(0, [new Y.XmlText("Some words")])
    doc.getXmlFragment(`p:${section}:en`).insert(0, [paragraph])
    const row = new Y.Map()
    doc.getMap(`t:${section}`).set("rows/1", row)
    row.set("order", "a0")
    const cell = new Y.XmlFragment()
    row.set("name:en", cell)
    cell.insert(0, [new Y.XmlElement("paragraph")])
  }
  const index = new ClockIndex()
  admitStored(index, Y.encodeStateAsUpdate(doc), rootShape)
  return { doc, index }
}

/** The same index, by way of the database. */
const reread = (index: ClockIndex, snapshot: Uint8Array) =>
  readIndex(writeIndex(index, snapshot), snapshot) as ClockIndex

/** What somebody with this client id would send for a change. */
function change(doc: Y.Doc, client: number, make: (fork: Y.Doc) => void): Uint8Array {
  const fork = new Y.Doc({ gc: false })
  fork.clientID = client
  Y.applyUpdate(fork, Y.encodeStateAsUpdate(doc))
  const updates: Uint8Array[] = []
  fork.on("update", (update) => updates.push(update))
  make(fork)
  return Y.mergeUpdates(updates)
}

const textIn = (doc: Y.Doc, section: string) =>
  (doc.getXmlFragment(`p:${section}:en`).get(0) as Y.XmlElement).get(0) as Y.XmlText

const intoMine = { root: "p:mine:en" }

// Clocks of client 1 in brief(): 0 paragraph, 1 its text, 2–11 the ten letters, 12 the row, 13 its order, 14 the cell,
// 15 the cell's paragraph; from 16 the same for the other section.
const attacks: [what: string, update: (doc: Y.Doc) => Uint8Array, reason: string][] = [
  [
    "text in a foreign section",
    (doc) => change(doc, 9, (fork) => textIn(fork, "theirs").insert(0, "x")),
    "foreign-root",
  ],
  [
    "a paragraph in a foreign section",
    (doc) => change(doc, 9, (fork) => fork.getXmlFragment("p:theirs:en").insert(0, [new Y.XmlElement("paragraph")])),
    "foreign-root",
  ],
  [
    "an attribute in a foreign section",
    (doc) =>
      change(doc, 9, (fork) => (fork.getXmlFragment("p:theirs:en").get(0) as Y.XmlElement).setAttribute("level", "2")),
    "foreign-root",
  ],
  [
    "formatting in a foreign section",
    (doc) => change(doc, 9, (fork) => textIn(fork, "theirs").format(0, 4, { bold: true })),
    "foreign-root",
  ],
  [
    "a value in a foreign row",
    (doc) => change(doc, 9, (fork) => (fork.getMap("t:theirs").get("rows/1") as Y.Map<unknown>).set("order", "b")),
    "foreign-root",
  ],
  [
    "a row in a foreign table",
    (doc) => change(doc, 9, (fork) => fork.getMap("t:theirs").set("rows/2", new Y.Map())),
    "foreign-root",
  ],
  [
    "two sections at once, one foreign",
    (doc) =>
      change(doc, 9, (fork) =>
        fork.transact(() => {
          textIn(fork, "mine").insert(0, "x")
          textIn(fork, "theirs").insert(0, "x")
        }),
      ),
    "foreign-root",
  ],
  [
    "a root that the brief does not have",
    (doc) => change(doc, 9, (fork) => fork.getMap("t:other").set("k", new Y.Map())),
    "unknown-root",
  ],
  [
    "a language that the brief does not have",
    (doc) => change(doc, 9, (fork) => fork.getXmlFragment("p:mine:ru").insert(0, [new Y.XmlElement("paragraph")])),
    "unknown-root",
  ],
  ["a root named __proto__", () => one({ root: "__proto__", ref: Ref.type, content: element("paragraph") }), "value"],
  [
    "a left neighbour here and a right one elsewhere",
    () => one({ origin: [1, 2], right: [1, 18], ref: Ref.string, content: words("x") }),
    "foreign-root",
  ],
  [
    "a right neighbour in a foreign section",
    () => one({ right: [1, 18], ref: Ref.string, content: words("x") }),
    "foreign-root",
  ],
  [
    "neighbours in two of one's own containers",
    () => one({ origin: [1, 2], right: [1, 12], ref: Ref.string, content: words("x") }),
    "cross-parent",
  ],
  [
    "a parent that is no container",
    () => one({ parent: [1, 3], ref: Ref.string, content: words("x") }),
    "parent-not-a-type",
  ],
  [
    "leaning on one's own future, which makes Yjs throw",
    () => one({ origin: [9, 5], ref: Ref.string, content: words("x") }),
    "reference-to-self",
  ],
  [
    "leaning on somebody nobody knows",
    () => one({ origin: [8, 0], ref: Ref.string, content: words("x") }),
    "missing-dependency",
  ],
  [
    "two clients that lean on each other",
    () =>
      forge([
        { client: 9, clock: 0, structs: [{ origin: [8, 0], ref: Ref.string, content: words("x") }] },
        { client: 8, clock: 0, structs: [{ origin: [9, 0], ref: Ref.string, content: words("x") }] },
      ]),
    "cycle",
  ],
  ["a gap in the clocks", () => one({ ...intoMine, ref: Ref.type, content: element("paragraph") }, 9, 5), "gap"],
  [
    "one client in two blocks, of which Yjs keeps the last",
    () =>
      forge([
        { client: 9, clock: 0, structs: [{ ...intoMine, ref: Ref.type, content: element("paragraph") }] },
        { client: 9, clock: 0, structs: [{ ...intoMine, ref: Ref.type, content: element("heading") }] },
      ]),
    "duplicate-client",
  ],
  [
    "a client id beyond 32 bits",
    () => one({ ...intoMine, ref: Ref.type, content: element("paragraph") }, 2 ** 33),
    "client-id",
  ],
  ["a struct of no length", () => one({ origin: [1, 2], ref: Ref.string, content: words("") }), "empty-struct"],
  ["a deletion of no length", () => forge([], [[1, 2, 0]]), "delete-range"],
  ["deleting what does not exist yet", () => forge([], [[1, 1_000, 5]]), "delete-of-unknown"],
  ["deleting for a client that does not exist", () => forge([], [[55, 0, 5]]), "delete-of-unknown"],
  ["ten bytes that claim a million million clocks", () => one({ ref: Ref.gone, content: number(2 ** 40) }), "clock"],
  ["a large empty space", () => one({ ref: Ref.gone, content: number(2 ** 23) }), "too-big"],
  ["a skip", () => one({ ref: Ref.skip, content: number(3) }), "struct"],
  [
    "binary content",
    () => one({ parent: [1, 12], key: "k", ref: 3, content: (e) => encoding.writeVarUint8Array(e, new Uint8Array(3)) }),
    "struct",
  ],
  ["a subdocument", () => one({ parent: [1, 12], key: "k", ref: 9, content: words("guid") }), "struct"],
  ["an embed", () => one({ origin: [1, 2], ref: 5, content: words('{"image":"x"}') }), "struct"],
  [
    "legacy JSON",
    () =>
      one({
        parent: [1, 12],
        key: "k",
        ref: 2,
        content: (e) => {
          encoding.writeVarUint(e, 1)
          encoding.writeVarString(e, "1")
        },
      }),
    "struct",
  ],
  ["a shared type that does not exist", () => one({ ...intoMine, ref: Ref.type, content: number(42) }), "content"],
  ["letters beside paragraphs", () => one({ ...intoMine, ref: Ref.string, content: words("x") }), "content"],
  [
    "a plain value in a table's root",
    () => one({ root: "t:mine", key: "k", ref: Ref.any, content: values(1) }),
    "content",
  ],
  [
    "an array in a row",
    () => one({ parent: [1, 12], key: "k", ref: Ref.type, content: number(Shape.array) }),
    "content",
  ],
  ["a map in a row", () => one({ parent: [1, 12], key: "k", ref: Ref.type, content: number(Shape.map) }), "content"],
  ["a fragment in the prose", () => one({ ...intoMine, ref: Ref.type, content: number(Shape.fragment) }), "content"],
  ["a list item in a map", () => one({ root: "t:mine", ref: Ref.type, content: number(Shape.map) }), "content"],
  [
    "an element that the schema has not",
    () => one({ ...intoMine, ref: Ref.type, content: element("script") }),
    "element",
  ],
  ["a heading in a text cell", () => one({ parent: [1, 14], ref: Ref.type, content: element("heading") }), "element"],
  [
    "a key __proto__ in a value",
    () =>
      one({
        parent: [1, 12],
        key: "k",
        ref: Ref.any,
        content: (e) => {
          for (const byte of [1, 118, 1]) encoding.writeUint8(e, byte)
          encoding.writeVarString(e, "__proto__")
          encoding.writeAny(e, { admin: true })
        },
      }),
    "value",
  ],
  [
    "a value named __proto__",
    () => one({ parent: [1, 12], key: "__proto__", ref: Ref.any, content: values(1) }),
    "value",
  ],
  [
    "bytes in a value",
    () => one({ parent: [1, 12], key: "k", ref: Ref.any, content: values(new Uint8Array(2)) }),
    "value",
  ],
  [
    "a number that is none",
    () => one({ parent: [1, 12], key: "k", ref: Ref.any, content: values(Number.NaN) }),
    "value",
  ],
  [
    "a value nested without end",
    () => one({ parent: [1, 12], key: "k", ref: Ref.any, content: values(nested(50)) }),
    "value",
  ],
  [
    "a value of a megabyte",
    () => one({ parent: [1, 12], key: "k", ref: Ref.any, content: values("x".repeat(1 << 20)) }),
    "too-big",
  ],
  [
    "a name of a thousand letters",
    () => one({ parent: [1, 12], key: "k".repeat(1_000), ref: Ref.any, content: values(1) }),
    "too-big",
  ],
  [
    "paragraphs in paragraphs, a hundred deep",
    (doc) =>
      change(doc, 9, (fork) => {
        let inner: Y.XmlFragment = fork.getXmlFragment("p:mine:en")
        for (let i = 0; i < 100; i++) {
          const deeper = new Y.XmlElement("blockquote")
          inner.insert(0, [deeper])
          inner = deeper
        }
      }),
    "depth",
  ],
  [
    "bytes after the end",
    () => new Uint8Array([...one({ ...intoMine, ref: Ref.type, content: element("paragraph") }), 0]),
    "trailing-bytes",
  ],
  [
    "half an update",
    (doc) => change(doc, 9, (fork) => textIn(fork, "mine").insert(0, "words")).subarray(0, 8),
    "malformed",
  ],
  ["nothing at all", () => new Uint8Array(), "malformed"],
]

describe("an attack changes nothing", () => {
  test.each(attacks)("%s is refused", (_, update, reason) => {
    const { doc, index } = brief()
    const known = index.stateVector()
    expect(() => admit(index, update(doc), mineOnly)).toThrow(expect.objectContaining({ reason }))
    expect(index.stateVector()).toEqual(known)
    const honest = change(doc, 7, (fork) => textIn(fork, "mine").insert(0, "Still "))
    expect(admit(index, honest, mineOnly).verdict).toBe("store")
  })

  test("writing under another's client id is refused", () => {
    const { doc, index } = brief()
    const update = change(doc, 9, (fork) => textIn(fork, "mine").insert(0, "x"))
    expect(() => admit(index, update, { ...everything, owns: (client) => client !== 9 })).toThrow(
      expect.objectContaining({ reason: "foreign-client" }),
    )
  })

  test("deletions in a foreign section are taken out, the rest of the edit stays", () => {
    const { doc, index } = brief()
    const update = change(doc, 9, (fork) => {
      fork.transact(() => {
        textIn(fork, "mine").delete(0, 5)
        textIn(fork, "theirs").delete(0, 5)
      })
    })
    const verdict = admit(index, update, mineOnly)
    expect(verdict).toMatchObject({ verdict: "store", stripped: 5, strippedText: 5 })
    if (verdict.verdict === "store") Y.applyUpdate(doc, verdict.update)
    expect([textIn(doc, "mine").toString(), textIn(doc, "theirs").toString()]).toEqual(["words", "Some words"])
  })

  test("a forged copy of something known is cut off, only what follows is stored", () => {
    const { doc, index } = brief()
    const honest = change(doc, 9, (fork) => textIn(fork, "mine").insert(0, "abc"))
    admit(index, honest, mineOnly)
    Y.applyUpdate(doc, honest)
    const forged = one({ origin: [1, 20], ref: Ref.string, content: words("XYZ and more") })
    const verdict = admit(index, forged, mineOnly)
    expect(verdict.verdict).toBe("store")
    if (verdict.verdict === "store") Y.applyUpdate(doc, verdict.update)
    expect(textIn(doc, "mine").toString()).toBe("abc and moreSome words")
    expect(textIn(doc, "theirs").toString()).toBe("Some words")
  })
})

test("whatever was said before is dropped", () => {
  const { doc, index } = brief()
  const update = change(doc, 9, (fork) => textIn(fork, "mine").delete(0, 4))
  expect(admit(index, update, everything).verdict).toBe("store")
  expect(admit(index, update, everything).verdict).toBe("drop")
  Y.applyUpdate(doc, update)
  expect(admit(index, Y.encodeStateAsUpdate(doc), everything).verdict).toBe("drop")
})

// Random people: three write in all sections, each message passes the gate in a random order against the others, some
// are repeated or merged. Someone may write in one section only and tries both.

type Act = [who: number, what: number, section: 0 | 1, at: number]
const acts = fc.array(fc.tuple(fc.nat(2), fc.nat(9), fc.constantFrom<0 | 1>(0, 1), fc.nat(40)) as fc.Arbitrary<Act>, {
  minLength: 1,
  maxLength: 60,
})

function act(doc: Y.Doc, what: number, section: string, at: number, undo: Y.UndoManager) {
  const fragment = doc.getXmlFragment(`p:${section}:en`)
  const table = doc.getMap<Y.Map<unknown>>(`t:${section}`)
  const spot = fragment.length ? at % fragment.length : 0
  const paragraph = fragment.get(spot) as Y.XmlElement | undefined
  const text = paragraph?.get(0) as Y.XmlText | undefined
  const row = table.get(`rows/${at % 4}`)
  if (what === 0) {
    const added = new Y.XmlElement("paragraph")
    added.insert(0, [new Y.XmlText("new")])
    fragment.insert(spot, [added])
  } else if (what === 1 && text) text.insert(at % (text.length + 1), "水a")
  else if (what === 2 && text && text.length > 1) text.delete(0, 1 + (at % (text.length - 1)))
  else if (what === 3 && text && text.length > 0) text.format(0, 1 + (at % text.length), { bold: at % 2 ? {} : null })
  else if (what === 4 && paragraph) fragment.delete(spot, 1)
  else if (what === 5 && paragraph) paragraph.setAttribute("level", String(at))
  else if (what === 6) {
    const added = new Y.Map<unknown>()
    table.set(`rows/${at % 4}`, added)
    const cell = new Y.XmlFragment()
    added.set("name:en", cell)
    cell.insert(0, [new Y.XmlElement("paragraph")])
  } else if (what === 7 && row) row.set("order", `a${at}`)
  else if (what === 8 && row) at % 2 ? table.delete(`rows/${at % 4}`) : row.delete("order")
  else if (what === 9) at % 3 ? undo.undo() : undo.redo()
}

/** Roots in which a transaction made or deleted something, by Yjs' own account. */
function rootsTouched(transaction: Y.Transaction): Set<string> {
  const before = transaction.beforeState
  const touched = new Set<string>()
  const note = (item: Y.AbstractStruct) => {
    if (!(item instanceof Y.Item)) return
    let type = item.parent as Y.AbstractType<unknown>
    while (type._item) type = type._item.parent as Y.AbstractType<unknown>
    for (const [name, root] of transaction.doc.share) if (root === type) touched.add(name)
  }
  for (const [client, structs] of transaction.doc.store.clients)
    for (const struct of structs) if (struct.id.clock + struct.length > (before.get(client) ?? 0)) note(struct)
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, note as never)
  return touched
}

function stage(rights: (who: number) => string[]) {
  const oracle = new Y.Doc({ gc: false })
  const index = new ClockIndex()
  const stored: Uint8Array[] = []
  const people = [0, 1, 2].map((who) => {
    const doc = new Y.Doc({ gc: who !== 1 })
    doc.clientID = 100 + who
    const scope = ["mine", "theirs"].flatMap((section) => [
      doc.getXmlFragment(`p:${section}:en`),
      doc.getMap(`t:${section}`),
    ])
    const undo = new Y.UndoManager(scope as never, { captureTimeout: 0 })
    const outbox: Uint8Array[] = []
    doc.on("update", (update, origin) => origin !== "server" && outbox.push(update))
    return { who, doc, undo, outbox }
  })
  let touched = new Set<string>()
  oracle.on("afterTransaction", (transaction) => {
    touched = rootsTouched(transaction)
  })
  let refused = 0
  const deliver = (from: (typeof people)[number], update: Uint8Array) => {
    const may = rights(from.who)
    const keeper: Gatekeeper = {
      ...everything,
      owns: (client) => client === from.doc.clientID,
      mayWrite: (root) => may.some((section) => root.includes(`:${section}`)),
    }
    try {
      const verdict = admit(index, update, keeper)
      touched = new Set()
      if (verdict.verdict === "drop") {
        if (verdict.stripped === 0) Y.applyUpdate(oracle, update)
        expect([...touched]).toEqual([])
        return
      }
      stored.push(verdict.update)
      Y.applyUpdate(oracle, verdict.update)
      for (const root of touched) {
        expect(may.some((section) => root.includes(`:${section}`))).toBe(true)
        expect(verdict.roots).toContain(root)
      }
      expect(oracle.store.pendingStructs).toBeNull()
      expect(oracle.store.pendingDs).toBeNull()
      for (const person of people) Y.applyUpdate(person.doc, verdict.update, "server")
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      refused++
    }
  }
  return { oracle, index, stored, people, deliver, refusals: () => refused }
}

/** JSON with the keys in order: two documents may have learned of them in different orders. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, inner) =>
    inner && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort())
      : inner,
  )

const same = (a: Y.Doc, b: Y.Doc) => {
  for (const [root, shape] of roots) {
    const read = (doc: Y.Doc) =>
      shape === Shape.map ? sorted(doc.getMap(root).toJSON()) : doc.getXmlFragment(root).toString()
    expect(read(a)).toBe(read(b))
  }
}

test("every honest edit passes, and everybody and the log hold one text", () => {
  fc.assert(
    fc.property(acts, (list) => {
      const { oracle, index, stored, people, deliver, refusals } = stage(() => ["mine", "theirs"])
      for (const [who, what, section, at] of list) {
        const person = people[who] as (typeof people)[number]
        act(person.doc, what, section ? "theirs" : "mine", at, person.undo)
        if (at % 3 === 0) continue // they type on, offline for a while
        const sent = at % 5 === 0 ? [Y.mergeUpdates(person.outbox)] : [...person.outbox]
        if (person.outbox.length === 0) continue
        person.outbox.length = 0
        for (const update of sent) deliver(person, update)
        if (at % 7 === 0) deliver(person, Y.encodeStateAsUpdate(person.doc, index.stateVector()))
      }
      for (const person of people) deliver(person, Y.encodeStateAsUpdate(person.doc, index.stateVector()))
      expect(refusals()).toBe(0)
      for (const person of people) same(person.doc, oracle)
      const again = new Y.Doc()
      for (const update of stored) Y.applyUpdate(again, update)
      same(again, oracle)
      expect(contains(index, Y.mergeUpdates(stored.length ? stored : [new Uint8Array([0, 0])]))).toBe(true)
      expect(index.stateVector().length).toBe(Y.encodeStateVector(oracle).length)
    }),
    { numRuns: 100 },
  )
})

test("an index that was stored and read again decides as the one that was kept, also after a checkpoint", () => {
  fc.assert(
    fc.property(acts, fc.nat(60), (list, at) => {
      const { oracle, index, stored, people, deliver } = stage(() => ["mine", "theirs"])
      let folded: { doc: Y.Doc; index: ClockIndex } | undefined
      const judge = (from: (typeof people)[number], update: Uint8Array) => {
        const keeper = { ...everything, owns: (client: number) => client === from.doc.clientID }
        const twin = reread(index, update)
        const verdict = admit(twin, update, keeper)
        const before = stored.length
        deliver(from, update)
        expect(verdict.verdict === "store" ? verdict.update : undefined).toEqual(
          stored.length > before ? stored.at(-1) : undefined,
        )
        const bytes = (of: ClockIndex) => encoding.encode((encoder) => of.write(encoder))
        expect(bytes(twin)).toEqual(bytes(index))
        if (!folded) return
        const after = admit(folded.index, update, keeper)
        if (after.verdict === "store") Y.applyUpdate(folded.doc, after.update)
      }
      for (const [turn, [who, what, section, at2]] of list.entries()) {
        const person = people[who] as (typeof people)[number]
        act(person.doc, what, section ? "theirs" : "mine", at2, person.undo)
        if (at2 % 3 === 0) continue
        for (const update of person.outbox.splice(0)) judge(person, update)
        if (turn === at && stored.length > 0) {
          const snapshot = merge(stored)
          folded = { doc: new Y.Doc(), index: reread(indexOf(snapshot), snapshot) }
          Y.applyUpdate(folded.doc, snapshot)
        }
      }
      for (const person of people) for (const update of person.outbox.splice(0)) judge(person, update)
      if (folded) same(folded.doc, oracle)
    }),
    { numRuns: 60 },
  )
})

test("whoever may write in one section changes no other, whatever they do there", () => {
  fc.assert(
    fc.property(acts, (list) => {
      const { oracle, people, deliver } = stage((who) => (who === 0 ? ["mine"] : ["mine", "theirs"]))
      let theirs = ""
      for (const [who, what, section, at] of list) {
        const person = people[who] as (typeof people)[number]
        act(person.doc, what, section ? "theirs" : "mine", at, person.undo)
        for (const update of person.outbox.splice(0)) {
          theirs = oracle.getXmlFragment("p:theirs:en").toString()
          deliver(person, update)
          if (who === 0) expect(oracle.getXmlFragment("p:theirs:en").toString()).toBe(theirs)
        }
      }
    }),
    { numRuns: 60 },
  )
})

test("mutilated and random bytes are refused or harmless, and never throw anything else", () => {
  const { doc, index } = brief()
  const samples = [
    Y.encodeStateAsUpdate(doc),
    change(doc, 9, (fork) => textIn(fork, "mine").insert(3, "some more words")),
    change(doc, 9, (fork) => textIn(fork, "mine").format(0, 4, { bold: {} })),
    change(doc, 9, (fork) => (fork.getMap("t:mine").get("rows/1") as Y.Map<unknown>).set("order", { a: [1, "b"] })),
  ]
  const mutilated = fc
    .tuple(fc.constantFrom(...samples), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }))
    .map(([sample, changes]) => {
      const bytes = sample.slice()
      for (const [at, value] of changes) bytes[at % bytes.length] = value
      return bytes
    })
  const theirs = () => doc.getXmlFragment("p:theirs:en").toString() + sorted(doc.getMap("t:theirs").toJSON())
  const before = theirs()
  let entered = 0
  for (const bytes of fc.sample(fc.oneof(mutilated, fc.uint8Array({ maxLength: 80 })), {
    numRuns: 4_000,
    seed: 20261121,
  })) {
    const known = index.stateVector()
    try {
      const verdict = admit(index, bytes, { ...mineOnly, owns: (client) => client !== 1 })
      if (verdict.verdict === "drop") continue
      Y.applyUpdate(doc, verdict.update)
      entered++
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      expect(index.stateVector()).toEqual(known)
    }
  }
  expect(entered).toBeGreaterThan(0)
  expect(theirs()).toBe(before)
  expect(doc.store.pendingStructs).toBeNull()
  expect(doc.store.pendingDs).toBeNull()
  const again = new ClockIndex()
  admitStored(again, Y.encodeStateAsUpdate(doc), rootShape)
  expect([...Y.decodeStateVector(again.stateVector())].sort()).toEqual(
    [...Y.decodeStateVector(index.stateVector())].sort(),
  )
})

test("the reader takes updates apart as Yjs does", () => {
  fc.assert(
    fc.property(acts, (list) => {
      const { people } = stage(() => ["mine", "theirs"])
      for (const [who, what, section, at] of list) {
        const person = people[who] as (typeof people)[number]
        act(person.doc, what, section ? "theirs" : "mine", at, person.undo)
      }
      for (const { doc } of people) {
        const update = Y.encodeStateAsUpdate(doc)
        const ours = readUpdate(update)
        const theirs = Y.decodeUpdate(update)
        expect(ours.structs.map(({ client, clock, length }) => [client, clock, length])).toEqual(
          theirs.structs.map((struct) => [struct.id.client, struct.id.clock, struct.length]),
        )
        const deletes = [...theirs.ds.clients].flatMap(([client, items]) =>
          items.map(({ clock, len }) => [client, clock, clock + len]),
        )
        expect(ours.deletes).toEqual(deletes)
      }
    }),
    { numRuns: 50 },
  )
})
