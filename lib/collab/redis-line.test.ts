import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest"
import { ensureRedis } from "../../scripts/redis.mjs"
import { type Heard, RedisLine } from "./redis-line.ts"
import { TestRedis } from "./test-redis.ts"
import type { Word } from "./words.ts"

const file = ensureRedis()
/** A busy machine may take its time: what is waited for comes, or the test fails. */
const soon = { timeout: 15_000 }

describe.skipIf(!file)("the line to Redis", () => {
  let redis: TestRedis
  const lines: RedisLine[] = []
  beforeAll(async () => {
    redis = await TestRedis.start(file as string)
  })
  afterEach(() => {
    for (const line of lines.splice(0)) line.stop()
  })
  afterAll(() => redis.kill())

  async function open(node: string, instance = "here") {
    const line = await RedisLine.open(redis.url, instance, node)
    lines.push(line)
    const heard: Heard[] = []
    const leave = await line.join("brief", (word) => heard.push(word))
    return { line, leave, words: () => heard.map(({ word }) => word), kinds: () => heard.map(({ word }) => word.kind) }
  }

  const rows = (seq: bigint): Word => ({
    kind: "rows",
    seqs: [seq, 2n ** 40n],
    update: new Uint8Array([1, 2, 3]),
    claims: [{ client: 4294967295, person: "anna" }],
  })
  const presence: Word = { kind: "presence", entries: [{ client: 7, clock: 3, json: '{"user":"周敏"}' }] }

  test("words arrive as they were said, in order, at the other processes of the instance and at no others", async () => {
    const [a, b, elsewhere] = [await open("a"), await open("b"), await open("c", "elsewhere")]
    const folded: Word = { kind: "folded", after: 5n, upto: 2n ** 41n, seqs: [6n, 9n], bytes: 77 }
    const said: Word[] = [rows(1n), presence, { kind: "who" }, folded, rows(2n)]
    for (const word of said) expect(await a.line.tell("brief", word)).toBe(true)
    await vi.waitFor(() => expect(b.words()).toEqual(said), soon)
    expect(a.words()).toEqual([])
    expect(elsewhere.words()).toEqual([])
  })

  test("who was cut off reads the log when it is back", async () => {
    const [a, b] = [await open("a"), await open("b")]
    await redis.command("CLIENT", "KILL", "TYPE", "pubsub")
    await vi.waitFor(() => expect(b.kinds()).toEqual(["look"]), soon)
    await vi.waitFor(() => expect(a.line.isUp).toBe(true), soon)
    expect(await a.line.tell("brief", rows(1n))).toBe(true)
    await vi.waitFor(() => expect(b.kinds()).toEqual(["look", "rows"]), soon)
  })

  test("a word that could not be said is heard as a gap by the next", async () => {
    const [a, b] = [await open("a"), await open("b")]
    await a.line.tell("brief", rows(1n))
    await vi.waitFor(() => expect(b.kinds()).toEqual(["rows"]), soon)
    await redis.command("CLIENT", "KILL", "TYPE", "normal")
    expect(await a.line.tell("brief", rows(2n))).toBe(false)
    await vi.waitFor(() => expect(a.line.isUp).toBe(true), soon)
    expect(await a.line.tell("brief", rows(3n))).toBe(true)
    await vi.waitFor(() => expect(b.kinds()).toEqual(["rows", "look", "rows"]), soon)
  })

  test("who has left hears nothing, and a word of another version is a reason to read the log", async () => {
    const [a, b] = [await open("a"), await open("b")]
    await a.line.tell("brief", { kind: "poem" } as unknown as Word)
    await vi.waitFor(() => expect(b.kinds()).toEqual(["look"]), soon)
    b.leave()
    await vi.waitFor(
      async () => expect(await redis.command("PUBSUB", "NUMSUB", "chancery:here:brief")).toContain(1),
      soon,
    )
    await a.line.tell("brief", rows(1n))
    expect(b.kinds()).toEqual(["look"])
  })
})
