// The parts of the server in processes of their own, two of each that people reach, behind a balancer that keeps nobody.

import { type ChildProcess, execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test"
import { TestRedis } from "../lib/collab/test-redis.ts"
import { type Cluster, startPostgres } from "../lib/postgres/embedded.ts"
import { freePort } from "../lib/postgres/free-port.ts"
import { samplePeople } from "../lib/sample/people.ts"
import { ensureRedis } from "../scripts/redis.mjs"
import { Balancer } from "./balancer.ts"
import { expectSaved, openBrief, textAt, typeAt } from "./brief-page.ts"
import { signIn } from "./fixtures.ts"
import { wordsOf } from "./words.ts"

const say = wordsOf("en")
const root = join(import.meta.dirname, "..")
const redisFile = ensureRedis()

/** The processes of one instance on one database. */
class Instance {
  readonly children = new Map<string, { child: ChildProcess; port: number }>()
  readonly url: string
  #env: Record<string, string | undefined>

  constructor(url: string, redis: string | undefined) {
    this.url = url
    const inherited = Object.entries(process.env).filter(([name]) => !["NODE_ENV", "HOST", "APP_URL"].includes(name))
    this.#env = {
      ...Object.fromEntries(inherited),
      DATABASE_URL: url,
      AUTH_SECRET: "k3Jf9sLq2ZxW8vBn5TyU1RpA7GhD4MeC",
      ...(redis && { REDIS_URL: redis }),
    }
  }

  async start(name: string): Promise<number> {
    const port = await freePort()
    const env = Object.assign({}, this.#env as NodeJS.ProcessEnv)
    Object.assign(env, { CHANCERY_PROCESS: name.split("-")[0], PORT: String(port) })
    const child = spawn(process.execPath, ["server.ts"], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] })
    this.children.set(name, { child, port })
    let said = ""
    await new Promise<void>((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        said += chunk
        if (said.includes("process is open on port")) resolve()
      }
      child.stdout.on("data", hear)
      child.stderr.on("data", hear)
      child.once("exit", (code) => reject(new Error(`${name} ended with ${code}:\n${said}`)))
    })
    return port
  }

  async end(name: string, signal: NodeJS.Signals): Promise<void> {
    const { child } = this.children.get(name) as { child: ChildProcess }
    this.children.delete(name)
    const gone = once(child, "exit")
    child.kill(signal)
    await gone
  }

  async command(...words: string[]): Promise<void> {
    await promisify(execFile)(process.execPath, ["scripts/chancery.ts", ...words], {
      cwd: root,
      env: this.#env as NodeJS.ProcessEnv,
    })
  }
}

interface Fixture {
  instance: Instance
  balancer: Balancer
  origin: string
}

const test = base.extend<Fixture>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  instance: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "chancery-parts-"))
    let cluster: Cluster | undefined
    let redis: TestRedis | undefined
    let instance: Instance | undefined
    try {
      cluster = await startPostgres(folder)
      redis = redisFile ? await TestRedis.start(redisFile) : undefined
      instance = new Instance(cluster.url("postgres"), redis?.url)
      await use(instance)
    } finally {
      await Promise.all([...(instance?.children.keys() ?? [])].map((name) => instance?.end(name, "SIGKILL")))
      await redis?.kill()
      await cluster?.stop()
      await rm(folder, { recursive: true, force: true })
    }
  },
  balancer: async ({ instance }, use) => {
    const names = ["web-1", "web-2", "collab-1", "collab-2", "worker-1"]
    const [web1, web2, collab1, collab2] = await Promise.all(names.map((name) => instance.start(name)))
    await instance.command("sample", "load")
    const balancer = new Balancer({ "/collab/": [collab1, collab2] as number[], "/": [web1, web2] as number[] })
    try {
      await use(balancer)
    } finally {
      await balancer.close()
    }
  },
  origin: ({ balancer }, use) => balancer.listen().then(use),
})

test("two web, two collaboration processes and a worker serve one brief, also when one of them is killed", async ({
  browser,
  instance,
  balancer,
  origin,
}) => {
  test.setTimeout(180_000)
  const contexts: BrowserContext[] = []
  const enter = async (role: keyof typeof samplePeople): Promise<Page> => {
    const context = await browser.newContext({ baseURL: origin })
    contexts.push(context)
    await context.addCookies([{ name: "locale", value: "en", url: origin }])
    const page = await context.newPage()
    await signIn(page, samplePeople[role].email)
    return page
  }
  const anna = await enter("drafter")
  const liu = await enter("convener")

  // Pages and actions, each answered by whichever process has its turn.
  await anna.goto("/")
  await anna.locator("main").getByRole("link").first().click()
  await anna.getByRole("link", { name: "New brief" }).click()
  await anna.getByRole("radio", { name: "Policy memo" }).check()
  await anna.getByLabel("Title in Chinese").fill("各有两个")
  await anna.getByLabel("Title in English").fill("Two of each")
  await anna.getByRole("button", { name: say("workshop.create.submit") }).click()
  await expect(anna).toHaveURL(/\/briefs\/[0-9a-f-]{36}$/)
  const briefId = anna.url().slice(-36)
  await openBrief(anna, briefId)
  await openBrief(liu, briefId)

  const sockets = async () =>
    Promise.all(
      ["collab-1", "collab-2"]
        .filter((name) => instance.children.has(name))
        .map(async (name) => {
          const answer = await fetch(`http://127.0.0.1:${instance.children.get(name)?.port}/api/metrics`)
          return Number(/^chancery_sockets (\d+)$/m.exec(await answer.text())?.[1])
        }),
    )
  // The balancer gave each of them another process; a socket that a page has let go is counted until it has closed.
  await expect.poll(sockets, { timeout: 30_000 }).toEqual([1, 1])

  const text = "p:issue:en"
  await typeAt(anna, text, "From one process.")
  await expect(textAt(liu, text)).toContainText("From one process.")
  await typeAt(liu, text, " From the other.")
  await expect(textAt(anna, text)).toContainText("From the other.")
  // Who is present travels with Redis.
  if (redisFile) await expect(textAt(anna, text).locator(".caret")).toHaveCount(1)

  // One of them dies while both write, each in a language of their own: its people go on through the other.
  await instance.end("collab-1", "SIGKILL")
  balancer.pools["/collab/"] = [instance.children.get("collab-2")?.port as number]
  await typeAt(anna, text, " Anna goes on.")
  await typeAt(liu, "p:issue:zh", "刘继续写。")
  await expectSaved(anna)
  await expectSaved(liu)
  for (const page of [anna, liu]) {
    await expect(textAt(page, text)).toContainText("From one process. From the other. Anna goes on.")
    await expect(textAt(page, "p:issue:zh")).toContainText("刘继续写。")
  }
  await expect.poll(sockets, { timeout: 30_000 }).toEqual([2])

  // A rolling restart of the pages: nobody notices, and the next page comes from the new one.
  const fresh = await instance.start("web-3")
  balancer.pools["/"] = [fresh]
  await instance.end("web-1", "SIGTERM")
  await instance.end("web-2", "SIGTERM")
  await anna.goto(`/briefs/${briefId}`)
  await expect(textAt(anna, "p:issue:zh")).toContainText("刘继续写。")
  for (const context of contexts) await context.close()
})

test("each process says whether it serves, and does nothing of another's part", async ({ instance, balancer }) => {
  void balancer
  for (const [name, { port }] of instance.children) {
    const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`, { redirect: "manual" })
    expect((await ask("/api/health")).status, name).toBe(200)
    expect((await ask("/api/ready")).status, name).toBe(200)
    expect(await (await ask("/api/metrics")).text(), name).toContain("process_resident_memory_bytes")
    expect((await ask("/sign-in")).status, name).toBe(name.startsWith("web") ? 200 : 404)
  }
})
