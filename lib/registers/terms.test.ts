import { beforeAll, expect, test } from "vitest"
import { db } from "#lib/db.ts"
import { type Role, roles } from "#lib/policy.ts"
import { addTerm, addTermInput, editTerm, editTermInput, removeTerm } from "#lib/registers/edit-terms.ts"
import { importRegisters } from "#lib/registers/import.ts"
import { termsOf } from "#lib/registers/terms.ts"
import { type Cast, gather } from "../../vitest/cast.ts"

let cast: Cast
beforeAll(async () => {
  cast = await gather()
})

const add = (who: string, given: object) => addTerm(who, addTermInput.parse({ workshopId: cast.workshopId, ...given }))
const edit = (who: string, given: object) =>
  editTerm(who, editTermInput.parse({ workshopId: cast.workshopId, ...given }))
const read = async (code: string) => (await termsOf(cast.observer, cast.workshopId)).find((term) => term.code === code)

test("a term is added, changed and removed, and each is in the audit trail", async () => {
  await importRegisters(cast.convener, cast.workshopId, {
    terms: [{ code: "T-096", names: { zh: "走廊" }, data: { sources: ["003-7"], avoid: { zh: ["通道"] } } }],
  })
  const { code } = await add(cast.drafter, {
    names: { zh: "颜色革命", en: "colour revolution", ru: "цветная революция" },
    avoid: { en: "color revolution; coloured revolution" },
    definition: { en: "As the sources use it" },
  })
  expect(code).toBe("T-097")
  expect(await read(code)).toEqual({
    code,
    names: { zh: "颜色革命", en: "colour revolution", ru: "цветная революция" },
    also: {},
    avoid: { en: ["color revolution", "coloured revolution"] },
    definition: { en: "As the sources use it" },
  })
  await edit(cast.drafter, { code: "T-096", names: { zh: "走廊", en: "corridor" }, also: { zh: "通廊；廊道" } })
  expect(await read("T-096")).toMatchObject({ names: { en: "corridor" }, also: { zh: ["通廊", "廊道"] }, avoid: {} })
  const row = await db.term.findFirstOrThrow({ where: { workshopId: cast.workshopId, code: "T-096" } })
  expect(row.data).toMatchObject({ sources: ["003-7"] })
  await removeTerm(cast.convener, { workshopId: cast.workshopId, code })
  expect(await read(code)).toBeUndefined()
  const kinds = await db.auditEvent.findMany({
    where: { workshopId: cast.workshopId, kind: { startsWith: "term." } },
    orderBy: { id: "asc" },
  })
  expect(kinds.map(({ kind, actorId }) => [kind, actorId])).toEqual([
    ["term.added", cast.drafter],
    ["term.edited", cast.drafter],
    ["term.removed", cast.convener],
  ])
})

test("only who may edit the registers changes the glossary; everybody in the workshop reads it, no stranger", async () => {
  const { code } = await add(cast.convener, { names: { en: "closure" } })
  const may: Role[] = ["convener", "drafter"]
  for (const role of roles.filter((one) => !may.includes(one))) {
    await expect(add(cast[role], { names: { en: "x" } })).rejects.toMatchObject({ code: "not-allowed" })
    await expect(edit(cast[role], { code, names: { en: "x" } })).rejects.toMatchObject({ code: "not-allowed" })
    await expect(removeTerm(cast[role], { workshopId: cast.workshopId, code })).rejects.toMatchObject({
      code: "not-allowed",
    })
    expect((await termsOf(cast[role], cast.workshopId)).map((term) => term.code)).toContain(code)
  }
  await expect(termsOf(cast.stranger, cast.workshopId)).rejects.toMatchObject({ code: "not-found" })
  await expect(removeTerm(cast.stranger, { workshopId: cast.workshopId, code })).rejects.toMatchObject({
    code: "not-found",
  })
})

test("a form cannot be agreed and avoided at once, and a term has a name", async () => {
  await expect(add(cast.drafter, { names: { en: "Closure (CL)" }, avoid: { en: "closure" } })).rejects.toMatchObject({
    messageKey: "termBoth",
    values: { form: "closure" },
  })
  expect(() => addTermInput.parse({ workshopId: cast.workshopId, names: { zh: " " } })).toThrow()
  await expect(edit(cast.drafter, { code: "T-999", names: { en: "x" } })).rejects.toMatchObject({ code: "not-found" })
})
