// What every end-to-end test begins with: a real server with the sample, and people who are signed in.

import { type BrowserContext, test as base, type Page } from "@playwright/test"
import { samplePassword, samplePeople } from "../lib/sample/people.ts"
import { type ChanceryServer, newServer, type SampleRole } from "./server.ts"

export { expect } from "@playwright/test"
export { newServer } from "./server.ts"

interface AsOptions {
  /** Language of the interface. */
  locale?: "en" | "zh-CN"
}

interface PerTest {
  /** A page in a browser context of its own, signed in as this person of the sample. */
  as: (role: SampleRole, options?: AsOptions) => Promise<Page>
}

interface PerWorker {
  /** The server under test. One per worker, shared by its tests: a test that kills it starts it again. */
  server: ChanceryServer
}

export const test = base.extend<PerTest, PerWorker>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      const server = await newServer()
      try {
        await server.start()
        await use(server)
      } finally {
        await server.remove()
      }
    },
    { scope: "worker", timeout: 180_000 },
  ],
  baseURL: ({ server }, use) => use(server.url),
  as: async ({ browser, server }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (role, { locale = "en" } = {}) => {
      const context = await browser.newContext({ baseURL: server.url })
      contexts.push(context)
      await context.addCookies([{ name: "locale", value: locale, url: server.url }])
      const page = await context.newPage()
      await signIn(page, samplePeople[role].email)
      return page
    })
    for (const context of contexts) await context.close()
  },
})

/** Signs in as next-auth's own page would, without walking through the form. */
export async function signIn(page: Page, email: string, password: string = samplePassword): Promise<void> {
  const { csrfToken } = await (await page.request.get("/api/auth/csrf")).json()
  const answer = await page.request.post("/api/auth/callback/credentials", {
    form: { csrfToken, email, password, json: "true", callbackUrl: "/" },
  })
  if (!answer.ok()) throw new Error(`${email} could not sign in: ${answer.status()} ${await answer.text()}`)
}
