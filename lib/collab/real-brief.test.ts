// With briefs as the product makes them: from a template of the gallery, filled by use cases, submitted by one.

import { beforeAll, expect, test } from "vitest"
import * as Y from "yjs"
import { readLive } from "#lib/briefs/content.ts"
import { createBrief } from "#lib/briefs/create.ts"
import { fillBrief } from "#lib/briefs/fill.ts"
import { db } from "#lib/db.ts"
import { publishGallery } from "#lib/templates/gallery.ts"
import { checkpoint } from "./checkpoint.ts"
import { openPools } from "./pool.ts"
import { Client, Raw, storedDoc, until, writeParagraph } from "./test-stage.ts"
import { anna, lan, served, workshop } from "./test-writers.ts"
import { Sync, syncFrame } from "./wire.ts"

beforeAll(publishGallery)

const newBrief = (template: string) =>
  createBrief(anna.id, {
    workshopId: workshop,
    template,
    title: { zh: "水", en: "Water" },
    languages: ["zh", "en"],
    options: [],
  })

test.each(["T01", "T02", "T03", "T05", "T06", "T09", "T13"])(
  "people write in every root of a brief made from %s",
  async (template) => {
    const { id } = await newBrief(template)
    const [a, b] = [new Client(served, id, anna), new Client(served, id, lan)]
    await Promise.all([a.synced(), b.synced()])
    const sections = await db.briefSection.findMany({ where: { briefId: id } })
    expect(sections.length).toBeGreaterThan(0)
    a.doc.transact(() => {
      for (const { key } of sections) {
        writeParagraph(a.doc, `Prose of ${key}`, `p:${key}:en`)
        const row = new Y.Map<unknown>()
        a.doc.getMap(`t:${key}`).set("rows/1", row)
        const cell = new Y.XmlFragment()
        row.set("name:zh", cell)
        const paragraph = new Y.XmlElement("paragraph")
        cell.insert(0, [paragraph])
        paragraph.insert(0, [new Y.XmlText("单元格")])
        row.set("order", "a0")
        row.set("codes", ["KZ", "UZ"])
        row.set("score", 4.5)
      }
    })
    await a.allSaved()
    const last = sections.at(-1)?.key as string
    await until(() => JSON.stringify(b.doc.getMap(`t:${last}`).toJSON()).includes("单元格"), b)
    const stored = await storedDoc(id)
    for (const { key } of sections) {
      expect(stored.getXmlFragment(`p:${key}:en`).toString()).toContain(`Prose of ${key}`)
      expect(stored.getMap(`t:${key}`).toJSON()["rows/1"]).toMatchObject({ codes: ["KZ", "UZ"], score: 4.5 })
    }
    a.leave()
    b.leave()
  },
)

test("a section that is filled while people are there appears on their screens, and they write on in it", async () => {
  const { id } = await newBrief("T13")
  const { key } = await db.briefSection.findFirstOrThrow({ where: { briefId: id, kind: "prose" } })
  const a = new Client(served, id, lan)
  await a.synced()
  const { content } = await readLive(anna.id, id)
  const section = content.sections.find((one) => one.key === key)
  const prose = { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text: "Filled in" }] }] }
  await fillBrief(anna.id, { briefId: id, sections: [{ ...section, key, prose: { en: prose } } as never] })
  const fragment = a.doc.getXmlFragment(`p:${key}:en`)
  await until(() => fragment.toString().includes("Filled in"), a)
  const filled = fragment.toArray().find((node) => node.toString().includes("Filled in")) as Y.XmlElement
  ;(filled.get(0) as Y.XmlText).insert(0, "Well ")
  await a.allSaved()
  expect((await storedDoc(id)).getXmlFragment(`p:${key}:en`).toString()).toContain("Well Filled in")
  a.leave()
})

test("a checkpoint does not change the hash of the content", async () => {
  const { id } = await newBrief("T13")
  const { key } = await db.briefSection.findFirstOrThrow({ where: { briefId: id, kind: "prose" } })
  const a = new Client(served, id, anna)
  await a.synced()
  const text = writeParagraph(a.doc, "Some words that stay", `p:${key}:en`)
  text.format(5, 5, { bold: {} })
  text.delete(0, 5)
  await a.allSaved()
  const before = await readLive(anna.id, id)
  const pools = openPools()
  expect((await checkpoint(pools.common, id))?.seqs.length).toBeGreaterThan(2)
  await pools.end()
  expect((await readLive(anna.id, id)).sha256).toBe(before.sha256)
  a.leave()
})

test("nobody can write as the server that made the brief", async () => {
  const { id } = await newBrief("T01")
  const doc = await storedDoc(id)
  const [maker] = [...Y.decodeStateVector(Y.encodeStateVector(doc)).keys()]
  doc.clientID = maker as number
  const updates: Uint8Array[] = []
  doc.on("update", (update) => updates.push(update))
  writeParagraph(doc, "As the server", "p:problem:en")
  const raw = await Raw.of(served, id, lan).following()
  raw.socket.send(syncFrame(Sync.update, updates[0] as Uint8Array))
  await raw.end()
  expect(raw.refusals).toEqual(["foreign-client"])
})
