import { beforeEach, describe, expect, test } from "vitest"
import { SaveLedger } from "./save-state.ts"

let ledger: SaveLedger
const open = () => {
  ledger.opened()
  ledger.nowSynced(true)
}

beforeEach(() => {
  ledger = new SaveLedger()
})

describe("Saved is said only on the server's word", () => {
  test("not before both ends have exchanged what they had", () => {
    expect(ledger.state).toBe("saving")
    ledger.opened()
    expect(ledger.state).toBe("saving")
    ledger.nowSynced(true)
    expect(ledger.state).toBe("saved")
  })

  test("a frame that was sent is not saved until the count reaches it", () => {
    open()
    ledger.sentFrame("update")
    ledger.sentFrame("update")
    expect(ledger.state).toBe("saving")
    ledger.committedUpTo(1)
    expect(ledger.state).toBe("saving")
    ledger.committedUpTo(2)
    expect(ledger.state).toBe("saved")
  })

  test("a count of frames that were never sent is not believed", () => {
    open()
    ledger.sentFrame("update")
    ledger.committedUpTo(7)
    expect(ledger.state).toBe("saving")
  })

  test("a word that is being composed is not saved", () => {
    open()
    ledger.nowHolding(true)
    expect(ledger.state).toBe("saving")
    ledger.nowHolding(false)
    expect(ledger.state).toBe("saved")
  })
})

describe("a broken connection", () => {
  test("is offline, and what was in flight is unsaved until the next answer is committed", () => {
    open()
    ledger.sentFrame("update")
    ledger.dropped()
    expect(ledger.state).toBe("offline")
    expect(ledger.hasUnsaved).toBe(true)
    open()
    expect(ledger.state).toBe("saving")
    ledger.sentFrame("answer")
    expect(ledger.state).toBe("saving")
    ledger.committedUpTo(1)
    expect(ledger.state).toBe("saved")
    expect(ledger.hasUnsaved).toBe(false)
  })

  test("counts of the old socket do not confirm frames of the new one", () => {
    open()
    ledger.sentFrame("update")
    ledger.dropped()
    open()
    ledger.committedUpTo(1)
    expect(ledger.state).toBe("saving")
  })

  test("an edit made offline stays unsaved through the reconnect", () => {
    open()
    ledger.dropped()
    expect(ledger.hasUnsaved).toBe(false)
    ledger.editedUnsent()
    open()
    expect(ledger.state).toBe("saving")
    ledger.sentFrame("update")
    ledger.committedUpTo(1)
    expect(ledger.state).toBe("saving")
  })

  test("closed for good is never saved again, and unsaved only if something was", () => {
    open()
    ledger.closedForGood()
    expect(ledger.state).toBe("ended")
    expect(ledger.hasUnsaved).toBe(false)
  })

  test("closed for good with an edit in flight is unsaved", () => {
    open()
    ledger.sentFrame("update")
    ledger.closedForGood()
    expect(ledger.state).toBe("unsaved")
    expect(ledger.hasUnsaved).toBe(true)
  })
})
