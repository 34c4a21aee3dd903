import { beforeAll, describe, expect, test } from "vitest"
import { db } from "#lib/db.ts"
import { type Role, roles } from "#lib/policy.ts"
import { addOption, addOptionInput } from "#lib/registers/add-option.ts"
import { editOption, editOptionInput } from "#lib/registers/edit-option.ts"
import { importRegisters } from "#lib/registers/import.ts"
import { readOption } from "#lib/registers/options.ts"
import { type Cast, gather } from "../../vitest/cast.ts"

let cast: Cast
let workshopId: string

beforeAll(async () => {
  cast = await gather()
  workshopId = cast.workshopId
})

const add = (who: string, given: { code?: string; en: string; summary?: string }, where = workshopId) =>
  addOption(
    who,
    addOptionInput.parse({
      workshopId: where,
      ...(given.code !== undefined && { code: given.code }),
      names: { zh: "", en: given.en },
      summary: { en: given.summary ?? "" },
    }),
  )
const edit = (who: string, code: string, names: object, summary: object = {}, where = workshopId) =>
  editOption(who, editOptionInput.parse({ workshopId: where, code, names, summary }))
const read = (code: string) => readOption(cast.observer, { workshopId, code })
const events = (kind: string) =>
  db.auditEvent.findMany({ where: { workshopId, kind }, orderBy: { id: "asc" }, select: { actorId: true, data: true } })

describe("a new option", () => {
  test("takes the next free code, says what was written, and is in the audit trail", async () => {
    expect(await add(cast.convener, { en: " First ", summary: "What it is." })).toEqual({ code: "O-01" })
    await importRegisters(cast.drafter, workshopId, { options: [{ code: "O-09", names: { en: "Ninth" } }] })
    expect(await add(cast.drafter, { code: "", en: "Tenth" })).toEqual({ code: "O-10" })
    expect(await read("O-01")).toMatchObject({ names: { en: "First" }, data: { summary: { en: "What it is." } } })
    expect((await read("O-10")).data).toEqual({})
    expect(await events("option.added")).toEqual([
      { actorId: cast.convener, data: { code: "O-01" } },
      { actorId: cast.drafter, data: { code: "O-10" } },
    ])
  })

  test("with a code that is taken is refused, names the free one, and changes nothing", async () => {
    await expect(add(cast.convener, { code: "o-01", en: "Another" })).rejects.toMatchObject({
      code: "conflict",
      messageKey: "codeTaken",
      values: { code: "O-01", free: "O-11" },
      details: { field: "code" },
    })
    expect((await read("O-01")).names).toEqual({ en: "First" })
    expect(await events("option.added")).toHaveLength(2)
  })

  test("may have a code that another workshop has", async () => {
    const other = await gather()
    expect(await add(other.convener, { code: "O-01", en: "Elsewhere" }, other.workshopId)).toEqual({ code: "O-01" })
  })

  test("of two people at once gets two codes", async () => {
    const made = await Promise.all([add(cast.convener, { en: "Left" }), add(cast.drafter, { en: "Right" })])
    expect(new Set(made.map(({ code }) => code)).size).toBe(2)
  })

  test.each([
    ["no name", { names: { zh: " ", en: "" } }],
    ["a code that could not stand in an address", { code: "O/1", names: { en: "A" } }],
    ["a name with control characters", { names: { en: "A\u0000B" } }],
    ["a summary that is too long", { names: { en: "A" }, summary: { zh: "长".repeat(4001) } }],
  ])("with %s is not of the shape", (_, given) => {
    expect(addOptionInput.safeParse({ workshopId, ...given }).success).toBe(false)
  })
})

describe("an option that is edited", () => {
  test("keeps whatever else is known of it", async () => {
    const option = {
      code: "O-20",
      names: { zh: "原名", ru: "Имя" },
      data: { as_of: "2017", summary: { zh: "原文所述。", origin: "P" } },
    }
    await importRegisters(cast.convener, workshopId, { options: [option] })
    await edit(cast.drafter, "O-20", { zh: "新名", en: "New name" }, { zh: "原文所述。" })
    expect(await read("O-20")).toMatchObject({
      names: { zh: "新名", en: "New name", ru: "Имя" },
      data: { as_of: "2017", summary: { zh: "原文所述。", origin: "P" } },
    })
    expect(await events("option.edited")).toEqual([
      {
        actorId: cast.drafter,
        data: {
          code: "O-20",
          before: { zh: "原名", ru: "Имя" },
          after: { zh: "新名", en: "New name", ru: "Имя" },
          summaryChanged: false,
        },
      },
    ])
  })

  test("does not pass a summary in new words off as the source's", async () => {
    await edit(cast.convener, "O-20", { zh: "新名", en: "New name" }, { zh: "我们的说法。" })
    expect((await read("O-20")).data.summary).toEqual({ zh: "我们的说法。", origin: "D" })
    await edit(cast.convener, "O-20", { zh: "新名", en: "New name" })
    expect((await read("O-20")).data).toEqual({ as_of: "2017" })
  })

  test("with the same words leaves no event", async () => {
    const before = await events("option.edited")
    await edit(cast.convener, "O-20", { zh: "新名", en: "New name" })
    expect(await events("option.edited")).toEqual(before)
  })

  test("that is not there is not found", async () => {
    await expect(edit(cast.convener, "O-77", { en: "A" })).rejects.toMatchObject({ code: "not-found" })
  })
})

describe("who may", () => {
  const may: readonly Role[] = ["convener", "drafter"]
  test.each(roles.filter((role) => !may.includes(role)))("a %s neither adds nor edits", async (role) => {
    await expect(add(cast[role], { en: "A" })).rejects.toMatchObject({ code: "not-allowed" })
    await expect(edit(cast[role], "O-01", { en: "A" })).rejects.toMatchObject({ code: "not-allowed" })
  })

  test("a stranger finds nothing, an id that is none neither", async () => {
    await expect(add(cast.stranger, { en: "A" })).rejects.toMatchObject({ code: "not-found" })
    await expect(edit(cast.stranger, "O-01", { en: "A" })).rejects.toMatchObject({ code: "not-found" })
    await expect(add(cast.convener, { en: "A" }, "nowhere")).rejects.toMatchObject({ code: "not-found" })
  })
})
