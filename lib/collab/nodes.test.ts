// Several processes of one instance on one Postgres: with Redis, with Redis failing, and without it.

import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import type * as Y from "yjs"
import { ensureRedis } from "../../scripts/redis.mjs"
import { TestRedis } from "./test-redis.ts"
import {
  Client,
  eventually,
  openBrief,
  openWorkshop,
  paragraphUpdate,
  Raw,
  type Served,
  type Someone,
  serve,
  someone,
  storedDoc,
  textOf,
  until,
  writeParagraph,
} from "./test-stage.ts"
import { Close, Sync, syncFrame } from "./wire.ts"

let workshop: string
let anna: Someone
let lan: Someone
const clients: Client[] = []

beforeAll(async () => {
  workshop = await openWorkshop()
  anna = await someone("Anna", workshop, "drafter")
  lan = await someone("Lan", workshop, "convener")
})

afterEach(() => {
  for (const client of clients.splice(0)) client.leave()
})

async function enter(node: Pick<Served, "port">, brief: string, person: Someone, doc?: Y.Doc): Promise<Client> {
  const client = new Client(node, brief, person, {}, doc)
  clients.push(client)
  await client.synced()
  return client
}

const paragraphs = (doc: Y.Doc) =>
  Array.from(textOf(doc).matchAll(/<paragraph>([^<]*)/g), ([, words]) => words as string)

/** Whether everything that each of them wrote stands in the order in which it was written. */
function inOrder(doc: Y.Doc, names: string[]) {
  for (const name of names) {
    const own = paragraphs(doc).filter((words) => words.startsWith(`${name}-`))
    expect(own).toEqual(own.map((_, i) => `${name}-${i + 1}`))
  }
}

const has = (doc: Y.Doc, words: string) => textOf(doc).includes(`<paragraph>${words}</paragraph>`)

describe("without Redis", () => {
  let nodes: [Served, Served]
  beforeAll(async () => {
    nodes = [await serve(), await serve()]
  })
  afterAll(() => Promise.all(nodes.map((node) => node.stop())))

  test("a second process on the same database is as correct as one: both see what the other stored", async () => {
    const brief = await openBrief(workshop)
    const [a, b] = [await enter(nodes[0], brief, anna), await enter(nodes[1], brief, lan)]
    for (let i = 1; i <= 30; i++) {
      writeParagraph(a.doc, `anna-${i}`)
      writeParagraph(b.doc, `lan-${i}`)
      if (i % 5 === 0) await until(() => has(b.doc, `anna-${i}`) && has(a.doc, `lan-${i}`), a, b)
    }
    await Promise.all([a.allSaved(), b.allSaved()])
    const stored = await storedDoc(brief)
    for (const { doc } of [a, b]) {
      expect(textOf(doc)).toBe(textOf(stored))
      inOrder(doc, ["anna", "lan"])
    }
    expect(paragraphs(stored)).toHaveLength(60)
  })

  test("a client id that writes through one process is nobody else's through another", async () => {
    const brief = await openBrief(workshop)
    const [a, b] = await Promise.all([
      Raw.of(nodes[0], brief, anna).following(),
      Raw.of(nodes[1], brief, lan).following(),
    ])
    // Both processes hold that the id is free: the insert decides.
    a.socket.send(syncFrame(Sync.update, paragraphUpdate("Anna", { client: 4711 })))
    b.socket.send(syncFrame(Sync.update, paragraphUpdate("Lan", { client: 4711 })))
    const done = (raw: Raw) => raw.saved === 1 || raw.closed !== null
    await until(() => done(a) && done(b), a, b)
    expect([a, b].filter((raw) => raw.saved === 1)).toHaveLength(1)
    const [loser, name] = a.closed ? [a, "Lan"] : [b, "Anna"]
    expect(loser.closed?.code).toBe(Close.rightsChanged)
    expect(textOf(await storedDoc(brief))).toBe(`<paragraph>${name}</paragraph>`)
    for (const raw of [a, b]) raw.socket.terminate()
  })
})

const file = ensureRedis()
describe.skipIf(!file)("with Redis", () => {
  let redis: TestRedis
  const children = new Set<ChildProcess>()

  beforeAll(async () => {
    redis = await TestRedis.start(file as string)
  })
  afterEach(() => {
    for (const child of children) child.kill("SIGKILL")
    children.clear()
  })
  afterAll(() => redis.kill())

  async function startNode(): Promise<{ port: number; kill(): Promise<void> }> {
    const child = fork(join(import.meta.dirname, "test-process.ts"), ["0"], {
      execArgv: [],
      env: { ...process.env, REDIS_URL: redis.url },
      stdio: ["ignore", "inherit", "pipe", "ipc"],
    })
    children.add(child)
    const [port] = (await once(child, "message")) as [number]
    return {
      port,
      kill: async () => {
        const gone = once(child, "exit")
        child.kill("SIGKILL")
        await gone
      },
    }
  }

  test("people on two processes write together and see each other", async () => {
    const brief = await openBrief(workshop)
    const [one, two] = await Promise.all([startNode(), startNode()])
    const [a, b] = [await enter(one, brief, anna), await enter(two, brief, lan)]
    a.provider.awareness.setLocalState({ section: "problem" })
    b.provider.awareness.setLocalState({ section: "actors" })
    const sees = (client: Client, name: string) =>
      [...client.provider.awareness.getStates().values()].some((state) => state.user?.name === name)
    await until(() => sees(a, "Lan") && sees(b, "Anna"), a, b)
    // Somebody who comes later is told who is there by way of the other process.
    const c = await enter(two, brief, anna)
    await until(() => sees(c, "Lan") && sees(c, "Anna"), c)

    for (let i = 1; i <= 100; i++) {
      writeParagraph(a.doc, `anna-${i}`)
      writeParagraph(b.doc, `lan-${i}`)
      if (i % 10 === 0) await until(() => has(b.doc, `anna-${i}`) && has(a.doc, `lan-${i}`), a, b)
    }
    await Promise.all([a.allSaved(), b.allSaved()])
    await until(() => paragraphs(c.doc).length === 200, c)
    const stored = textOf(await storedDoc(brief))
    for (const { doc } of [a, b, c]) {
      expect(textOf(doc)).toBe(stored)
      inOrder(doc, ["anna", "lan"])
    }
    const lanHere = b.doc.clientID
    b.leave()
    await until(() => !a.provider.awareness.getStates().has(lanHere), a)
  })

  test("a process is killed: who was there goes on through another, and nothing that was seen is lost", async () => {
    const brief = await openBrief(workshop)
    const [one, two] = await Promise.all([startNode(), startNode()])
    const [a, b] = [await enter(one, brief, anna), await enter(two, brief, lan)]
    for (let i = 1; i <= 50; i++) {
      writeParagraph(a.doc, `anna-${i}`)
      writeParagraph(b.doc, `lan-${i}`)
    }
    await until(() => has(b.doc, "anna-20"), b)
    await one.kill()
    writeParagraph(a.doc, "anna-51")
    // A load balancer sends the same document to the process that is left.
    a.provider.destroy()
    const again = await enter(two, brief, anna, a.doc)
    await Promise.all([again.allSaved(), b.allSaved()])
    await until(() => has(b.doc, "anna-51") && has(a.doc, "lan-50"), again, b)
    const stored = await storedDoc(brief)
    expect(textOf(a.doc)).toBe(textOf(stored))
    expect(textOf(b.doc)).toBe(textOf(stored))
    expect(paragraphs(stored)).toHaveLength(101)
    inOrder(stored, ["anna", "lan"])
  })

  test("Redis is killed and comes back: nothing is lost, the order is kept, and Postgres carries the word meanwhile", async () => {
    const brief = await openBrief(workshop)
    const [one, two] = await Promise.all([startNode(), startNode()])
    const [a, b] = [await enter(one, brief, anna), await enter(two, brief, lan)]
    let count = 0
    const writeMore = async (times: number) => {
      for (let i = 0; i < times; i++) {
        count++
        writeParagraph(a.doc, `anna-${count}`)
        writeParagraph(b.doc, `lan-${count}`)
        await until(() => a.isSaved && b.isSaved, a, b)
      }
    }
    const bothHaveAll = () => has(b.doc, `anna-${count}`) && has(a.doc, `lan-${count}`)
    await writeMore(20)
    await redis.kill()
    await writeMore(20)
    await until(bothHaveAll, a, b)
    // Opened while it is away.
    const c = await enter(two, brief, anna)
    expect(textOf(c.doc)).toBe(textOf(await storedDoc(brief)))
    await redis.start()
    await writeMore(20)
    await until(bothHaveAll, a, b)
    await eventually(async () => String(await redis.command("PUBSUB", "CHANNELS")).includes(brief))
    await writeMore(20)
    await until(bothHaveAll, a, b)
    // Cut off from it for a moment, again and again, with words on their way.
    for (let i = 0; i < 10; i++) {
      await redis.command("CLIENT", "KILL", "TYPE", i % 2 ? "pubsub" : "normal")
      await writeMore(3)
    }
    await until(() => bothHaveAll() && has(c.doc, `lan-${count}`) && has(c.doc, `anna-${count}`), a, b, c)
    const stored = await storedDoc(brief)
    for (const { doc } of [a, b, c]) {
      expect(textOf(doc)).toBe(textOf(stored))
      inOrder(doc, ["anna", "lan"])
    }
    expect(paragraphs(stored)).toHaveLength(2 * count)
  })
})
