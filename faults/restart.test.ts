// A deployment while people write: the server is asked to end (SIGTERM), says good-bye and is started again, over and
// over. Nothing that was acknowledged is lost, it ends within ten seconds, and everybody is back within five.

import { beforeAll, expect, test } from "vitest"
import { env } from "#lib/env.ts"
import { Crowd } from "./crowd.ts"
import { randomFrom } from "./random.ts"
import { Server } from "./server.ts"

let server: Server
let crowd: Crowd

beforeAll(async () => {
  server = new Server()
  await server.start()
  crowd = await Crowd.at(server, env.DATABASE_URL, randomFrom(4))
  return async () => {
    crowd.leave()
    await server.kill()
  }
})

const acknowledged = () => crowd.ledgers.reduce((sum, ledger) => sum + ledger.count().acknowledged, 0)

test("twenty restarts while people write lose nothing, end in time, and everybody is back soon", async () => {
  await crowd.open(6)
  const drains: number[] = []
  const returns: number[] = []
  for (let restart = 0; restart < 20; restart++) {
    const rest = crowd.write()
    const before = acknowledged()
    while (acknowledged() < before + 100) await turn()
    crowd.hold()
    for (const { client } of crowd.writers) client.closed = null
    const asked = performance.now()
    const code = await server.stop()
    drains.push(performance.now() - asked)
    rest()
    expect(code).toBe(0)
    // The end of the process is heard before the good-bye that it sent: the sockets are read to their ends first.
    while (crowd.writers.some(({ client }) => client.provider.ws !== null)) await turn()
    expect(crowd.writers.map(({ client }) => client.closed?.code)).toEqual(crowd.writers.map(() => 1012))
    expect(await crowd.faults()).toEqual([])
    await server.start()
    const back = performance.now()
    expect(await crowd.reunite()).toEqual([])
    returns.push(performance.now() - back)
  }
  console.log(`drained in ${said(drains)} ms, back in ${said(returns)} ms, acknowledged ${acknowledged()}`)
  expect(Math.max(...drains)).toBeLessThan(10_000)
  expect(Math.max(...returns)).toBeLessThan(5_000)
}, 240_000)

const turn = () => new Promise((resolve) => setTimeout(resolve, 5))

const said = (times: number[]) =>
  `${Math.round(times.reduce((sum, time) => sum + time, 0) / times.length)} (at most ${Math.round(Math.max(...times))})`
