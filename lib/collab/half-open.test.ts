// S-09: connections that say nothing, half a request, or nothing after they were let in. Each is ended within seconds;
// whoever works meanwhile notices nothing. (The eleventh socket of one person: admission.test.ts.)

import { connect, type Socket } from "node:net"
import { expect, test } from "vitest"
import { Client, openBrief, Raw, storedDoc, textOf, writeParagraph } from "./test-stage.ts"
import { anna, lan, served, workshop } from "./test-writers.ts"

const beginnings = [
  "",
  "G",
  "GET /collab/x HTTP/1.1\r\n",
  "GET /collab/x HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSo",
]

/** A connection that says this and no more; resolves to what it was answered when it is cut off. */
function halfOpen(beginning: string, sockets: Socket[]): Promise<string> {
  const socket = connect(served.port, "127.0.0.1")
  sockets.push(socket)
  let answer = ""
  socket.on("data", (data) => {
    answer += data
  })
  socket.on("error", () => {})
  if (beginning) socket.write(beginning)
  return new Promise((resolve) => socket.on("close", () => resolve(answer)))
}

test("a thousand half-open connections and whoever does not say hello are ended, others write on", async () => {
  const brief = await openBrief(workshop)
  const writer = new Client(served, brief, anna)
  await writer.synced()
  const sockets: Socket[] = []
  const ended = Array.from({ length: 1_000 }, (_, i) => halfOpen(beginnings[i % beginnings.length] as string, sockets))
  const silent = await Raw.of(served, brief, lan).opened()
  const started = performance.now()
  let saved = 0
  const all = Promise.all([...ended, silent.end()])
  let isOver = false
  void all.then(() => {
    isOver = true
  })
  while (!isOver) {
    writeParagraph(writer.doc, `${++saved}`)
    await writer.allSaved()
    await Promise.race([all, new Promise((resolve) => setTimeout(resolve, 50))])
  }
  const answers = (await all).slice(0, -1) as string[]
  for (const answer of new Set(answers)) expect(answer).toMatch(/^HTTP\/1\.1 4(00|08) /)
  expect(answers.filter((answer) => answer.startsWith("HTTP/1.1 408"))).toHaveLength(1_000)
  expect(silent.closed?.code).toBe(1008)
  // Five seconds and the interval in which they are looked at; far less than Node's own minute.
  expect(performance.now() - started).toBeLessThan(15_000)
  expect(writer.closed).toBeNull()
  expect(textOf(await storedDoc(brief)).match(/<paragraph>/g)).toHaveLength(saved)
  // A new one comes in as ever.
  const late = new Client(served, brief, lan)
  await late.synced()
  for (const client of [writer, late]) client.leave()
}, 60_000)
