// The living brief behind the page: one Y.Doc, its connection, and what everything on the page shares: carets,
// one history, the composition gate, the texts. React draws around it and does not own it.

import type { Editor, Extensions } from "@tiptap/core"
import { Extension } from "@tiptap/core"
import { Plugin } from "@tiptap/pm/state"
import { ySyncPluginKey } from "@tiptap/y-tiptap"
import type { WebsocketProvider } from "y-websocket"
import * as Y from "yjs"
import { BriefUndo, byHand, type Where } from "#components/editor/brief-undo.ts"
import { Carets, type Present } from "#components/editor/carets.ts"
import { CompositionGate } from "#components/editor/composition-gate.ts"
import { connect, type Ending } from "#components/editor/connection.ts"
import { unfold } from "#components/editor/jump.ts"
import { type Kept, keptAt, placesChanged, sectionOf } from "#components/editor/roots.ts"
import { SaveLedger, type SaveState } from "#components/editor/save-state.ts"
import { sectionSync } from "#components/editor/section-sync.ts"
import { Signal } from "#components/editor/signal.ts"
import { TextRoot } from "#components/editor/text-root.ts"
import { walk } from "#components/editor/walk.ts"
import { DeviceCopy, fromDevice } from "#components/offline/device-copy.ts"
import { colourOf } from "#components/ui/avatar.tsx"
import type { BriefContent, Language } from "#lib/document/content.ts"
import { cellExtensions, proseExtensions, SCHEMA_VERSION } from "#lib/document/schema.ts"
import { type BriefFacts, proseRoot, readContent } from "#lib/document/ydoc.ts"

/** A person who has the brief open, by the server's word. Several windows of one person are one. */
export interface PersonHere {
  id: string
  name: string
  role: string
  section: string | null
}

export interface LiveBriefOptions {
  briefId: string
  workshopId: string
  personId: string
  facts: BriefFacts
  /** Keys of the sections in which this person may write. */
  writable: ReadonlySet<string>
  /** Extensions that only prose has: slash menu, citations, comments. */
  proseExtras(live: LiveBrief): Extensions
  cellExtras(live: LiveBrief): Extensions
  nudged(what: string): void
  ended(why: Ending): void
  /** Shows what was written and not taken, until its author has put it away. */
  kept(texts: Kept[]): void
}

const contentDelayMs = 250
const controls = "input, select, textarea, button"

export class LiveBrief {
  readonly doc = new Y.Doc()
  readonly provider: WebsocketProvider
  readonly carets: Carets
  readonly undo: BriefUndo
  readonly gate: CompositionGate
  readonly device: DeviceCopy
  readonly ready = new Signal(false)
  readonly writable: Signal<ReadonlySet<string>>
  readonly save: Signal<{ state: SaveState; isOpening: boolean; hasUnsaved: boolean; at: number | null }>
  readonly people = new Signal<PersonHere[]>([])
  readonly content = new Signal<BriefContent | null>(null)
  readonly activeEditor = new Signal<{ editor: Editor; text: TextRoot } | null>(null)
  /** Counts what may have changed which texts are drawn where: the margin realigns on it. */
  readonly layout = new Signal(0)
  readonly texts = new Map<string, TextRoot>()

  private facts: BriefFacts
  private readonly ledger: SaveLedger
  private readonly options: LiveBriefOptions
  private readonly observer: IntersectionObserver
  private readonly byHost = new WeakMap<Element, TextRoot>()
  private readonly unsavedPlaces = new Set<string>()
  private contentTimer: ReturnType<typeof setTimeout> | undefined
  private savedAt: number | null = null
  private isDestroyed = false

  constructor(options: LiveBriefOptions) {
    this.options = options
    this.writable = new Signal(options.writable)
    this.ledger = new SaveLedger(() => this.onLedger())
    this.save = new Signal(this.saveNow())
    this.facts = options.facts
    this.provider = connect(options.briefId, this.doc, SCHEMA_VERSION, this.ledger, {
      nudged: (what) => options.nudged(what),
      mayKeep: (may) => this.device.allow(may),
      synced: () => this.onSynced(),
      ended: (why) => this.onEnded(why),
    })
    this.provider.awareness.setLocalState({ caret: null, section: null })
    this.gate = new CompositionGate(this.provider, document, {
      held: (are) => this.ledger.nowHolding(are),
      unsent: () => this.ledger.editedUnsent(),
    })
    this.device = new DeviceCopy({
      owner: { person: options.personId, workshop: options.workshopId, brief: options.briefId },
      doc: this.doc,
      server: this.provider,
      mayWrite: (section) => this.writable.value.has(section),
      isConnected: () => this.provider.ws?.readyState === 1,
      whenFree: (run) => this.gate.whenFree(run),
      apply: (update, places) => this.takeBack(update, places),
      show: (kept) => options.kept(kept),
    })
    this.provider.on("connection-close", () => this.device.connectionLost())
    this.carets = new Carets(this.provider.awareness)
    this.undo = new BriefUndo(
      this.doc,
      this.rootsNow(),
      (where) => this.show(where),
      (root) => (root === undefined ? this.writable.value.size > 0 : this.mayWrite(root)),
    )
    this.doc.on("afterTransaction", this.onTransaction)
    this.provider.awareness.on("change", this.onAwareness)
    document.addEventListener("compositionstart", this.undo.onCompositionStart, true)
    document.addEventListener("compositionend", this.undo.onCompositionEnd, true)
    window.addEventListener("pagehide", this.gate.flush)
    window.addEventListener("beforeunload", this.onBeforeUnload)
    window.addEventListener("offline", this.onOffline)
    window.addEventListener("online", this.onOnline)
    this.observer = new IntersectionObserver(this.onIntersect, { rootMargin: "600px 0px" })
    this.provider.connect()
  }

  destroy() {
    if (this.isDestroyed) return
    this.isDestroyed = true
    clearTimeout(this.contentTimer)
    cancelAnimationFrame(this.layoutFrame)
    this.observer.disconnect()
    for (const text of this.texts.values()) text.detach()
    this.texts.clear()
    document.removeEventListener("compositionstart", this.undo.onCompositionStart, true)
    document.removeEventListener("compositionend", this.undo.onCompositionEnd, true)
    window.removeEventListener("pagehide", this.gate.flush)
    window.removeEventListener("beforeunload", this.onBeforeUnload)
    window.removeEventListener("offline", this.onOffline)
    window.removeEventListener("online", this.onOnline)
    this.gate.destroy()
    this.undo.destroy()
    this.carets.destroy()
    this.provider.destroy()
    this.device.destroy()
    this.doc.destroy()
  }

  /** Whether this person may write at a place. */
  mayWrite(root: string): boolean {
    return this.writable.value.has(sectionOf(root))
  }

  /** Locks and unlocks sections; a word that is being composed is finished first, or half of it would be committed. */
  setWritable(sections: ReadonlySet<string>) {
    if (sections === this.writable.value) return
    // What is typed into a document that the server has left behind would go nowhere: the next one takes it.
    if (this.ledger.isClosed && sections.size > 0) return
    this.gate.whenFree(() => {
      const before = this.writable.value
      this.writable.set(sections)
      const { activeEditor } = this
      if (activeEditor.value && !this.mayWrite(activeEditor.value.text.root)) activeEditor.set(null)
      for (const text of this.texts.values()) {
        const may = this.mayWrite(text.root)
        if (may !== before.has(sectionOf(text.root))) text.setEditable(may)
      }
    })
  }

  /** One change by this person's hand to rows and plain cells: one step of undo, however soon the next follows. */
  change(place: string, run: () => void) {
    if (!this.mayWrite(place)) return
    this.undo.at({ root: place })
    this.undo.stopCapturing()
    this.doc.transact(run, byHand)
    this.undo.stopCapturing()
  }

  /** Another title, another outline: what was added can be written and undone like all else. */
  setFacts(facts: BriefFacts) {
    if (facts === this.facts) return
    this.facts = facts
    this.undo.manager.addToScope(this.rootsNow() as Y.AbstractType<unknown>[])
    if (this.ready.value) this.readContentNow()
  }

  private rootsNow(): Y.AbstractType<unknown>[] {
    const { outline, languages } = this.facts
    return outline.flatMap(({ key }) => [
      this.map(key) as Y.AbstractType<unknown>,
      ...languages.map((one) => this.doc.getXmlFragment(proseRoot(key, one)) as Y.AbstractType<unknown>),
    ])
  }

  map(section: string): Y.Map<unknown> {
    return this.doc.getMap(`t:${section}`)
  }

  /** Puts a text on the page, in `host`, until the returned function is called. */
  place(
    root: string,
    fragment: Y.XmlFragment,
    host: HTMLElement,
    looks: { lang: string; label: string; className: string },
  ) {
    const text = new TextRoot(root, fragment, {
      mayWrite: () => this.mayWrite(root),
      extensions: (of) => this.extensionsOf(of),
      focused: (of) => this.onTextFocus(of),
      blurred: (of) => this.onTextBlur(of),
      drawn: () => this.layoutChanged(),
    })
    this.texts.set(root, text)
    text.attach(host, looks)
    this.byHost.set(host, text)
    if (!text.isCell) this.observer.observe(host)
    return () => {
      this.observer.unobserve(host)
      if (this.activeEditor.value?.text === text) this.activeEditor.set(null)
      if (this.texts.get(root) === text) this.texts.delete(root)
      text.detach()
    }
  }

  /** The section this person is in, for the others' outlines. */
  setSection(section: string | null) {
    const state = this.provider.awareness.getLocalState() as Present | null
    if (state?.section !== section) this.provider.awareness.setLocalStateField("section", section)
  }

  private extensionsOf(text: TextRoot): Extensions {
    const { root, fragment } = text
    const shared: Extensions = [
      sectionSync(fragment),
      this.undo.extension(root),
      this.carets.extension(root),
      this.lock(root),
    ]
    return text.isCell
      ? [...cellExtensions(), ...shared, ...this.options.cellExtras(this)]
      : [
          ...proseExtensions().filter(({ name }) => name !== "citation"),
          ...shared,
          walk((direction) => this.neighbour(root, direction)),
          ...this.options.proseExtras(this),
        ]
  }

  /** No command writes into a text that is not this person's to write, whatever calls it. */
  private lock(root: string) {
    const mayWrite = () => this.mayWrite(root)
    return Extension.create({
      name: "lock",
      addProseMirrorPlugins: () => [
        new Plugin({
          filterTransaction: (tr) => !tr.docChanged || Boolean(tr.getMeta(ySyncPluginKey)) || mayWrite(),
        }),
      ],
    })
  }

  private neighbour(root: string, direction: 1 | -1) {
    const language = root.split(":")[2] as Language
    const keys = this.facts.outline
      .map((section) => proseRoot(section.key, language))
      .filter((key) => this.texts.has(key))
    const next = this.texts.get(keys[keys.indexOf(root) + direction] ?? "")
    return next?.open() ?? null
  }

  /** Goes to a place and puts the cursor there. */
  show(where: Where) {
    unfold(document.getElementById(sectionOf(where.root)))
    const text = this.texts.get(where.root)
    if (text) return text.show(where)
    const cell = document.querySelector<HTMLElement>(`[data-root="${CSS.escape(where.root)}"]`)
    const target = cell ?? document.getElementById(sectionOf(where.root))
    target?.scrollIntoView({ block: "nearest" })
    const control = cell?.matches(controls) ? cell : cell?.querySelector<HTMLElement>(controls)
    control?.focus()
  }

  private onTextFocus(text: TextRoot) {
    if (text.editor && this.mayWrite(text.root)) this.activeEditor.set({ editor: text.editor, text })
    this.setSection(sectionOf(text.root))
  }

  private onTextBlur(text: TextRoot) {
    // Kept a moment: a click on the toolbar takes the focus and needs to know whose toolbar it is.
    if (text.isCell && this.activeEditor.value?.text === text) this.activeEditor.set(null)
  }

  private readonly onIntersect = (entries: IntersectionObserverEntry[]) => {
    for (const entry of entries) {
      const text = this.byHost.get(entry.target)
      if (entry.isIntersecting) text?.mount()
      else text?.unmount()
    }
    this.layoutChanged()
  }

  private layoutFrame = 0

  /** Once per frame, however many texts were drawn in it. */
  private layoutChanged() {
    this.layoutFrame ||= requestAnimationFrame(() => {
      this.layoutFrame = 0
      this.layout.set(this.layout.value + 1)
    })
  }

  private readonly onTransaction = (transaction: Y.Transaction) => {
    if (transaction.changed.size === 0) return
    this.scheduleContent()
    if (transaction.origin === this.provider || !transaction.local) return
    for (const place of placesChanged(transaction)) this.unsavedPlaces.add(place)
    if (!this.gate.isHolding && this.provider.ws?.readyState !== 1) this.ledger.editedUnsent()
  }

  /** What was written on this device before and not saved, on its way to the server like any edit. */
  private takeBack(update: Uint8Array, places: string[]): boolean {
    for (const place of places) this.unsavedPlaces.add(place)
    if (this.provider.ws?.readyState !== 1) this.ledger.editedUnsent()
    Y.applyUpdate(this.doc, update, fromDevice)
    return this.ledger.hasUnsaved
  }

  private onSynced() {
    this.readContentNow()
    this.ready.set(true)
    this.device.synced()
  }

  private scheduleContent() {
    if (!this.ready.value || this.contentTimer) return
    this.contentTimer = setTimeout(() => this.readContentNow(), contentDelayMs)
  }

  private readContentNow() {
    clearTimeout(this.contentTimer)
    this.contentTimer = undefined
    if (this.isDestroyed) return
    const next = readContent(this.doc, this.facts)
    // A section that says the same stays the same object, so that only what changed is drawn again.
    const before = new Map(this.content.value?.sections.map((section) => [section.key, section]))
    next.sections = next.sections.map((section) => {
      const known = before.get(section.key)
      return known && JSON.stringify(known) === JSON.stringify(section) ? known : section
    })
    this.content.set(next)
  }

  private saveNow() {
    const { state, isOpening, hasUnsaved } = this.ledger
    return { state, isOpening, hasUnsaved, at: this.savedAt }
  }

  private onLedger() {
    if (this.isDestroyed) return
    const next = this.saveNow()
    const { value } = this.save
    if (!next.hasUnsaved) this.device.saved()
    if (next.state === "saved") {
      this.unsavedPlaces.clear()
      if (value.state !== "saved") this.savedAt = Date.now()
      next.at = this.savedAt
    }
    if (next.state !== value.state || next.isOpening !== value.isOpening || next.hasUnsaved !== value.hasUnsaved)
      this.save.set(next)
  }

  private onEnded(why: Ending) {
    if (this.isDestroyed) return
    const hadUnsaved = this.ledger.hasUnsaved
    this.gate.release()
    // What lies on the device is sent when the page has been loaded again.
    const isSentLater = why === "outdated" && this.device.hasAll
    const kept = hadUnsaved && !isSentLater ? keptAt(this.doc, this.unsavedPlaces) : []
    this.ledger.closedForGood()
    this.setWritable(new Set())
    if (why === "changed" || why === "refused") this.device.refused(kept)
    else if (why !== "outdated") void this.device.forget(why === "signed-out" ? "everything" : "workshop")
    if (kept.length > 0) this.options.kept(kept)
    this.options.ended(why)
  }

  private readonly onAwareness = () => {
    const here = new Map<string, PersonHere>()
    const inCells = new Map<string, { name: string; color: string }>()
    for (const [client, state] of this.provider.awareness.getStates() as Map<number, Present>) {
      if (!state.user || client === this.doc.clientID) continue
      const { id, name, role } = state.user
      const section = state.section ?? (state.caret ? sectionOf(state.caret.f) : null)
      const known = here.get(id)
      if (!known || (!known.section && section)) here.set(id, { id, name, role, section })
      if (state.caret?.f.startsWith("t:")) inCells.set(state.caret.f, { name, color: colourOf(id) })
    }
    const next = [...here.values()].sort((a, b) => a.id.localeCompare(b.id))
    if (JSON.stringify(next) !== JSON.stringify(this.people.value)) this.people.set(next)
    this.markCells(inCells)
  }

  private markedCells = new Set<string>()

  /** Who is in a cell shows on the cell, also while it is only drawn. */
  private markCells(now: Map<string, { name: string; color: string }>) {
    for (const root of this.markedCells)
      if (!now.has(root)) this.texts.get(root)?.element?.removeAttribute("data-person")
    for (const [root, { name, color }] of now) {
      const host = this.texts.get(root)?.element
      host?.setAttribute("data-person", name)
      host?.style.setProperty("--person", color)
    }
    this.markedCells = new Set(now.keys())
  }

  /** The device knows at once that it has no network; the socket would find out half a minute later. */
  private readonly onOffline = () => this.provider.disconnect()
  private readonly onOnline = () => {
    if (!this.ledger.isClosed) this.provider.connect()
  }

  private readonly onBeforeUnload = (event: BeforeUnloadEvent) => {
    this.gate.flush()
    if (this.ledger.hasUnsaved && !this.device.hasAll) event.preventDefault()
  }
}
