// What comes in wrong: each time a clear message, no change, and never the page for a failure of ours.

import { readPdf } from "../vitest/read-pdf.ts"
import { newBrief, rowsOf, send, workshopOf } from "./by-script.ts"
import { expect, signIn, test } from "./fixtures.ts"
import { ownPassword, ownWorkshop } from "./own-workshop.ts"
import type { ChanceryServer } from "./server.ts"

const nowhere = "00000000-0000-7000-8000-000000000000"

/** How much there is of everything that a request could have changed. */
const counts = (server: ChanceryServer) =>
  rowsOf(
    server,
    `select (select count(*) from "Brief") briefs, (select count(*) from "Version") versions, (select count(*) from "Decision") decisions,
     (select count(*) from "BriefUpdate") updates, (select count(*) from "AuditEvent") events, (select count(*) from "Thread") threads`,
  )

/** Sends a body as it is. */
async function post(
  server: ChanceryServer,
  token: string,
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  type = "application/json",
) {
  const answer = await fetch(`${server.url}/api/v1/${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": type, "accept-language": "en" },
    body,
  })
  return { status: answer.status, ...((await answer.json()) as { error: { code: string; message: string } }) }
}

const proper = {
  template: "policy-memo",
  title: { zh: "题", en: "Title" },
  languages: ["zh", "en"],
  options: [] as string[],
}

test("a body of the wrong shape is refused with the field that is wrong, and nothing is made", async ({ server }) => {
  const token = await server.token("drafter")
  const path = `workshops/${await workshopOf(server, token)}/briefs`
  const before = await counts(server)
  const cases: [unknown, RegExp][] = [
    [{ ...proper, template: undefined }, /Template is missing/],
    [{ ...proper, template: 7 }, /Template is of the wrong type/],
    [{ ...proper, template: "no-such-template" }, /There is no template “no-such-template”/],
    [{ ...proper, title: "Title" }, /Title is of the wrong type/],
    [{ ...proper, title: { zh: "题" } }, /title in English is missing/i],
    [{ ...proper, title: { zh: "题", en: "x".repeat(5_000) } }, /English must be at most/],
    [{ ...proper, languages: [] }, /Languages must be at least/],
    [{ ...proper, languages: ["fr"] }, /must be one of/],
    [{ ...proper, languages: "zh" }, /Languages is of the wrong type/],
    [{ ...proper, options: ["O-99"] }, /no option “O-99”/],
    [{ ...proper, options: [null] }, /wrong type/],
    [{ ...proper, colour: "red" }, /Not known here: colour/],
    [[], /wrong type/],
    [null, /wrong type/],
    ["text", /wrong type/],
  ]
  for (const [body, message] of cases) {
    const { status, error } = await post(server, token, path, JSON.stringify(body))
    expect({ body, status, code: error.code }).toEqual({ body, status: 400, code: "invalid" })
    expect(error.message, JSON.stringify(body).slice(0, 200)).toMatch(message)
  }
  expect(await counts(server)).toEqual(before)
})

test("a body that is not JSON, not UTF-8, of another type or too large is refused before it is read", async ({
  server,
}) => {
  const token = await server.token("drafter")
  const path = `workshops/${await workshopOf(server, token)}/briefs`
  const before = await counts(server)
  expect(await post(server, token, path, "{not json")).toMatchObject({
    status: 400,
    error: { code: "invalid", message: /well-formed JSON/ },
  })
  expect(await post(server, token, path, new Uint8Array([0x22, 0xff, 0x22]))).toMatchObject({
    status: 400,
    error: { message: /UTF-8/ },
  })
  expect(await post(server, token, path, JSON.stringify(proper), "text/plain")).toMatchObject({
    status: 400,
    error: { message: /Content-Type/ },
  })
  const large = JSON.stringify({ ...proper, title: { zh: "题", en: "x".repeat(1_100_000) } })
  expect(await post(server, token, path, large)).toMatchObject({
    status: 413,
    error: { code: "too-large", message: /larger than 1 MB/ },
  })
  const huge = "x".repeat(5_000_000)
  expect(await post(server, token, path, huge)).toMatchObject({ status: 413 })
  // In pieces, so that no header tells how much will come.
  const pieces = await fetch(`${server.url}/api/v1/${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: new Blob(Array.from({ length: 40 }, () => "x".repeat(50_000))).stream(),
    duplex: "half",
  } as RequestInit)
  expect(pieces.status).toBe(413)
  expect(await counts(server)).toEqual(before)
})

test("ids that are nothing, or no ids at all, are not found", async ({ as, server }) => {
  const token = await server.token("convener")
  const page = await as("convener")
  const before = await counts(server)
  for (const id of [nowhere, "1", "null", "../../etc/passwd", "' or 1=1", "题".repeat(50), "x".repeat(2_000), "\0"]) {
    const at = encodeURIComponent(id)
    for (const line of [
      `GET briefs/${at}`,
      `GET briefs/${at}/content`,
      `GET briefs/${at}/export`,
      `POST briefs/${at}/submit`,
      `GET versions/${at}`,
      `GET workshops/${at}/members`,
    ]) {
      const { status, body } = await send(server, token, line)
      expect({ line, status, code: body.error?.code }).toEqual({ line, status: 404, code: "not-found" })
    }
    for (const path of [`/briefs/${at}`, `/workshops/${at}`, `/invitations/${at}`]) {
      const answer = await page.goto(path)
      expect(answer?.status(), path).toBeLessThan(500)
      await expect(page.getByRole("heading", { name: "Not found" }), path).toBeVisible()
    }
  }
  const briefId = await newBrief(server, token)
  for (const number of ["0", "1", "-1", "1.5", "99999999999999999999", "one"]) {
    await page.goto(`/briefs/${briefId}/versions/${number}`)
    await expect(page.getByRole("heading", { name: "Not found" }), number).toBeVisible()
  }
  for (const [query, status] of [
    ["format=docx", 400],
    ["format=pdf&version=0", 400],
    ["format=pdf&version=one", 400],
    ["format=pdf&lang=fr", 400],
    ["format=pdf&version=7", 404],
    ["format=json&version=99999999999999999999", 400],
  ] as const) {
    const answer = await send(server, token, `GET briefs/${briefId}/export?${query}`)
    expect({ query, status: answer.status }).toEqual({ query, status })
    expect(answer.body.error.message.length).toBeGreaterThan(5)
  }
  const made = (await counts(server)) as { briefs: string }[]
  expect(Number(made[0]?.briefs)).toBe(Number((before as { briefs: string }[])[0]?.briefs) + 1)
})

test("an incomplete brief is not submitted, and the answer lists what it lacks", async ({ server }) => {
  const token = await server.token("drafter")
  const briefId = await newBrief(server, token)
  const before = await counts(server)
  const { status, body } = await send(server, token, `POST briefs/${briefId}/submit`)
  expect({ status, code: body.error.code }).toEqual({ status: 400, code: "invalid" })
  expect(body.error.message).toMatch(/not complete: \d+ things are missing/)
  expect(body.error.details.map((lack: { section: string }) => lack.section)).toEqual(
    expect.arrayContaining(["issue", "recommendation", "next"]),
  )
  expect(await counts(server)).toEqual(before)
})

test("an empty brief makes a PDF that says it is an empty draft", async ({ server }) => {
  const token = await server.token("drafter")
  for (const languages of [["zh", "en"], ["zh"], ["en"]] as ("zh" | "en")[][]) {
    const title = { zh: "空白备忘", en: "An empty memo" }
    const briefId = await newBrief(server, token, {
      languages,
      title: Object.fromEntries(languages.map((one) => [one, title[one]])),
    })
    for (const lang of ["both", ...languages]) {
      const answer = await fetch(`${server.url}/api/v1/briefs/${briefId}/export?format=pdf&lang=${lang}`, {
        headers: { authorization: `Bearer ${token}` },
      })
      expect(answer.status).toBe(200)
      const { text } = await readPdf(new Uint8Array(await answer.arrayBuffer()))
      for (const one of lang === "both" ? languages : [lang as "zh"])
        expect(text.replace(/\s/g, "")).toContain(title[one].replace(/\s/g, ""))
      expect(text).toMatch(/草\s*稿|草\s*案|draft/i)
    }
  }
})

test("an invitation that has expired, was withdrawn or is for somebody else opens nothing and says so", async ({
  as,
  browser,
  server,
}) => {
  const own = await ownWorkshop(server)
  const convener = await (await browser.newContext({ baseURL: server.url })).newPage()
  await convener.context().addCookies([{ name: "locale", value: "en", url: server.url }])
  await signIn(convener, own.people.convener.email, ownPassword)
  await convener.goto(`/workshops/${own.id}/members`)
  const invited = async (email: string) => {
    await convener.getByRole("button", { name: "Invite" }).click()
    const dialog = convener.getByRole("dialog")
    await dialog.getByLabel("E-mail").fill(email)
    await dialog.getByLabel("Role").selectOption("observer")
    await dialog.getByRole("button", { name: "Make the link" }).click()
    const link = await dialog.getByRole("textbox", { name: "Invitation link" }).inputValue()
    await dialog.getByRole("button", { name: "Done" }).click()
    return link
  }
  const visitor = await (await browser.newContext({ baseURL: server.url, locale: "zh-CN" })).newPage()

  // Open while the page is looked at, expired when the form is sent.
  const late = await invited("late@example.org")
  await visitor.goto(late)
  await visitor.getByLabel("姓名").fill("迟来者")
  await visitor.getByLabel("密码").fill("咸海退了又退岸边的船还在等水来")
  await rowsOf(
    server,
    `update "Invitation" set "expiresAt" = now() - interval '1 minute' where email = 'late@example.org'`,
  )
  await visitor.getByRole("button", { name: "开通账号并加入" }).click()
  await expect(visitor.getByText(`邀请已过期，请联系${own.people.convener.name}重新发送。`)).toBeVisible()
  await visitor.goto(late)
  await expect(visitor.getByText(`邀请已过期，请联系${own.people.convener.name}重新发送。`)).toBeVisible()
  await expect(visitor.getByLabel("密码")).toHaveCount(0)
  expect(await rowsOf(server, `select 1 from "User" where email = 'late@example.org'`)).toEqual([])

  const theirs = await invited("somebody@example.org")
  const other = await as("observer")
  await other.goto(theirs)
  await expect(other.getByText("Sign out, then open the link again.")).toBeVisible()
  await expect(other.getByRole("button", { name: "Join the workshop" })).toHaveCount(0)
  expect(await rowsOf(server, `select 1 from "Member" where "workshopId" = $1`, [own.id])).toHaveLength(5)

  await convener.getByRole("button", { name: "Withdraw" }).first().click()
  await expect(convener.getByText("The invitation of somebody@example.org is withdrawn.")).toBeVisible()
  await visitor.goto(theirs)
  await expect(visitor.getByText("邀请已撤回")).toBeVisible()
  await expect(visitor.getByLabel("密码")).toHaveCount(0)
  await visitor.goto("/invitations/nothing-of-the-kind")
  await expect(visitor.getByRole("heading", { name: "找不到此页" })).toBeVisible()
  await convener.context().close()
  await visitor.context().close()
})

test("a sign-in without the proper fields is refused like any other that is not right", async ({ page }) => {
  const forms: Record<string, string>[] = [
    {},
    { email: "x", password: "y" },
    { email: "x".repeat(10_000), password: "y".repeat(10_000) },
  ]
  for (const form of forms) {
    const { csrfToken } = await (await page.request.get("/api/auth/csrf")).json()
    const answer = await page.request.post("/api/auth/callback/credentials", {
      form: { csrfToken, json: "true", ...form },
    })
    expect(answer.status()).toBe(401)
  }
})
