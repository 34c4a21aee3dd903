// On a phone everything is there and nothing runs past the edge.

import { openBrief } from "./brief-page.ts"
import { newBrief, workshopOf } from "./by-script.ts"
import { expect, test } from "./fixtures.ts"

for (const locale of ["en", "zh-CN"] as const)
  for (const role of ["convener", "reviewer"] as const)
    test(`${role}, ${locale}: no page is wider than the screen`, async ({ as, server }) => {
      const token = await server.token("drafter")
      const briefId = await newBrief(server, token, {
        title: {
          zh: "关于在两轨对话框架下推进中亚水资源、跨境运输与非传统安全领域协调机制建设的若干建议（讨论稿）",
          en: "Recommendations on water, transit and non-traditional security coordination within a two-track dialogue",
        },
      })
      const page = await as(role, { locale })
      await page.setViewportSize({ width: 390, height: 844 })
      const width = () => page.evaluate(() => document.documentElement.scrollWidth)
      await openBrief(page, briefId)
      expect(await width()).toBe(390)
      await expect(page.getByRole("banner").getByRole("button").last()).toBeInViewport({ ratio: 1 })
      const workshop = `/workshops/${await workshopOf(server, token)}`
      for (const path of [
        "/",
        workshop,
        `${workshop}/options`,
        `${workshop}/registers`,
        `${workshop}/members`,
        "/profile",
      ]) {
        await page.goto(path)
        expect(await width(), path).toBe(390)
      }
    })
