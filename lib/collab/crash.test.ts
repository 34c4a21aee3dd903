// The promise under a power cut: the server runs in a process of its own and is killed with -9 while people type.

import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { afterEach, beforeAll, expect, test } from "vitest"
import { db } from "#lib/db.ts"
import {
  Client,
  openBrief,
  openWorkshop,
  type Someone,
  someone,
  storedDoc,
  textOf,
  until,
  writeParagraph,
} from "./test-stage.ts"

let workshop: string
let anna: Someone
let lan: Someone
let child: ChildProcess | undefined

beforeAll(async () => {
  workshop = await openWorkshop()
  anna = await someone("Anna", workshop, "drafter")
  lan = await someone("Lan", workshop, "convener")
})

afterEach(() => {
  child?.kill("SIGKILL")
})

/** Starts a server process; on the same port again if one is given. */
async function start(port = 0): Promise<number> {
  child = fork(join(import.meta.dirname, "test-process.ts"), [String(port)], {
    execArgv: [],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  })
  const [listening] = (await once(child, "message")) as [number]
  return listening
}

async function kill() {
  const dead = once(child as ChildProcess, "exit")
  child?.kill("SIGKILL")
  await dead
}

/** Types until told to stop, one paragraph after the other, and notes what was seen or said to be saved. */
function typing(client: Client, name: string) {
  let count = 0
  let saved = 0
  // From here on each paragraph is one frame, and the server says how many frames are saved.
  const sentBefore = client.sent
  let timer: NodeJS.Immediate | undefined
  const type = () => {
    writeParagraph(client.doc, `${name}-${++count}`)
    timer = undefined
  }
  const next = () => {
    saved = Math.max(saved, client.saved - sentBefore)
    timer ??= setImmediate(type)
  }
  client.on("update", next)
  next()
  return {
    stop: () => {
      client.off("update", next)
      if (timer) clearImmediate(timer)
    },
    saved: () => Array.from({ length: saved }, (_, i) => `${name}-${i + 1}`),
  }
}

const paragraphs = (text: string) =>
  new Set(Array.from(text.matchAll(/<paragraph>([^<]*)/g), ([, words]) => words as string))

test("after kill -9 everything that anybody had seen or been told is there, and all converge", async () => {
  const brief = await openBrief(workshop)
  let port = await start()
  for (let round = 0; round < 2; round++) {
    const [a, b, witness] = [anna, lan, lan].map((person) => new Client({ port }, brief, person)) as [
      Client,
      Client,
      Client,
    ]
    await Promise.all([a.synced(), b.synced(), witness.synced()])
    const before = await db.briefUpdate.count({ where: { briefId: brief } })
    const hands = [typing(a, `anna${round}`), typing(b, `lan${round}`)]
    const areTold = () => hands.every((hand) => hand.saved().length > 0)
    await until(() => areTold() && paragraphs(textOf(witness.doc)).size > 30 * (round + 1), a, b, witness)
    await kill()
    for (const hand of hands) hand.stop()
    // What is on the witness's screen came from others; what the two were told is theirs.
    const seen = paragraphs(textOf(witness.doc))
    const told = hands.flatMap((hand) => hand.saved())
    witness.leave()
    if (round === 1) {
      // Everybody's machine dies too: the database alone must have it all.
      a.leave()
      b.leave()
    }
    const stored = paragraphs(textOf(await storedDoc(brief)))
    expect(await db.briefUpdate.count({ where: { briefId: brief } })).toBeGreaterThan(before)
    for (const words of [...seen, ...told]) expect(stored).toContain(words)
    port = await start(port)
    if (round === 1) break
    await Promise.all([a.synced(), b.synced()])
    await Promise.all([a.allSaved(), b.allSaved()])
    await until(() => textOf(a.doc) === textOf(b.doc), a, b)
    expect(textOf(await storedDoc(brief))).toBe(textOf(a.doc))
    a.leave()
    b.leave()
  }
  const late = new Client({ port }, brief, anna)
  await late.synced()
  expect(textOf(late.doc)).toBe(textOf(await storedDoc(brief)))
  late.leave()
}, 60_000)
