import * as decoding from "lib0/decoding"
import * as encoding from "lib0/encoding"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import * as sync from "y-protocols/sync"
import { WebsocketProvider } from "y-websocket"
import * as Y from "yjs"
import { CompositionGate } from "./composition-gate.ts"
import { SaveLedger } from "./save-state.ts"

let page: EventTarget
let mine: Y.Doc
let theirs: Y.Doc
let provider: WebsocketProvider
let gate: CompositionGate
let ledger: SaveLedger
let holding: boolean
let sent: Uint8Array[]

/** What the server would send: an update frame without its leading message type. */
const arrives = (update: Uint8Array) => {
  const encoder = encoding.createEncoder()
  sync.writeUpdate(encoder, update)
  const decoder = decoding.createDecoder(encoding.toUint8Array(encoder))
  provider.messageHandlers[0]?.(encoding.createEncoder(), decoder, provider, true, 0)
}
const happens = (type: string) => page.dispatchEvent(new Event(type))

beforeEach(() => {
  vi.useFakeTimers()
  page = new EventTarget()
  mine = new Y.Doc()
  theirs = new Y.Doc()
  sent = []
  holding = false
  provider = new WebsocketProvider("ws://127.0.0.1:1", "brief", mine, { connect: false, disableBc: true })
  const handler = provider._updateHandler
  mine.off("update", handler)
  provider._updateHandler = (update) => sent.push(update)
  ledger = new SaveLedger()
  gate = new CompositionGate(provider, page, {
    held: (are) => {
      holding = are
      ledger.nowHolding(are)
    },
    unsent: () => ledger.editedUnsent(),
  })
})

afterEach(() => {
  gate.destroy()
  provider.destroy()
  vi.useRealTimers()
})

const theirEdit = (text: string) => {
  theirs.getText("p").insert(0, text)
  return Y.encodeStateAsUpdate(theirs)
}

describe("while a word is being composed", () => {
  test("remote edits wait until it is done", () => {
    happens("compositionstart")
    arrives(theirEdit("远"))
    expect(mine.getText("p").toString()).toBe("")
    happens("compositionend")
    vi.advanceTimersByTime(39)
    expect(mine.getText("p").toString()).toBe("")
    vi.advanceTimersByTime(1)
    expect(mine.getText("p").toString()).toBe("远")
  })

  test("half-typed letters do not leave the page, the finished word leaves as one update", () => {
    happens("compositionstart")
    const text = mine.getText("p")
    text.insert(0, "n")
    text.insert(1, "i")
    text.delete(0, 2)
    text.insert(0, "你")
    expect(sent).toHaveLength(0)
    expect(holding).toBe(true)
    happens("compositionend")
    vi.advanceTimersByTime(40)
    expect(sent).toHaveLength(1)
    expect(holding).toBe(false)
    const other = new Y.Doc()
    Y.applyUpdate(other, sent[0] as Uint8Array)
    expect(other.getText("p").toString()).toBe("你")
  })

  test("leaving the field ends the hold", () => {
    happens("compositionstart")
    arrives(theirEdit("远"))
    happens("focusout")
    vi.advanceTimersByTime(40)
    expect(mine.getText("p").toString()).toBe("远")
  })

  test("words typed back to back keep nobody waiting for more than a second", () => {
    happens("compositionstart")
    arrives(theirEdit("远"))
    for (let word = 0; word < 6; word++) {
      vi.advanceTimersByTime(200)
      happens("compositionend")
      happens("compositionstart")
    }
    expect(mine.getText("p").toString()).toBe("远")
    expect(gate.isHolding).toBe(true)
  })

  test("a lock waits for the word", () => {
    const lock = vi.fn()
    happens("compositionstart")
    gate.whenFree(lock)
    expect(lock).not.toHaveBeenCalled()
    happens("compositionend")
    vi.advanceTimersByTime(40)
    expect(lock).toHaveBeenCalledOnce()
  })
})

test("a word that is finished while there is no connection is unsaved", () => {
  ledger.opened()
  ledger.nowSynced(true)
  ledger.dropped()
  happens("compositionstart")
  mine.getText("p").insert(0, "你")
  expect(ledger.hasUnsaved).toBe(true)
  happens("compositionend")
  vi.advanceTimersByTime(40)
  expect(holding).toBe(false)
  expect(ledger.hasUnsaved).toBe(true)
})

test("a question that came on a socket which is gone meanwhile is not answered on the next one", () => {
  const answers: Uint8Array[] = []
  const socket = () => ({ readyState: 1, send: (frame: Uint8Array) => answers.push(frame), close: () => {} })
  const asks = () => {
    const encoder = encoding.createEncoder()
    sync.writeSyncStep1(encoder, theirs)
    provider.messageHandlers[0]?.(
      encoding.createEncoder(),
      decoding.createDecoder(encoding.toUint8Array(encoder)),
      provider,
      true,
      0,
    )
  }
  provider.ws = socket() as never
  happens("compositionstart")
  mine.getText("p").insert(0, "你")
  asks()
  provider.emit("connection-close", [null, provider])
  provider.ws = socket() as never
  happens("compositionend")
  vi.advanceTimersByTime(40)
  expect(answers).toHaveLength(0)
  happens("compositionstart")
  asks()
  happens("compositionend")
  vi.advanceTimersByTime(40)
  expect(answers).toHaveLength(1)
  provider.ws = null
})

test("without a composition edits pass in both directions at once", () => {
  mine.getText("p").insert(0, "a")
  expect(sent).toHaveLength(1)
  arrives(theirEdit("b"))
  expect([...mine.getText("p").toString()].sort()).toEqual(["a", "b"])
  expect(sent).toHaveLength(1)
})
