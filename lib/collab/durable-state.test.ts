// What is cut from the bytes is what a document would have given.

import { expect, test } from "vitest"
import * as Y from "yjs"
import { DurableState } from "./durable-state.ts"
import { writeParagraph } from "./test-stage.ts"

/** A document of two people, what each of them wrote last, and the state that the server would hold. */
function brief() {
  const [anna, lan] = [new Y.Doc(), new Y.Doc()]
  const words = writeParagraph(anna, "Water")
  writeParagraph(anna, "Grain")
  Y.applyUpdate(lan, Y.encodeStateAsUpdate(anna))
  writeParagraph(lan, "Steel")
  words.delete(0, 2)
  const base = Y.mergeUpdates([Y.encodeStateAsUpdate(anna), Y.encodeStateAsUpdate(lan)])
  return { base, authors: [anna.clientID, lan.clientID] as const }
}

const text = (doc: Y.Doc) => doc.getXmlFragment("p:problem:en").toString()

function docOf(...updates: Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc
}

test("whoever has any part of it gets the rest, whoever asks first", () => {
  const { base, authors } = brief()
  const whole = docOf(base)
  const state = new DurableState(base, [])
  const ends = authors.map((client) => Y.getState(whole.store, client)) as [number, number]
  for (let a = 0; a <= ends[0]; a++) {
    for (let b = 0; b <= ends[1]; b++) {
      // What is newer than the base, and somebody of whom it knows nothing, change nothing.
      for (const stranger of [0, 7]) {
        const vector = new Map([
          [authors[0], a === ends[0] ? a + stranger : a],
          [authors[1], b],
          [99, stranger],
        ])
        const asked = Y.encodeStateVector(vector)
        const missing = Y.mergeUpdates(state.since(asked))
        expect(missing).toEqual(Y.diffUpdate(base, asked))
      }
    }
  }
})

test("a base that grew answers for what it now holds", () => {
  const { base, authors } = brief()
  const state = new DurableState(base, [])
  const client = docOf(base)
  expect(state.since(Y.encodeStateVector(client))).toHaveLength(1)
  const writer = docOf(base)
  writer.on("update", (update: Uint8Array) => state.append(update))
  while (Y.getState(writer.store, writer.clientID) < 2_000) writeParagraph(writer, "Copper and coal")
  for (const update of state.since(Y.encodeStateVector(client))) Y.applyUpdate(client, update)
  expect(text(client)).toBe(text(writer))
  const old = docOf(Y.diffUpdate(base, Y.encodeStateVector(new Map([[authors[1], 1_000]]))))
  for (const update of state.since(Y.encodeStateVector(old))) Y.applyUpdate(old, update)
  expect(text(old)).toBe(text(writer))
})
