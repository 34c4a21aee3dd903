// Keeps on this device, while the workshop allows it, what was written on this page and is not saved; and gives to the
// server what pages of before left behind. A failing database disturbs nobody who writes: the page says so and goes on.

import * as Y from "yjs"
import { type Kept, placesChanged, sectionOf } from "#components/editor/roots.ts"
import { Signal } from "#components/editor/signal.ts"
import { type KeptEdit, sortEdits, textsAsWritten } from "#components/offline/sort-edits.ts"
import * as store from "#components/offline/store.ts"

/** The origin of edits of before as they enter the document again. */
export const fromDevice = Symbol("from this device")

export interface DeviceState {
  /** Whether what is not saved is kept here: the workshop allows it, and the device can. */
  isKeeping: boolean
  /** Edits that lie on this device and are not saved. */
  kept: number
  /** This device does not keep anything, although it may. */
  isFailing: boolean
  /** Edits of before that are on their way to the server. */
  sending: number
  /** Edits of before that arrived there. */
  sent: { count: number; at: number } | null
  /** Edits to other briefs that were deleted because the workshop does not allow them to be kept any more. */
  deletedElsewhere: number
}

/** What it needs of the page. */
export interface Around {
  owner: store.Owner
  doc: Y.Doc
  /** The origin of what comes from the server. */
  server: unknown
  mayWrite(section: string): boolean
  isConnected(): boolean
  /** Runs now, or when the word that is being composed is done. */
  whenFree(run: () => void): void
  /** Takes edits of before into the document, and so to the server. Whether anything is unsaved then. */
  apply(update: Uint8Array, places: string[]): boolean
  /** Shows what was refused, until it is put away. */
  show(kept: Kept[]): void
}

interface Entry extends KeptEdit {
  key: number | undefined
  isOfBefore: boolean
  isSaved: boolean
}

/** Held by each page for its client id, so that no other gives its edits to the server while it lives. */
const writerLock = (client: number) => `chancery-writer:${client}`

/** Pages of this tab that were left and have not written everything yet. */
let leaving: Promise<unknown> = Promise.resolve()

export class DeviceCopy {
  readonly state = new Signal<DeviceState>({
    isKeeping: false,
    kept: 0,
    isFailing: false,
    sending: 0,
    sent: null,
    deletedElsewhere: 0,
  })
  readonly #around: Around
  /** Not saved, in order. */
  #entries: Entry[] = []
  /** What a workshop that allows nothing any more had left here, in this page's memory alone. */
  #taken: store.Kepts | null = null
  /** Whether the brief lies here as it was when the connection broke. */
  #hasBase = false
  /** What came since is not in it: the next time that the connection breaks it is put down anew. */
  #isBaseOld = false
  #queue: Promise<void> = Promise.resolve()
  #isWritingSoon = false
  #settled: (() => void)[] = []
  #lock: Promise<unknown> | null = null
  #leave = () => {}
  #isDestroyed = false
  readonly #destroyed = new AbortController()
  readonly #unlisten: () => void

  constructor(around: Around) {
    this.#around = around
    around.doc.on("update", this.#note)
    this.#unlisten = store.onForgotten((what) => {
      if ("everything" in what || what.workshop === around.owner.workshop) this.#stop()
    })
  }

  get isKeeping(): boolean {
    return this.state.value.isKeeping
  }

  /** Whether everything of this page that is not saved lies on the device: it may be closed. */
  get hasAll(): boolean {
    return this.isKeeping && this.#entries.length > 0 && this.#entries.every(({ key }) => key !== undefined)
  }

  /** The server's word on whether this device may keep edits, with each connection and when it changes. */
  allow(may: boolean) {
    if ((may && this.isKeeping) || this.state.value.isFailing) return
    if (may) this.#say({ isKeeping: true })
    else {
      this.#stop()
      this.#do(async () => {
        const { elsewhere, ...taken } = await store.takeAway(this.#around.owner)
        // A connection may break before it was given: the next one takes nothing away.
        this.#taken ??= taken
        if (elsewhere > 0) this.#say({ deletedElsewhere: elsewhere })
      })
    }
  }

  /** Everything that was written here is in the database. */
  saved() {
    if (this.#entries.length === 0) return
    for (const entry of this.#entries) entry.isSaved = true
    const count = this.#entries.filter(({ isOfBefore }) => isOfBefore).length
    if (count > 0)
      this.#say({ sending: 0, sent: { count: count + (this.state.value.sent?.count ?? 0), at: Date.now() } })
    this.#writeSoon()
    this.#settle()
  }

  /** The document is the server's, and what was written here. */
  synced() {
    this.#isBaseOld = true
    void this.#giveWhatWasLeft()
  }

  connectionLost() {
    if (this.#entries.length > 0) this.#writeSoon()
  }

  /** The server refused what is not saved: its text is kept until its author has put it away, and it is not sent again. */
  refused(kept: Kept[]) {
    const gone = this.#entries.splice(0)
    this.#settle()
    this.#say({ sending: 0 })
    if (!this.isKeeping || (gone.length === 0 && kept.length === 0)) return
    this.#do(async () => {
      await this.#change({
        removed: keysOf(gone),
        forgotten: clientsOf(gone),
        texts: kept.map((one) => ({ ...this.#around.owner, ...one })),
      })
      this.#count()
    })
  }

  /** This person is signed out, or may not see the brief any more. */
  async forget(what: "everything" | "workshop") {
    this.#stop()
    await this.#queue
    try {
      if (what === "everything") await store.forgetEverything()
      else await store.forgetWorkshop(this.#around.owner.workshop)
    } catch {
      // There is no database: nothing is kept.
    }
  }

  destroy() {
    if (this.#entries.length > 0) this.#writeSoon()
    this.#isDestroyed = true
    this.#around.doc.off("update", this.#note)
    this.#unlisten()
    this.#destroyed.abort()
    this.#settle()
    leaving = Promise.all([
      leaving,
      this.#queue.then(() => {
        this.#leave()
        return this.#lock
      }),
    ]).catch(() => {})
  }

  readonly #note = (update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
    const { server, doc } = this.#around
    if (!this.isKeeping || origin === server || origin === fromDevice) return
    const places = [...placesChanged(transaction)]
    // Yjs tidies up formatting by itself, also on a reader's page.
    if (!places.some((place) => this.#around.mayWrite(sectionOf(place)))) return
    this.#entries.push({ client: doc.clientID, update, places, key: undefined, isOfBefore: false, isSaved: false })
    this.#writeSoon()
  }

  /** Keeps nothing from now on. */
  #stop() {
    this.#entries = this.#entries.filter(({ isOfBefore }) => isOfBefore)
    for (const entry of this.#entries) entry.key = undefined
    this.#say({ isKeeping: false, kept: 0 })
  }

  #writeSoon() {
    if (this.#isWritingSoon || this.#isDestroyed) return
    this.#isWritingSoon = true
    this.#do(() => this.#write())
  }

  /** One transaction for all that was written and all that was saved since the last: what was both is in none. */
  async #write() {
    this.#isWritingSoon = false
    const gone = this.#entries.filter(({ isSaved }) => isSaved)
    this.#entries = this.#entries.filter(({ isSaved }) => !isSaved)
    if (!this.isKeeping) return
    const fresh = this.#entries.filter(({ key }) => key === undefined)
    const isAway = !this.#around.isConnected()
    const isOwnLeft = this.#entries.some(({ isOfBefore }) => !isOfBefore)
    const putsBase = isAway && isOwnLeft && (!this.#hasBase || this.#isBaseOld)
    const dropsBase = this.#hasBase && !isOwnLeft
    if (fresh.length === 0 && keysOf(gone).length === 0 && !putsBase && !dropsBase) return
    if (fresh.length > 0) await this.#hold()
    if (!this.isKeeping) return
    const { owner, doc } = this.#around
    const left = new Set(clientsOf(this.#entries))
    const done = dropsBase ? [...clientsOf(gone), doc.clientID] : clientsOf(gone)
    const keys = await this.#change({
      removed: keysOf(gone),
      forgotten: done.filter((client) => !left.has(client)),
      edits: fresh.map(({ client, update, places }) => ({ ...owner, client, update, places })),
      base: putsBase ? { ...owner, client: doc.clientID, state: Y.encodeStateAsUpdate(doc) } : undefined,
      isStrict: isAway,
    })
    for (const [at, entry] of fresh.entries()) entry.key = keys[at]
    if (putsBase) this.#isBaseOld = false
    this.#hasBase = (this.#hasBase || putsBase) && !dropsBase
    this.#count()
  }

  /** Once per page: from then on the other tabs know that it lives. */
  #hold(): Promise<void> {
    return new Promise((held, failed) => {
      if (this.#lock) return held()
      const left = new Promise<void>((resolve) => {
        this.#leave = resolve
      })
      this.#lock = navigator.locks.request(writerLock(this.#around.doc.clientID), () => {
        held()
        return left
      })
      this.#lock.catch(failed)
    })
  }

  async #giveWhatWasLeft() {
    try {
      await leaving
      await this.#queue
      if (this.#isDestroyed) return
      if (this.#taken) {
        const taken = this.#taken
        this.#taken = null
        return await this.#give(taken)
      }
      if (!this.isKeeping) return
      // One tab after the other, until it is settled: the next finds nothing left.
      const { owner } = this.#around
      const { signal } = this.#destroyed
      await navigator.locks.request(`chancery-giving:${owner.person}:${owner.brief}`, { signal }, async () => {
        await this.#give(await store.read(owner))
        await this.#untilSettled()
      })
    } catch (error) {
      if (!this.#isDestroyed) this.#fail(error)
    }
  }

  async #give({ edits, bases, texts }: store.Kepts) {
    const { owner, doc, mayWrite, show } = this.#around
    if (texts.length > 0) show(texts)
    const dead = await this.#ofTheDead(edits.filter(({ client }) => client !== doc.clientID))
    if (dead.length === 0 || this.#isDestroyed) return
    const { known, sendable, refused } = sortEdits(doc, dead, mayWrite)
    const kept = clientsOf(refused).flatMap((client) => {
      const of = (row: { client: number }) => row.client === client
      const places = new Set(refused.filter(of).flatMap((edit) => edit.places))
      return textsAsWritten(doc, bases.find(of)?.state, dead.filter(of), places)
    })
    const left = new Set(clientsOf(sendable))
    const gone = [...known, ...refused]
    if (this.isKeeping && gone.length > 0)
      await this.#change({
        removed: keysOf(gone),
        forgotten: clientsOf(gone).filter((client) => !left.has(client)),
        texts: kept.map((one) => ({ ...owner, ...one })),
      })
    if (kept.length > 0) show(kept)
    if (sendable.length === 0 || this.#isDestroyed) return
    await new Promise<void>((free) => this.#around.whenFree(free))
    if (this.#isDestroyed) return
    this.#say({ sending: sendable.length })
    const updates = sendable.map(({ update }) => update)
    const isUnsaved = this.#around.apply(Y.mergeUpdates(updates), [...new Set(sendable.flatMap((edit) => edit.places))])
    const isOnDevice = this.isKeeping
    for (const { client, update, places, key } of sendable)
      this.#entries.push({
        ...{ client, update, places, key: isOnDevice ? key : undefined },
        isOfBefore: true,
        isSaved: false,
      })
    this.#count()
    if (!isUnsaved) this.saved()
  }

  /** Of these edits the ones whose page is gone. When another goes later, it is looked again. */
  async #ofTheDead<Edit extends KeptEdit>(edits: Edit[]): Promise<Edit[]> {
    if (edits.length === 0) return edits
    const { held = [] } = await navigator.locks.query()
    const alive = new Set(held.map(({ name }) => name))
    const { signal } = this.#destroyed
    for (const client of clientsOf(edits).filter((one) => alive.has(writerLock(one))))
      navigator.locks
        .request(writerLock(client), { signal }, () => {})
        .then(() => this.#giveWhatWasLeft())
        .catch(() => {})
    return edits.filter(({ client }) => !alive.has(writerLock(client)))
  }

  /** Until everything of before is saved or refused, and nothing of it lies on the device. */
  async #untilSettled() {
    if (!this.#isDestroyed && this.#entries.some(({ isOfBefore, isSaved }) => isOfBefore && !isSaved))
      await new Promise<void>((settled) => this.#settled.push(settled))
    await this.#queue
  }

  #settle() {
    for (const settled of this.#settled.splice(0)) settled()
  }

  #change(it: store.Change): Promise<number[]> {
    return store.change(this.#around.owner, it)
  }

  /** One thing after the other. */
  #do(run: () => Promise<void>) {
    this.#queue = this.#queue.then(run).catch((error) => this.#fail(error))
  }

  #fail(error: unknown) {
    console.warn("Edits are not kept on this device:", error)
    const wasKeeping = this.isKeeping
    this.#stop()
    if (wasKeeping) this.#say({ isFailing: true })
  }

  #count() {
    this.#say({ kept: this.#entries.filter(({ key, isSaved }) => key !== undefined && !isSaved).length })
  }

  #say(now: Partial<DeviceState>) {
    if (this.#isDestroyed) return
    const { value } = this.state
    const isNews = (Object.keys(now) as (keyof DeviceState)[]).some((key) => now[key] !== value[key])
    if (isNews) this.state.set({ ...value, ...now })
  }
}

const keysOf = (entries: { key: number | undefined }[]) =>
  entries.flatMap(({ key }) => (key === undefined ? [] : [key]))
const clientsOf = (edits: { client: number }[]) => [...new Set(edits.map(({ client }) => client))]
