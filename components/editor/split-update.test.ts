import { expect, test } from "vitest"
import * as Y from "yjs"
import { ClockIndex } from "#lib/collab/clock-index.ts"
import { admitStored } from "#lib/collab/gate.ts"
import { storedShape } from "#lib/collab/roots.ts"
import { splitUpdate } from "./split-update.ts"

function write(doc: Y.Doc, words: string, at = 0) {
  const paragraph = new Y.XmlElement("paragraph")
  paragraph.insert(0, [new Y.XmlText(words)])
  doc.getXmlFragment("p:issue:en").insert(at, [paragraph])
}

const stateOf = (doc: Y.Doc) => Y.encodeStateAsUpdate(doc)

test("an update that is small enough is itself", () => {
  const doc = new Y.Doc()
  write(doc, "short")
  const update = stateOf(doc)
  expect(splitUpdate(update, update.length)).toEqual([update])
})

test("the parts are small, enter the gate one after the other, and make the same document", () => {
  const [one, two] = [new Y.Doc(), new Y.Doc()]
  // Each leans on the other's, over and over, and deletes of it.
  for (let round = 0; round < 60; round++) {
    write(one, `${round} `.repeat(40), round % 3)
    Y.applyUpdate(two, stateOf(one))
    write(two, `${round}, after it `.repeat(20), Math.min(round, 2))
    if (round % 5 === 0) two.getXmlFragment("p:issue:en").delete(0)
    Y.applyUpdate(one, stateOf(two))
  }
  const whole = stateOf(one)
  const parts = splitUpdate(whole, 4000)
  expect(parts.length).toBeGreaterThan(whole.length / 4000)
  for (const part of parts) expect(part.length).toBeLessThan(4200)

  const index = new ClockIndex()
  const copy = new Y.Doc()
  for (const part of parts) {
    expect(admitStored(index, part, storedShape).verdict).toBe("store")
    Y.applyUpdate(copy, part)
    expect(copy.store.pendingStructs).toBeNull()
    expect(copy.store.pendingDs).toBeNull()
  }
  expect(stateOf(copy)).toEqual(whole)
})

test("one insertion that is larger stays whole", () => {
  const doc = new Y.Doc()
  write(doc, "a".repeat(5000))
  const parts = splitUpdate(stateOf(doc), 1000)
  expect(Math.max(...parts.map(({ length }) => length))).toBeGreaterThan(5000)
  const copy = new Y.Doc()
  for (const part of parts) Y.applyUpdate(copy, part)
  expect(copy.getXmlFragment("p:issue:en").toJSON()).toBe(doc.getXmlFragment("p:issue:en").toJSON())
})
