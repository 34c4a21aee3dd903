import { readFile, stat } from "node:fs/promises"
import { join } from "node:path"
import { expect, newServer, test } from "./fixtures.ts"

test("a killed server comes back on the same data and goes on with its orphaned Postgres", async ({
  server,
  request,
}) => {
  const pid = async () => (await readFile(join(server.folder, "postgres/postmaster.pid"), "utf8")).split("\n")[0]
  const before = await pid()
  await server.kill()
  await expect(request.get("/api/health")).rejects.toThrow("ECONNREFUSED")
  await server.start()
  expect(await pid()).toBe(before)
  expect((await request.get("/api/ready")).ok()).toBe(true)
})

test("a second start is ready within ten seconds, Ctrl-C ends everything cleanly, secrets are kept to their owner", async () => {
  const server = await newServer({ CHANCERY_SAMPLE: "0" })
  try {
    await server.start()
    const secret = join(server.folder, "auth-secret")
    const made = await readFile(secret, "utf8")
    expect((await stat(secret)).mode & 0o777).toBe(0o600)
    expect(await server.stop()).toBe(0)
    await expect(server.database()).rejects.toThrow("does not run")
    const began = Date.now()
    await server.start()
    expect(Date.now() - began).toBeLessThan(10_000)
    expect(await readFile(secret, "utf8")).toBe(made)
  } finally {
    await server.remove()
  }
})

test("a port in use, a bad variable and a weak secret each stop the start with one clear message", async ({
  server,
}) => {
  const port = new URL(server.url).port
  for (const [env, message] of [
    [{ PORT: port }, `Port ${port} is in use`],
    [{ PORT: "many" }, "PORT must be a port number"],
    [{ AUTH_SECRET: "change-me-change-me-change-me-change-me" }, "AUTH_SECRET is weak"],
    [{ DATABASE_URL: "mysql://here/db" }, "DATABASE_URL must look like postgresql://"],
    [{ DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none" }, "DATABASE_URL: Postgres does not answer there"],
  ] as const) {
    const other = await newServer(env)
    const problem = await other.start().then(
      () => "",
      (error: Error) => error.message,
    )
    await other.remove()
    expect(problem).toContain(message)
    expect(problem).not.toContain("    at ")
  }
})

test("every page carries a policy that lets only our own scripts run, and nobody may frame it", async ({
  as,
  server,
}) => {
  const page = await as("drafter")
  const blocked: string[] = []
  page.on("console", (said) => /Content Security Policy/.test(said.text()) && blocked.push(said.text()))
  const answer = await page.goto("/")
  const headers = answer?.headers() ?? {}
  expect(headers["content-security-policy"]).toMatch(/script-src 'self' 'nonce-[\w+/=]+' 'strict-dynamic'/)
  expect(headers["content-security-policy"]).not.toMatch(/script-src[^;]*unsafe/)
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'")
  expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "same-origin" })
  expect(headers["x-powered-by"]).toBeUndefined()
  await page.waitForLoadState("networkidle")
  expect(blocked).toEqual([])
  const again = await page.request.get(server.url)
  expect(again.headers()["content-security-policy"]).not.toBe(headers["content-security-policy"])
})

test("a body over the limit is refused before anything reads it", async ({ server, request }) => {
  const answer = await request.post(`${server.url}/api/v1/me`, { data: Buffer.alloc(5 << 20, 65) })
  expect(answer.status()).toBe(413)
  expect(await answer.json()).toMatchObject({ error: { code: "invalid" } })
})

test("the command line makes tokens that work, takes the sample away for good and brings it back when asked", async ({
  request,
}) => {
  const server = await newServer()
  try {
    await server.start()
    const made = await server.command("token", "create", "--email", "anna.petrova@sample.chancery")
    expect(made).toMatch(/^\S+\n$/)
    const me = () => request.get(`${server.url}/api/v1/me`, { headers: { authorization: `Bearer ${made.trim()}` } })
    expect((await me()).status()).toBe(200)
    await expect(server.command("token", "create", "--email", "nobody@example.org")).rejects.toThrow(
      "Nobody here has the e-mail",
    )
    await expect(server.command("tokens")).rejects.toThrow('There is no command "tokens"')
    await server.command("sample", "remove")
    expect((await me()).status()).toBe(401)
    await server.stop()
    await server.start()
    await expect(server.command("token", "create", "--email", "anna.petrova@sample.chancery")).rejects.toThrow(
      "Nobody here",
    )
    await server.stop()
    // Without a running server, its Postgres is started for as long as the command takes.
    await server.command("sample", "load")
    expect(await server.command("token", "create", "--email", "anna.petrova@sample.chancery")).toMatch(/^\S+\n$/)
    await expect(server.database()).rejects.toThrow("does not run")
  } finally {
    await server.remove()
  }
})
