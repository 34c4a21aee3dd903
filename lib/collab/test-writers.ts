// The cast of most tests of this folder: a server, and two people of one workshop who write. Importing it sets the
// stage before all tests of the file and clears it after them.

import { afterAll, beforeAll } from "vitest"
import { openWorkshop, type Served, type Someone, serve, someone } from "./test-stage.ts"

export let served: Served
export let workshop: string
/** A drafter. */
export let anna: Someone
/** A convener. */
export let lan: Someone

beforeAll(async () => {
  served = await serve()
  workshop = await openWorkshop()
  anna = await someone("Anna", workshop, "drafter")
  lan = await someone("Lan", workshop, "convener")
})

afterAll(() => served.stop())
