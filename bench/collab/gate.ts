// What the gate costs per keystroke, in a process of its own: on an empty brief and on a large one, beside what reading
// the update and applying it to a document cost. Microseconds; the median of five passes over the same keystrokes.

import { readFileSync } from "node:fs"
import * as Y from "yjs"
import { ClockIndex } from "#lib/collab/clock-index.ts"
import { admit, admitStored, type Gatekeeper } from "#lib/collab/gate.ts"
import { writeParagraph } from "#lib/collab/test-stage.ts"
import { Shape } from "#lib/collab/update-reader.ts"
import { die, median } from "./numbers.ts"

const keystrokes = 20_000
const passes = 5

const rootShape: Gatekeeper["rootShape"] = () => Shape.fragment
const keeper: Gatekeeper = { owns: () => true, mayWrite: () => true, knowsElement: () => true, rootShape }

/** One character each at random places of random paragraphs. */
function typed(content: Uint8Array | undefined): { base: Uint8Array; updates: Uint8Array[] } {
  const doc = new Y.Doc()
  if (content) Y.applyUpdate(doc, content)
  else writeParagraph(doc, "Draft. ")
  const base = Y.encodeStateAsUpdate(doc)
  const texts = doc.getXmlFragment("p:problem:en").toArray() as Y.XmlElement[]
  const updates: Uint8Array[] = []
  doc.on("update", (update: Uint8Array) => updates.push(update))
  doc.clientID = 7
  const roll = die(7)
  while (updates.length < keystrokes) {
    const text = texts[Math.floor(roll() * texts.length)]?.get(0) as Y.XmlText
    text.insert(Math.floor(roll() * (text.length + 1)), "x")
  }
  return { base, updates }
}

function perKeystroke(prepare: () => (update: Uint8Array) => unknown, updates: Uint8Array[]): number {
  const took = Array.from({ length: passes }, () => {
    const step = prepare()
    globalThis.gc?.()
    const since = performance.now()
    for (const update of updates) step(update)
    return ((performance.now() - since) * 1000) / updates.length
  })
  return median(took)
}

function measure(content?: Uint8Array) {
  const { base, updates } = typed(content)
  const gate = () => {
    const index = new ClockIndex()
    admitStored(index, base, rootShape)
    return (update: Uint8Array) => admit(index, update, keeper)
  }
  const apply = () => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, base)
    return (update: Uint8Array) => Y.applyUpdate(doc, update)
  }
  return {
    gate: perKeystroke(gate, updates),
    decode: perKeystroke(() => Y.decodeUpdate, updates),
    apply: perKeystroke(apply, updates),
  }
}

const file = process.argv[2] as string
process.send?.({ empty: measure(), large: measure(readFileSync(file)) })
process.disconnect?.()
