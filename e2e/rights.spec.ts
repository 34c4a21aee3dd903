// Who may do what, tried from outside: by the page, by the API, by the bare socket, and by somebody who is not a member.

import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import type { APIRequestContext, Browser, Page } from "@playwright/test"
import * as Y from "yjs"
import { Close } from "../lib/collab/wire.ts"
import { samplePassword, samplePeople } from "../lib/sample/people.ts"
import { expectState, openBrief, textAt } from "./brief-page.ts"
import { contentOf, joinBrief, newBrief, rowsOf, send, submittedMemo } from "./by-script.ts"
import { expect, signIn, test } from "./fixtures.ts"
import { type OwnWorkshop, ownPassword, ownWorkshop } from "./own-workshop.ts"
import type { ChanceryServer, SampleRole } from "./server.ts"

const nowhere = "00000000-0000-7000-8000-000000000000"

async function signedIn(browser: Browser, server: ChanceryServer, email: string, password: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: server.url })
  await context.addCookies([{ name: "locale", value: "en", url: server.url }])
  const page = await context.newPage()
  await signIn(page, email, password)
  return page
}

test("whoever may not write cannot write by the bare socket with their own token either", async ({ server }) => {
  const drafter = await server.token("drafter")
  const briefId = await newBrief(server, drafter)
  const before = await contentOf(server, drafter, briefId)
  for (const role of ["reviewer", "approver", "observer"] as SampleRole[]) {
    const doc = new Y.Doc()
    const provider = joinBrief(server, await server.token(role), briefId, doc)
    await new Promise((resolve) => provider.once("sync", resolve))
    const closed = new Promise<number | undefined>((resolve) =>
      provider.once("connection-close", (event) => resolve(event?.code)),
    )
    const paragraph = new Y.XmlElement("paragraph")
    paragraph.insert(0, [new Y.XmlText("I should not be able to write this")])
    doc.getXmlFragment("p:issue:zh").insert(0, [paragraph])
    expect(await closed, role).toBe(Close.final)
    provider.destroy()
  }
  expect(await contentOf(server, drafter, briefId)).toEqual(before)
  expect(await rowsOf(server, `select 1 from "BriefUpdate" where "briefId" = $1`, [briefId])).toHaveLength(1)
})

test("the socket takes nobody without a token or session, nor anybody who is not a member", async ({ server }) => {
  const briefId = await newBrief(server, await server.token("drafter"))
  const own = await ownWorkshop(server)
  const refusals: [string, string, number][] = [
    [briefId, "", Close.notSignedIn],
    [briefId, "chy_nobody", Close.notSignedIn],
    [briefId, await own.token("convener"), Close.unknown],
    [nowhere, await server.token("drafter"), Close.unknown],
    ["..%2Fetc", await server.token("drafter"), Close.unknown],
  ]
  for (const [id, token, code] of refusals) {
    const provider = joinBrief(server, token, id, new Y.Doc())
    const closed = await new Promise<number | undefined>((resolve) =>
      provider.once("connection-close", (event) => resolve(event?.code)),
    )
    provider.destroy()
    expect(closed, `${id} ${token.slice(0, 5)}`).toBe(code)
  }
})

test("an observer reads everything and is offered nothing to do", async ({ as, server }) => {
  const { briefId } = await submittedMemo(server, await server.token("drafter"))
  const page = await as("observer")
  await openBrief(page, briefId)
  await expect(textAt(page, "p:issue:en")).toContainText("Terrorism, drugs and water shortage")
  for (const action of ["submit", "submit-confirm", "decide", "withdraw", "reopen", "comment-selection"])
    await expect(page.getByTestId(action)).toHaveCount(0)
  await textAt(page, "p:issue:en").getByText("Terrorism").click({ clickCount: 3 })
  await expect(page.getByTestId("comment-selection")).toHaveCount(0)
  await expect(page.locator("#paper [contenteditable=true], #paper input, #paper select, #paper textarea")).toHaveCount(
    0,
  )
  await expect(page.getByRole("button", { name: "Comment", exact: true })).toHaveCount(0)
  const token = await server.token("observer")
  expect((await send(server, token, `POST briefs/${briefId}/submit`)).status).toBe(403)
})

test("nobody decides on what they wrote, whatever role they have been given since", async ({ browser, server }) => {
  const own = await ownWorkshop(server)
  const { briefId, versionId, sha256 } = await submittedMemo(server, await own.token("drafter"), { workshopId: own.id })
  const convener = await signedIn(browser, server, own.people.convener.email, ownPassword)
  await convener.goto(`/workshops/${own.id}/members`)
  const writer = own.people.drafter
  for (const role of ["approver", "reviewer"]) {
    await convener.getByLabel(`Role of ${writer.name}`).selectOption(role)
    await expect
      .poll(async () => (await send(server, await own.token("drafter"), `GET briefs/${briefId}`)).body.role)
      .toBe(role)
    const page = await signedIn(browser, server, writer.email, ownPassword)
    await openBrief(page, briefId)
    await expectState(page, "in_review")
    await expect(page.getByTestId("decide")).toHaveCount(0)
    await page.context().close()
    for (const decision of ["approve", "pass", "request_changes"]) {
      const answer = await send(server, await own.token("drafter"), `POST versions/${versionId}/decisions`, {
        decision,
        sha256,
        note: "My own work is excellent.",
      })
      expect({ decision, status: answer.status, code: answer.body.error.code }).toEqual({
        decision,
        status: 403,
        code: "not-allowed",
      })
    }
  }
  const { body } = await send(server, await own.token("approver"), `GET versions/${versionId}`)
  expect(body).toMatchObject({ state: "open", decisions: [] })
  await convener.context().close()
})

test("a signature on another hash is refused and changes nothing, and there is no second one", async ({
  as,
  server,
}) => {
  const { briefId, versionId, sha256 } = await submittedMemo(server, await server.token("drafter"))
  const token = await server.token("approver")
  const sign = (hash: string) =>
    send(server, token, `POST versions/${versionId}/decisions`, { decision: "approve", sha256: hash, note: "" })
  const events = () => rowsOf(server, `select kind from "AuditEvent" where "briefId" = $1 order by id`, [briefId])
  const before = await events()

  const wrong = await sign("0".repeat(64))
  expect(wrong).toMatchObject({ status: 409, body: { error: { code: "conflict" } } })
  expect(wrong.body.error.message).toContain("Nothing was decided")
  expect((await sign("no hash at all")).status).toBe(409)
  expect((await send(server, token, `GET versions/${versionId}`)).body).toMatchObject({ state: "open", decisions: [] })
  expect(await events()).toEqual(before)

  expect((await sign(sha256)).status).toBe(201)
  const signed = await events()
  const second = await sign(sha256)
  expect(second).toMatchObject({ status: 409, body: { error: { code: "conflict" } } })
  expect(second.body.error.message).toMatch(/approved already|closed/)
  expect(await events()).toEqual(signed)
  const page = await as("approver")
  await openBrief(page, briefId)
  await expectState(page, "approved")
  await expect(page.getByTestId("decide")).toHaveCount(0)
})

// Every address of the application, read from its folders: one that is added later is tried too.

const app = fileURLToPath(new URL("../app", import.meta.url))

/** Addresses that are everybody's, or whose answer is about whoever asks and nobody else. */
const notAboutAWorkshop = [
  "/",
  "/profile",
  "/sign-in",
  "/welcome",
  "/invitations/[token]", // opened by whoever has its secret
  "/api/auth/[...nextauth]",
  "/api/v1/me",
  "/api/v1/workshops",
  "/api/v1/openapi.json",
  "/api/v1/[...rest]",
]

function addresses(file: "page.tsx" | "route.ts"): string[] {
  return readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter((path) => path === file || path.endsWith(`/${file}`))
    .map((path) => `/${path.slice(0, -file.length).replace(/\/$/, "")}`)
    .filter((address) => !notAboutAWorkshop.includes(address))
    .sort()
}

/** The methods that a route takes. */
const methodsOf = (address: string) =>
  [
    ...readFileSync(join(app, address, "route.ts"), "utf8").matchAll(
      /export (?:const|async function|function) (GET|POST|PUT|PATCH|DELETE)\b/g,
    ),
  ].map(([, method]) => method as string)

/** Puts the ids of things into an address; an id that this does not know fails the test. */
function filled(address: string, ids: Record<string, string>): string {
  return address.replace(/\[(\w+)\]/g, (_, name: string) => {
    const key = name === "id" ? `${address.split("/").at(address.split("/").indexOf("[id]") - 1)}.id` : name
    const id = ids[key]
    if (id === undefined) throw new Error(`Say in ids what [${name}] of ${address} is, so that it is tried as well.`)
    return id
  })
}

/** Bodies that the routes would take from a member, so that nothing but the person is wrong. */
const bodies: Record<string, unknown> = {
  "/api/v1/workshops/[id]/briefs": {
    template: "policy-memo",
    title: { zh: "题", en: "T" },
    languages: ["zh", "en"],
    options: [],
  },
  "/api/v1/briefs/[id]/sections/[key]/owners": { owners: [] },
  "/api/v1/versions/[id]/decisions": { decision: "approve", sha256: "0".repeat(64), note: "" },
}

async function things(server: ChanceryServer, own: OwnWorkshop) {
  const { briefId, versionId } = await submittedMemo(server, await own.token("drafter"), {
    workshopId: own.id,
    title: { zh: "不宜外传", en: "Not for strangers" },
  })
  return {
    workshopId: own.id,
    briefId,
    code: "O-01",
    template: "policy-memo",
    key: "issue",
    number: "1",
    "workshops.id": own.id,
    "briefs.id": briefId,
    "versions.id": versionId,
  }
}
const nothings = {
  workshopId: nowhere,
  briefId: nowhere,
  code: "O-01",
  template: "policy-memo",
  key: "issue",
  number: "1",
  "workshops.id": nowhere,
  "briefs.id": nowhere,
  "versions.id": nowhere,
}

test("a stranger finds no page of another workshop, just as if there were nothing", async ({ as, browser, server }) => {
  const own = await ownWorkshop(server)
  const ids = await things(server, own)
  const stranger = await as("convener")
  const member = await signedIn(browser, server, own.people.observer.email, ownPassword)
  const found: string[] = []
  for (const address of addresses("page.tsx")) {
    const path = filled(address, ids)
    const theirs = await stranger.goto(path)
    const status = theirs?.status()
    await expect(stranger.getByRole("heading", { name: "Not found" }), path).toBeVisible()
    const html = await stranger.content()
    expect(html, path).not.toContain("Not for strangers")
    expect(html, path).not.toContain("Another workshop")
    const nothing = await stranger.goto(filled(address, nothings))
    await expect(stranger.getByRole("heading", { name: "Not found" })).toBeVisible()
    expect([status, nothing?.status()], path).toEqual([404, 404])
    // A page that nobody finds would prove nothing.
    await member.goto(path)
    if ((await member.getByRole("heading", { name: "Not found" }).count()) === 0) found.push(address)
  }
  expect(found).toEqual(
    expect.arrayContaining(["/briefs/[briefId]", "/briefs/[briefId]/versions", "/workshops/[workshopId]"]),
  )
  await member.context().close()
})

test("a stranger finds nothing of another workshop by the API; without a token it asks for one", async ({
  request,
  server,
}) => {
  const own = await ownWorkshop(server)
  const ids = await things(server, own)
  const token = await server.token("convener")
  const before = await rowsOf(server, `select * from "AuditEvent" where "workshopId" = $1 order by id`, [own.id])
  const tried: string[] = []
  for (const address of addresses("route.ts"))
    for (const method of methodsOf(address)) {
      const line = `${method} ${address}`
      tried.push(line)
      const ask = (path: string, headers: Record<string, string>) =>
        request.fetch(path, { method, headers, ...(method !== "GET" && { data: bodies[address] ?? {} }) })
      const bearer = { authorization: `Bearer ${token}` }
      const theirs = await ask(filled(address, ids), bearer)
      const nothing = await ask(filled(address, nothings), bearer)
      expect({ line, status: theirs.status(), body: await theirs.json() }).toEqual({
        line,
        status: 404,
        body: { error: { code: "not-found", message: expect.any(String) } },
      })
      expect({ line, status: nothing.status(), body: await nothing.json() }).toEqual({
        line,
        status: 404,
        body: await theirs.json(),
      })
      for (const headers of [{}, { authorization: "Bearer chy_nobody" }, { authorization: "Basic YTpi" }] as Record<
        string,
        string
      >[]) {
        const refused = await ask(filled(address, ids), headers)
        expect({ line, status: refused.status(), code: (await refused.json()).error.code }).toEqual({
          line,
          status: 401,
          code: "not-signed-in",
        })
      }
    }
  expect(tried).toEqual(
    expect.arrayContaining([
      "GET /api/v1/briefs/[id]/content",
      "POST /api/v1/briefs/[id]/submit",
      "POST /api/v1/versions/[id]/decisions",
    ]),
  )
  expect(await rowsOf(server, `select * from "AuditEvent" where "workshopId" = $1 order by id`, [own.id])).toEqual(
    before,
  )
})

test("who is not signed in is sent to sign in, and then to where they wanted", async ({ page, server }) => {
  for (const address of addresses("page.tsx")) {
    await page.goto(filled(address, nothings))
    await expect(page, address).toHaveURL(/\/sign-in(\?|$)/)
  }
  const briefId = await newBrief(server, await server.token("drafter"))
  await page.goto(`/briefs/${briefId}`)
  await expect(page).toHaveURL(/\/sign-in/)
  await page.getByLabel("E-mail").fill(samplePeople.observer.email)
  await page.getByLabel("Password").fill(samplePassword)
  await page.getByRole("button", { name: "Sign in" }).click()
  await expect(page).toHaveURL(`${server.url}/briefs/${briefId}`)
})

test("a page of another site cannot act with somebody's session", async ({ as, server }) => {
  const briefId = await newBrief(server, await server.token("drafter"))
  const page = await as("drafter")
  const post = (request: APIRequestContext, origin: string) =>
    request.post(`/api/v1/briefs/${briefId}/submit`, { headers: { origin } })
  const foreign = await post(page.request, "https://elsewhere.example")
  expect({ status: foreign.status(), code: (await foreign.json()).error.code }).toEqual({
    status: 403,
    code: "not-allowed",
  })
  // From our own page it gets as far as what the brief lacks.
  expect((await post(page.request, server.url)).status()).toBe(400)
})
