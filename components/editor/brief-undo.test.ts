import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import * as Y from "yjs"
import { BriefUndo, byHand, type Where } from "./brief-undo.ts"

let doc: Y.Doc
let undo: BriefUndo
let shown: Where[]
let locked: boolean
let lost: string

beforeEach(() => {
  vi.useFakeTimers()
  doc = new Y.Doc()
  shown = []
  locked = false
  lost = "nothing"
  undo = new BriefUndo(
    doc,
    [doc.getMap("t:a"), doc.getMap("t:b")] as unknown as Y.AbstractType<unknown>[],
    (where) => shown.push(where),
    (root) => !locked && !root?.startsWith(lost),
  )
})

afterEach(() => {
  undo.destroy()
  vi.useRealTimers()
})

const mine = (section: string, key: string, value: string) => {
  undo.at({ root: `t:${section}/${key}` })
  doc.transact(() => doc.getMap(`t:${section}`).set(key, value), byHand)
}
const theirs = (section: string, key: string, value: string) =>
  doc.transact(() => doc.getMap(`t:${section}`).set(key, value), "somebody else")
const now = () => ({ ...doc.getMap("t:a").toJSON(), ...doc.getMap("t:b").toJSON() })

describe("undo", () => {
  test("takes back one's own change and leaves what others did", () => {
    mine("a", "x", "mine")
    theirs("a", "y", "theirs")
    undo.undo()
    expect(now()).toEqual({ y: "theirs" })
    expect(undo.undo()).toBe(false)
    expect(now()).toEqual({ y: "theirs" })
  })

  test("goes back through the page in the order of the changes, and shows where", () => {
    mine("a", "x", "1")
    mine("b", "z", "2")
    undo.undo()
    expect(now()).toEqual({ x: "1" })
    undo.undo()
    expect(now()).toEqual({})
    expect(shown.map(({ root }) => root)).toEqual(["t:b/z", "t:a/x"])
    undo.redo()
    expect(now()).toEqual({ x: "1" })
    expect(shown.at(-1)?.root).toBe("t:a/x")
  })

  test("passes over what was done in a section that is no longer theirs", () => {
    mine("a", "x", "1")
    mine("b", "z", "2")
    lost = "t:b"
    undo.undo()
    expect(now()).toEqual({ z: "2" })
    expect(undo.undo()).toBe(false)
    lost = "nothing"
    undo.redo()
    expect(now()).toEqual({ x: "1", z: "2" })
  })

  test("a change in another place begins a step of its own, also within the time of one", () => {
    mine("a", "x", "1")
    mine("a", "y", "2")
    undo.undo()
    expect(now()).toEqual({ x: "1" })
  })

  test("letters typed in one place within half a second are one step", () => {
    mine("a", "x", "1")
    vi.advanceTimersByTime(300)
    mine("a", "x", "12")
    undo.undo()
    expect(now()).toEqual({})
  })

  test("a word composed slowly is one step", () => {
    undo.onCompositionStart()
    mine("a", "x", "n")
    vi.advanceTimersByTime(900)
    mine("a", "x", "ni")
    vi.advanceTimersByTime(900)
    mine("a", "x", "你")
    undo.onCompositionEnd()
    vi.advanceTimersByTime(60)
    mine("a", "x", "你好")
    undo.undo()
    expect(now()).toEqual({ x: "你" })
    undo.undo()
    expect(now()).toEqual({})
  })

  test("a page that may not be written is not changed by it", () => {
    mine("a", "x", "1")
    locked = true
    expect(undo.undo()).toBe(false)
    expect(now()).toEqual({ x: "1" })
  })
})
