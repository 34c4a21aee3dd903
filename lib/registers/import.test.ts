import { beforeAll, expect, test } from "vitest"
import { db } from "#lib/db.ts"
import { makeWorkshop } from "#lib/members/open-workshop.ts"
import { createPerson } from "#lib/members/person.ts"
import type { Role } from "#lib/policy.ts"
import { importRegisters } from "#lib/registers/import.ts"
import { listOptions, readOption } from "#lib/registers/options.ts"
import { registersOf } from "#lib/registers/read.ts"
import { registersInput } from "#lib/registers/registers.ts"

let workshopId: string
const cast = {} as Record<Role | "stranger", string>

beforeAll(async () => {
  await db.$transaction(async (tx) => {
    for (const role of ["convener", "drafter", "reviewer", "observer", "stranger"] as const) {
      const person = {
        email: `${role}@example.org`,
        name: "A",
        password: "seven quiet lanterns",
        locale: "en",
      } as const
      cast[role] = (await createPerson(tx, person)).id
    }
    workshopId = (await makeWorkshop(tx, cast.convener, { names: { en: "One" } })).id
    for (const role of ["drafter", "reviewer", "observer"] as const)
      await tx.member.create({ data: { workshopId, userId: cast[role], role } })
  })
})

const option = (code: string, en: string) => ({ code, names: { en }, data: { as_of: "2017" } })

test("entries come back by code, and an import says how many were new", async () => {
  const given = {
    options: [option("O-02", "Second"), option("O-01", "First")],
    actors: [{ code: "KZ", names: { en: "Kazakhstan" } }],
  }
  expect(await importRegisters(cast.drafter, workshopId, given)).toMatchObject({ options: 2, actors: 1, terms: 0 })
  const registers = await registersOf(cast.observer, workshopId)
  expect(Object.keys(registers.options)).toEqual(["O-01", "O-02"])
  expect(registers.options["O-01"]).toEqual({ names: { en: "First" }, data: { as_of: "2017" } })
  expect(registers.actors).toEqual({ KZ: { names: { en: "Kazakhstan" }, data: {} } })
  expect((await listOptions(cast.observer, { workshopId })).map(({ code, briefs }) => [code, briefs])).toEqual([
    ["O-01", 0],
    ["O-02", 0],
  ])
})

test("an entry that is there keeps what people have made of it", async () => {
  expect(
    await importRegisters(cast.convener, workshopId, { options: [option("O-01", "Other"), option("O-03", "Third")] }),
  ).toMatchObject({
    options: 1,
  })
  expect(await readOption(cast.observer, { workshopId, code: "O-01" })).toMatchObject({ names: { en: "First" } })
})

test("an import leaves an audit event of its own", async () => {
  const events = await db.auditEvent.findMany({
    where: { workshopId, kind: "registers.imported" },
    orderBy: { at: "asc" },
  })
  expect(events.map(({ actorId, data }) => [actorId, data])).toMatchObject([
    [cast.drafter, { options: 2, actors: 1 }],
    [cast.convener, { options: 1 }],
  ])
})

test("only who may edit options brings entries in; a stranger finds nothing", async () => {
  const given = { options: [option("O-09", "Ninth")] }
  for (const who of [cast.reviewer, cast.observer])
    await expect(importRegisters(who, workshopId, given)).rejects.toMatchObject({ code: "not-allowed" })
  await expect(importRegisters(cast.stranger, workshopId, given)).rejects.toMatchObject({ code: "not-found" })
  await expect(registersOf(cast.stranger, workshopId)).rejects.toMatchObject({ code: "not-found" })
  await expect(listOptions(cast.stranger, { workshopId })).rejects.toMatchObject({ code: "not-found" })
  await expect(readOption(cast.stranger, { workshopId, code: "O-01" })).rejects.toMatchObject({ code: "not-found" })
  await expect(readOption(cast.observer, { workshopId, code: "O-09" })).rejects.toMatchObject({ code: "not-found" })
})

test("a code that could not stand in an address does not come in", () => {
  const coded = (code: string) => registersInput.safeParse({ options: [{ code, names: { en: "Bad" } }] }).success
  expect(["O-01", "000", "CONCERT-EUROPE", "T-001"].filter((code) => !coded(code))).toEqual([])
  expect(["o/1", "", "-A", "O 1", "方案", "A".repeat(41)].filter(coded)).toEqual([])
})
