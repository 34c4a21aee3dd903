// What lies on this device: in IndexedDB, edits that the server has not said it saved, the brief as it was when their
// connection broke, and texts that the server refused and their author has not put away. Every row says whose it is.
// docs/decisions/016 says why it is a row for each edit. Nothing is created before there is something to keep.

import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from "idb"
import type { Kept } from "#components/editor/roots.ts"
import type { KeptEdit } from "#components/offline/sort-edits.ts"

/** Whose a row is, and of which brief. */
export interface Owner {
  person: string
  workshop: string
  brief: string
}

export interface EditRow extends Owner, KeptEdit {}

interface BaseRow extends Owner {
  client: number
  state: Uint8Array
}

interface TextRow extends Owner, Kept {}

interface Tables extends DBSchema {
  /** The key counts up: the order in which edits lean on each other. */
  edits: { key: number; value: EditRow; indexes: { brief: [string, string] } }
  bases: { key: [string, string, number]; value: BaseRow; indexes: { brief: [string, string] } }
  texts: { key: number; value: TextRow; indexes: { brief: [string, string] } }
}

const name = "chancery"
const tables = ["edits", "bases", "texts"] as const

let opened: Promise<IDBPDatabase<Tables>> | null = null

function open(): Promise<IDBPDatabase<Tables>> {
  opened ??= openDB<Tables>(name, 1, {
    upgrade(db) {
      db.createObjectStore("edits", { autoIncrement: true }).createIndex("brief", ["person", "brief"])
      const bases = db.createObjectStore("bases", { keyPath: ["person", "brief", "client"] })
      bases.createIndex("brief", ["person", "brief"])
      db.createObjectStore("texts", { autoIncrement: true }).createIndex("brief", ["person", "brief"])
    },
    // Another tab deletes it, because somebody signed out there.
    blocking(_current, _next, event) {
      opened = null
      ;(event.target as IDBDatabase).close()
      tell({ everything: true })
    },
    terminated() {
      opened = null
    },
  })
  opened.catch(() => {
    opened = null
  })
  return opened
}

/** The database if there is one; it is not made in order to look into it. */
async function existing(): Promise<IDBPDatabase<Tables> | null> {
  if (typeof indexedDB === "undefined") return null
  if (!opened && indexedDB.databases) {
    const all = await indexedDB.databases()
    if (!all.some((one) => one.name === name)) return null
  }
  return open()
}

/** What changes in one transaction. */
export interface Change {
  removed?: number[]
  edits?: EditRow[]
  base?: BaseRow | undefined
  texts?: TextRow[]
  /** Client ids of this person in this brief of which nothing is kept any more. */
  forgotten?: number[]
  /** Wait until it is on the disk, not only with the system. */
  isStrict?: boolean
}

/** Makes a change whole or not at all; resolves with the keys of the new edits. */
export async function change({ person, brief }: Owner, it: Change): Promise<number[]> {
  const db = await open()
  const write = db.transaction(tables, "readwrite", { durability: it.isStrict ? "strict" : "relaxed" })
  const edits = write.objectStore("edits")
  const bases = write.objectStore("bases")
  const texts = write.objectStore("texts")
  const keys = (it.edits ?? []).map((row) => edits.add(row))
  const rest = [
    ...(it.removed ?? []).map((key) => edits.delete(key)),
    ...(it.forgotten ?? []).map((client) => bases.delete([person, brief, client])),
    ...(it.texts ?? []).map((row) => texts.add(row)),
    ...(it.base ? [bases.put(it.base)] : []),
  ]
  const [added] = await Promise.all([Promise.all(keys), Promise.all(rest), write.done])
  return added
}

export interface Kepts {
  edits: (EditRow & { key: number })[]
  bases: BaseRow[]
  texts: TextRow[]
}

const nothing: Kepts = { edits: [], bases: [], texts: [] }

/** What is kept of this person's in this brief, edits in the order of their keys. */
export async function read({ person, brief }: Owner): Promise<Kepts> {
  const db = await existing()
  return db ? readFrom(db, [person, brief]) : nothing
}

async function readFrom(db: IDBPDatabase<Tables>, of: [string, string]): Promise<Kepts> {
  const reading = db.transaction(tables)
  const [keys, edits, bases, texts] = await Promise.all([
    reading.objectStore("edits").index("brief").getAllKeys(of),
    reading.objectStore("edits").index("brief").getAll(of),
    reading.objectStore("bases").index("brief").getAll(of),
    reading.objectStore("texts").index("brief").getAll(of),
  ])
  return { edits: edits.map((row, at) => ({ ...row, key: keys[at] as number })), bases, texts }
}

/** Their author has seen the refused texts of this brief and put them away. */
export async function dismissTexts({ person, brief }: Owner): Promise<void> {
  const db = await existing()
  if (!db) return
  const write = db.transaction("texts", "readwrite")
  for (const key of await write.store.index("brief").getAllKeys([person, brief])) write.store.delete(key)
  await write.done
}

/** How much is kept of this person's that no server has: edits, and refused texts. */
export async function countUnsent(person: string): Promise<number> {
  const db = await existing()
  if (!db) return 0
  const [edits, texts] = await Promise.all([db.getAll("edits"), db.getAll("texts")])
  return [...edits, ...texts].filter((row) => row.person === person).length
}

/** Deletes what was kept of anybody else who used this device. */
export const forgetOthers = (person: string) => forget((row) => row.person !== person)

/** Deletes what was kept of workshops other than these: those that this person is in. */
export const forgetOtherWorkshops = (theirs: string[]) => forget(({ workshop }) => !theirs.includes(workshop))

/**
 * Takes what is kept of this brief off the device and hands it over, and deletes everything else of the workshop: it
 * does not let devices keep anything any more. Says how many edits and texts of other briefs are gone.
 */
export async function takeAway(owner: Owner): Promise<Kepts & { elsewhere: number }> {
  const db = await existing()
  if (!db) return { ...nothing, elsewhere: 0 }
  const taken = await readFrom(db, [owner.person, owner.brief])
  tell({ workshop: owner.workshop })
  const gone = await forget(({ workshop }) => workshop === owner.workshop)
  return { ...taken, elsewhere: gone.filter((row) => row.brief !== owner.brief && row.person === owner.person).length }
}

/** Deletes everything of a workshop that this person may not see any more. */
export async function forgetWorkshop(workshop: string): Promise<void> {
  tell({ workshop })
  await forget((row) => row.workshop === workshop)
}

/** Deletes everything, in all tabs: somebody signed out. */
export async function forgetEverything(): Promise<void> {
  tell({ everything: true })
  await forget(() => true)
  opened?.then((db) => db.close()).catch(() => {})
  opened = null
  // What another tab was about to write as it heard of it goes with the database. A tab that sleeps may keep it waiting.
  await Promise.race([deleteDB(name), new Promise((resolve) => setTimeout(resolve, 1000))])
}

/** Deletes the rows that fit; resolves with whose edits and texts they were. */
async function forget(fits: (row: Owner) => boolean): Promise<Owner[]> {
  const db = await existing()
  if (!db) return []
  const write = db.transaction(tables, "readwrite")
  const gone: Owner[] = []
  for (const table of tables)
    for (let cursor = await write.objectStore(table).openCursor(); cursor; cursor = await cursor.continue()) {
      if (!fits(cursor.value)) continue
      if (table !== "bases") gone.push(cursor.value)
      await cursor.delete()
    }
  await write.done
  return gone
}

/** Something was deleted that open pages may be about to add to. */
export type Forgotten = { everything: true } | { workshop: string }

const channelName = "chancery-forgotten"
const hearing = new Set<(what: Forgotten) => void>()

function tell(what: Forgotten) {
  for (const hear of [...hearing]) hear(what)
  if (typeof BroadcastChannel === "undefined") return
  const channel = new BroadcastChannel(channelName)
  channel.postMessage(what)
  channel.close()
}

/** Hears, until the returned function is called, what is deleted in this tab and in the others. */
export function onForgotten(hear: (what: Forgotten) => void): () => void {
  hearing.add(hear)
  const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(channelName)
  if (channel) channel.onmessage = ({ data }) => hear(data as Forgotten)
  return () => {
    hearing.delete(hear)
    channel?.close()
  }
}
