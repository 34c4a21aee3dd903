// Proves that a crash loses nothing that anybody was told or shown. People write on 20 briefs, prose and tables; at a
// random moment the server is killed with -9, or Postgres with `-m immediate`, or both. Then, before anybody comes
// back, the bytes of the database alone must hold everything acknowledged and everything seen, nothing twice and
// nothing refused (ledger.ts); after they came back and sent the rest, all screens, a fresh one and the database must
// have one hash (crowd.ts).
//   npm run test:crash -- [--cycles 200] [--seed 1]
// Ends with 1 if anything is wrong.

import { setTimeout as wait } from "node:timers/promises"
import { parseArgs } from "node:util"
import { Crowd } from "./crowd.ts"
import { ownPostgres, workOn } from "./postgres.ts"
import { below, oneOf, randomFrom } from "./random.ts"
import { Server } from "./server.ts"
import { Tally, told } from "./tally.ts"
import { aWord } from "./typing.ts"
import { Writer } from "./writer.ts"

const { values } = parseArgs({ options: { cycles: { type: "string" }, seed: { type: "string" } } })
const cycles = Number(values.cycles ?? 10)
const seed = Number(values.seed ?? Date.now() % 1_000_000)
const random = randomFrom(seed)

const briefs = 20
/** Cycles after which people turn to new briefs, so that a cycle costs the same throughout. */
const freshAfter = 20

type Victim = "server" | "postgres" | "both"
const victims: Victim[] = ["server", "server", "server", "postgres", "postgres", "both"]

console.log(`seed ${seed}, ${cycles} cycles, ${briefs} briefs`)
const postgres = await ownPostgres()
workOn(postgres.url)
const server = new Server()
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void leave(1))

/** Somebody who may only read writes all the same: the class *refused*. */
function trespass(crowd: Crowd): () => void {
  const { brief, ledger } = oneOf(random, crowd.desks)
  const intruder = new Writer(server, brief, crowd.people.observer, ledger)
  void intruder.client.synced().then(() => intruder.act(random, aWord))
  return () => intruder.leave()
}

/** Kills, while people type on, and starts Postgres again. */
async function strike(victim: Victim) {
  await Promise.all([
    victim === "postgres" ? undefined : server.kill(),
    victim === "server" ? undefined : postgres.die(),
  ])
  await wait(below(random, 50))
  if (victim !== "server") await postgres.comeBack()
}

async function run(): Promise<number> {
  let faults = 0
  const complain = (found: string[]) => {
    faults += found.length
    for (const fault of found.slice(0, 20)) console.log(`  FAULT ${fault}`)
  }
  await server.start()
  const crowd = await Crowd.at(server, postgres.url, random)
  await crowd.open(briefs)
  const tally = new Tally()
  const started = performance.now()
  for (let cycle = 1; cycle <= cycles; cycle++) {
    const rest = crowd.write()
    const left = trespass(crowd)
    // Most of what can go wrong goes wrong early.
    const after = 200 + 2800 * random() ** 2
    await wait(after)
    const victim = oneOf(random, victims)
    crowd.hold()
    await strike(victim)
    rest()
    const found = await crowd.faults()
    left()
    const what = `${String(cycle).padStart(4)}  ${victim} after ${(after / 1000).toFixed(2)} s: `
    console.log(`${what}${told(tally.count(crowd.ledgers))}, faults ${found.length}`)
    complain(found)
    if (victim !== "postgres") await server.start()
    // Now and then the next blow falls before all are back.
    if (cycle < cycles && cycle % freshAfter !== 0 && random() < 0.25) {
      crowd.comeBack()
      continue
    }
    complain(await crowd.reunite())
    if (cycle % freshAfter !== 0 && cycle < cycles) continue
    complain(await crowd.faults())
    tally.count(crowd.ledgers)
    await crowd.open(briefs)
  }
  crowd.leave()
  const seconds = (performance.now() - started) / 1000
  console.log(`${cycles} cycles in ${seconds.toFixed(0)} s: ${told(tally.total)}, faults ${faults}`)
  if (faults === 0) console.log(`A cycle with a fault is rarer than ${bound(cycles)} % (95 %).`)
  return faults > 0 ? 1 : 0
}

/** None in n: the rate above which that would be less likely than one in twenty. */
const bound = (n: number) => ((1 - 0.05 ** (1 / n)) * 100).toFixed(1)

async function leave(code: number) {
  await server.kill()
  await postgres.remove()
  process.exit(code)
}

run().then(leave, (error) => {
  console.error(error)
  return leave(1)
})
