// A network whose proxy lets no WebSocket through, and a page that is older than the server.

import { once } from "node:events"
import { createServer, request as forward, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { samplePeople } from "../lib/sample/people.ts"
import { expectSaved, openBrief, textAt } from "./brief-page.ts"
import { contentOf, newBrief, rowsOf } from "./by-script.ts"
import { expect, signIn, test } from "./fixtures.ts"

/** Forwards every request as it came, and drops every upgrade. */
async function openProxy(to: string): Promise<Server> {
  const { hostname, port } = new URL(to)
  const proxy = createServer((request, response) => {
    const { method, url: path, headers } = request
    const onward = forward({ hostname, port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.on("error", () => response.destroy()).pipe(response)
    })
    onward.on("error", () => response.destroy())
    response.on("close", () => onward.destroy())
    request.pipe(onward)
  })
  proxy.on("upgrade", (_, socket) => socket.destroy())
  proxy.listen(0, "127.0.0.1")
  await once(proxy, "listening")
  return proxy
}

test("two people write together, one of them on a network without WebSockets, and saved is true for both", async ({
  as,
  browser,
  server,
}) => {
  const proxy = await openProxy(server.url)
  const context = await browser.newContext({ baseURL: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` })
  try {
    const token = await server.token("drafter")
    const briefId = await newBrief(server, token)
    const anna = await context.newPage()
    await signIn(anna, samplePeople.drafter.email)
    const liu = await as("convener")
    await openBrief(anna, briefId)
    await openBrief(liu, briefId)
    await expect(anna.getByTestId("network-notice")).toBeVisible()
    await expect(liu.getByTestId("network-notice")).toHaveCount(0)

    await textAt(anna, "p:issue:en").click()
    await textAt(liu, "p:issue:zh").click()
    for (const n of [1, 2, 3]) {
      await anna.keyboard.insertText(`Over HTTP ${n}. `)
      await liu.keyboard.insertText(`经由长连接${n}。`)
      await expectSaved(anna)
      expect(JSON.stringify(await contentOf(server, token, briefId))).toContain(`Over HTTP ${n}.`)
      await expect(textAt(liu, "p:issue:en")).toContainText(`Over HTTP ${n}.`)
      await expect(textAt(anna, "p:issue:zh")).toContainText(`经由长连接${n}。`)
    }
    await expectSaved(liu)
    await expect(textAt(anna, "p:issue:en")).toHaveText(/^Over HTTP 1\. Over HTTP 2\. Over HTTP 3\.\s*$/)
  } finally {
    await context.close()
    proxy.closeAllConnections()
    proxy.close()
  }
})

test("a page that is older than the server sends nothing, and its person is told to reload", async ({ as, server }) => {
  const token = await server.token("drafter")
  const briefId = await newBrief(server, token)
  const page = await as("drafter")
  let writes = 0
  page.on("websocket", (socket) =>
    socket.on("framesent", ({ payload }) => {
      if (typeof payload !== "string" && payload[0] === 0 && payload[1] !== 0) writes++
    }),
  )
  // The page says its version in the address of the socket: an older page would say an older one.
  await page.addInitScript(() => {
    const Real = window.WebSocket
    window.WebSocket = class extends Real {
      constructor(url: string | URL) {
        super(String(url).replace(/schema=\d+/, "schema=0"))
      }
    }
  })
  await page.goto(`/briefs/${briefId}`)
  await expect(page.getByText("Chancery has been updated. Reload before you go on writing.")).toBeVisible()
  await expect(page.locator("#paper[data-ready=true]")).toHaveCount(0)
  await expect(page.locator("#paper [contenteditable=true]")).toHaveCount(0)
  expect(writes).toBe(0)
  expect(await rowsOf(server, `select 1 from "BriefUpdate" where "briefId" = $1`, [briefId])).toHaveLength(1)
})
