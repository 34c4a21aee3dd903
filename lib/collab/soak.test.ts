// Thousands of briefs, each opened, written in and left: no room stays, and nothing of them in memory. `npm test` takes
// a few hundred, `npm run test:battery` ten thousand.

import { expect, inject, test } from "vitest"
import { db } from "#lib/db.ts"
import { OwnServer } from "./test-server.ts"
import { eventually, openBrief, openWorkshop, paragraphUpdate, Raw, someone, until } from "./test-stage.ts"
import { Sync, syncFrame } from "./wire.ts"

const isFull = inject("battery") === "full"
const count = isFull ? 10_000 : 300
/** So many at the same time. */
const abreast = 20

/** Copies of one brief. */
async function manyBriefs(workshopId: string): Promise<string[]> {
  const first = await openBrief(workshopId)
  const { templateVersionId } = await db.brief.findUniqueOrThrow({ where: { id: first } })
  const made = await db.brief.createManyAndReturn({
    data: Array.from({ length: count }, () => ({
      workshopId,
      templateVersionId,
      title: { en: "Brief" },
      languages: ["en"],
    })),
    select: { id: true },
  })
  await db.briefSection.createMany({
    data: made.map(({ id }) => ({
      briefId: id,
      key: "problem",
      position: 0,
      kind: "prose",
      heading: { en: "problem" },
      guidance: {},
      required: true,
    })),
  })
  return made.map(({ id }) => id)
}

test("briefs that were opened and left leave nothing behind", async () => {
  const server = await OwnServer.start()
  const workshop = await openWorkshop()
  const anna = await someone("Anna", workshop, "drafter")
  const briefs = await manyBriefs(workshop)

  const visit = async (brief: string) => {
    const raw = await Raw.of(server, brief, anna).following()
    raw.socket.send(syncFrame(Sync.update, paragraphUpdate("I was here")))
    await until(() => raw.saved === 1 || raw.closed !== null, raw)
    expect(raw.saved).toBe(1)
    raw.socket.close()
    await raw.end()
  }
  const visitAll = async (some: string[]) => {
    const waiting = [...some]
    const walk = async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) await visit(next)
    }
    await Promise.all(Array.from({ length: abreast }, walk))
    await eventually(async () => (await server.memory()).rooms === 0)
    return server.memory()
  }

  // The first tenth warms up what grows once.
  const before = await visitAll(briefs.slice(0, count / 10))
  const after = await visitAll(briefs.slice(count / 10))
  const drift = after.live / before.live - 1
  expect(await db.briefUpdate.count({ where: { briefId: { in: briefs } } })).toBe(count)
  expect([server.isAlive, server.complaints, after.rooms]).toEqual([true, "", 0])
  expect(drift).toBeLessThan(0.05)
  if (isFull) {
    const mega = (bytes: number) => (bytes / 2 ** 20).toFixed(1)
    console.log(
      `Soak  ${count} briefs opened, written in and left: 0 rooms, memory alive ${mega(before.live)} → ${mega(after.live)} MB ` +
        `(${(drift * 100).toFixed(1)} %), resident ${mega(before.resident)} → ${mega(after.resident)} MB`,
    )
  }
  await server.stop()
}, 1_800_000)
