// The cast of the tests where every role matters: beside the two who write (test-writers.ts) one person of each role.

import { beforeAll } from "vitest"
import { type Role, roles } from "#lib/policy.ts"
import { type Someone, someone } from "./test-stage.ts"
import { workshop } from "./test-writers.ts"

const people = new Map<Role, Someone>()

/** The one of this role who is neither Anna nor Lan. */
export const inRole = (role: Role) => people.get(role) as Someone

beforeAll(async () => {
  for (const role of roles) people.set(role, await someone(role, workshop, role))
})
