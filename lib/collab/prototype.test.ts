// S-11: names that mean something to JavaScript, wherever a person can say a name. Those that would become a prototype
// are refused at the gate; the others are ordinary names, and nothing is ever read through them.

import * as encoding from "lib0/encoding"
import { afterEach, expect, test } from "vitest"
import * as Y from "yjs"
import { loadDoc } from "#lib/briefs/content.ts"
import { exportBrief } from "#lib/export/brief.ts"
import { contentOf } from "./test-content.ts"
import { one, values } from "./test-forge.ts"
import { Client, openBrief, Raw, until, writeParagraph } from "./test-stage.ts"
import { anna, lan, served, workshop } from "./test-writers.ts"
import { Ref } from "./update-reader.ts"
import { awarenessFrame, Close, Sync, syncFrame } from "./wire.ts"

const poison = { isAdmin: true, isAdministrator: true, canWrite: true, role: "convener", toString: "x" }
const names = [
  "constructor",
  "prototype",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "__defineGetter__",
  "then",
  "toJSON",
]

/** Nothing has come to all objects. */
afterEach(() => {
  for (const name of ["isAdmin", "isAdministrator", "canWrite", "x", "polluted"])
    expect(({} as Record<string, unknown>)[name]).toBeUndefined()
  expect(Object.keys(Object.prototype)).toEqual([])
  expect({}.toString()).toBe("[object Object]")
})

test("a key named __proto__ is refused wherever a key can stand, before it is read into an object", async () => {
  const brief = await openBrief(workshop)
  const start = new Y.Doc()
  start.clientID = 1
  start.getMap("t:actors").set("rows/1", new Y.Map())
  writeParagraph(start, "Words")
  const own = await Raw.of(served, brief, anna).following()
  own.socket.send(syncFrame(Sync.update, Y.encodeStateAsUpdate(start)))
  await until(() => own.saved === 1, own)
  const inside = (deep: boolean) => (encoder: encoding.Encoder) => {
    encoding.writeVarUint(encoder, 1)
    if (deep) for (const byte of [117, 1]) encoding.writeUint8(encoder, byte)
    for (const byte of [118, 1]) encoding.writeUint8(encoder, byte)
    encoding.writeVarString(encoder, "__proto__")
    encoding.writeAny(encoder, poison)
  }
  const format = (json: string) => (encoder: encoding.Encoder) => {
    for (const part of ["bold", json]) encoding.writeVarString(encoder, part)
  }
  const forged: [string, Uint8Array][] = [
    [
      "as a row",
      one({ root: "t:actors", key: "__proto__", ref: Ref.type, content: (e) => encoding.writeVarUint(e, 1) }),
    ],
    ["as a column", one({ parent: [1, 0], key: "__proto__", ref: Ref.any, content: values(poison) })],
    ["as an attribute", one({ parent: [1, 1], key: "__proto__", ref: Ref.any, content: values("x") })],
    ["in a value", one({ parent: [1, 0], key: "k", ref: Ref.any, content: inside(false) })],
    ["deep in a value", one({ parent: [1, 0], key: "k", ref: Ref.any, content: inside(true) })],
    ["as a root", one({ root: "__proto__", key: "k", ref: Ref.any, content: values(1) })],
    [
      "as a mark",
      one({
        parent: [1, 2],
        ref: Ref.format,
        content: (e) => ["__proto__", "{}"].map((part) => encoding.writeVarString(e, part)),
      }),
    ],
    ["in a mark", one({ parent: [1, 2], ref: Ref.format, content: format('{"__proto__":{"isAdmin":true}}') })],
  ]
  for (const [where, update] of forged) {
    const raw = await Raw.of(served, brief, lan).following()
    raw.socket.send(syncFrame(Sync.update, update))
    await until(() => raw.closed !== null || raw.saved > 0, raw)
    expect([where, raw.closed?.code, raw.refusals]).toEqual([where, Close.final, ["value"]])
  }
  own.socket.close()
})

test("other such names are stored as what they are and read by nothing, in JSON and in the PDF", async () => {
  const brief = await openBrief(workshop)
  const a = new Client(served, brief, anna)
  await a.synced()
  a.doc.transact(() => {
    const rows = a.doc.getMap<Y.Map<unknown>>("t:actors")
    for (const name of ["rows/1", ...names, "rows/constructor", "constructor/rows", "rows/__proto__"])
      rows.set(name, new Y.Map())
    for (const row of rows.values()) {
      row.set("order", "a0")
      row.set("actor", "KZ")
      for (const name of names) {
        row.set(name, poison)
        row.set(`${name}:en`, new Y.XmlFragment())
      }
      row.set("stance", [{ constructor: poison }])
    }
    const text = writeParagraph(a.doc, "Words that stay")
    const paragraph = text.parent as Y.XmlElement
    for (const name of names) {
      paragraph.setAttribute(name, poison as never)
      text.format(0, 5, { [name]: poison })
    }
    paragraph.setAttribute("textAlign", { toString: poison } as never)
  })
  await a.allSaved()
  const { doc } = await loadDoc(brief)
  const content = contentOf(doc)
  expect(content).toContain("Words that stay")
  for (const word of ["isAdmin", "canWrite", "convener", "hasOwnProperty"]) expect(content).not.toContain(word)
  const json = await exportBrief(lan.id, { briefId: brief, format: "json", lang: "both" })
  expect(String(json.body)).not.toContain("isAdmin")
  const pdf = await exportBrief(lan.id, { briefId: brief, format: "pdf", lang: "both" })
  expect(
    Buffer.from(pdf.body as Uint8Array)
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-")
  a.leave()
}, 60_000)

test("presence that brings a prototype says nothing by it", async () => {
  const brief = await openBrief(workshop)
  const watcher = new Client(served, brief, lan)
  await watcher.synced()
  const rogue = await Raw.of(served, brief, anna).following()
  for (const [clock, json] of [
    '{"__proto__":{"section":"inherited","caret":{"f":"p:problem:en"},"user":{"name":"Nobody"}}}',
    '{"constructor":{"prototype":{"polluted":true}},"section":{"toString":"x"}}',
    '{"section":"end","user":{"__proto__":{"isAdmin":true}},"caret":{"__proto__":{"f":"p:problem:en","a":{},"h":{}}}}',
  ].entries())
    rogue.socket.send(awarenessFrame([{ client: 88, clock: clock + 1, json }]))
  const seen = () => watcher.provider.awareness.getStates().get(88)
  await until(() => seen()?.section === "end", watcher)
  expect(seen()).toEqual({
    section: "end",
    caret: null,
    user: { id: anna.id, name: "Anna", role: "drafter", color: expect.any(String) },
  })
  watcher.leave()
  rogue.socket.close()
})
