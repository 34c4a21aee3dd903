import { beforeAll, describe, expect, test } from "vitest"
import { db } from "#lib/db.ts"
import { gbt7714, missingFields, noteForm, toVerifyMark } from "#lib/document/citation.ts"
import { addActor, addActorInput, addMechanism } from "#lib/registers/add-party.ts"
import { addSource, addSourceInput, authorsOf } from "#lib/registers/add-source.ts"
import { registersOf } from "#lib/registers/read.ts"
import { type Cast, gather } from "../../vitest/cast.ts"

let cast: Cast
beforeAll(async () => {
  cast = await gather()
})

const source = (who: string, given: object) =>
  addSource(who, addSourceInput.parse({ workshopId: cast.workshopId, ...given }))
const kept = async (code: string) => {
  const entry = (await registersOf(cast.observer, cast.workshopId)).sources[code]
  if (!entry) throw new Error(`There is no source ${code}.`)
  return entry
}
const article = {
  names: { zh: "水与电：一项交换", en: "Water for Power" },
  language: "zh",
  type: "article-journal",
  authors: "顾炜、封帅",
  container: "俄罗斯研究",
  year: "2024",
  issue: "2",
  pages: "3-28",
}

describe("a source typed in", () => {
  test("is cited from what was typed, in both forms", async () => {
    const { code } = await source(cast.convener, article)
    expect(code).toBe("S-01")
    const entry = await kept(code)
    expect(gbt7714(entry)).toBe("顾炜, 封帅. 水与电:一项交换[J]. 俄罗斯研究, 2024(2): 3-28.")
    expect(noteForm(entry, "zh", "第二节")).toBe(
      "顾炜、封帅：“水与电：一项交换”，《俄罗斯研究》，2024年第2期，第二节。",
    )
    expect([missingFields(entry), toVerifyMark(entry, "zh")]).toEqual([[], ""])
  })

  test("in English is cited in English, a book by its publisher", async () => {
    const book = {
      names: { zh: "一本书", en: "A Book" },
      language: "en",
      type: "book",
      authors: "Jervis, Robert",
      container: "A Press",
      year: "1976",
      issue: "7",
    }
    const entry = await kept((await source(cast.drafter, book)).code)
    expect(gbt7714(entry)).toBe("JERVIS R. A Book[M]. A Press, 1976.")
  })

  test("from the web has its address and the day it was read", async () => {
    const page = {
      names: { en: "A Page" },
      language: "en",
      type: "webpage",
      url: "https://example.org/a",
      accessed: "2026-11-02",
    }
    const entry = await kept((await source(cast.drafter, page)).code)
    expect(gbt7714(entry)).toBe("A Page[EB/OL]. [2026-11-02]. https://example.org/a.")
  })

  test("of which little is known says no more, and that it is to verify", async () => {
    const entry = await kept(
      (await source(cast.convener, { ...article, code: "X-1", year: "", issue: "", toVerify: true })).code,
    )
    expect(gbt7714(entry)).toBe("顾炜, 封帅. 水与电:一项交换[J]. 俄罗斯研究: 3-28.")
    expect(toVerifyMark(entry, "en")).toBe("[to verify]")
    expect(missingFields(entry)).toEqual(["issued", "issue"])
  })

  test("needs its title in the language it is written in", async () => {
    await expect(source(cast.convener, { ...article, language: "en", names: { zh: "题" } })).rejects.toMatchObject({
      code: "invalid",
      messageKey: "sourceTitleMissing",
      details: { field: "en" },
    })
  })

  test.each([
    ["a year that is none", { year: "20x4" }],
    ["an address of another kind", { url: "javascript:alert(1)" }],
    ["a day that does not exist", { accessed: "2026-02-30" }],
    ["an unknown type", { type: "rumour" }],
  ])("with %s is not of the shape", (_, given) => {
    expect(addSourceInput.safeParse({ workshopId: cast.workshopId, ...article, ...given }).success).toBe(false)
  })
})

test("authors are told apart as they are usually written", () => {
  expect(authorsOf("顾炜，封帅；A. Lukin")).toEqual([{ literal: "顾炜" }, { literal: "封帅" }, { literal: "A. Lukin" }])
  expect(authorsOf("Lukin, Alexander; World Bank;")).toEqual([
    { family: "Lukin", given: "Alexander" },
    { literal: "World Bank" },
  ])
})

test("actors and mechanisms have codes of their own, and each addition its event", async () => {
  const { workshopId } = cast
  const names = { zh: "某机制" }
  expect(await addActor(cast.convener, { workshopId, code: "KZ", names: { en: "Kazakhstan" } })).toEqual({ code: "KZ" })
  expect(await addMechanism(cast.drafter, { workshopId, code: "KZ", names })).toEqual({ code: "KZ" })
  expect(await addMechanism(cast.drafter, { workshopId, names })).toEqual({ code: "M-01" })
  const { actors, mechanisms } = await registersOf(cast.observer, workshopId)
  expect([Object.keys(actors), Object.keys(mechanisms)]).toEqual([["KZ"], ["KZ", "M-01"]])
  const kinds = await db.auditEvent.groupBy({ by: ["kind"], where: { workshopId }, _count: true })
  expect(Object.fromEntries(kinds.map(({ kind, _count }) => [kind, _count]))).toMatchObject({
    "actor.added": 1,
    "mechanism.added": 2,
  })
})

test("a code that is taken is a conflict, one in small letters is the same code", async () => {
  const again = addActorInput.parse({ workshopId: cast.workshopId, code: "kz", names: { en: "Other" } })
  await expect(addActor(cast.convener, again)).rejects.toMatchObject({ code: "conflict", messageKey: "codeTaken" })
})

test.each(["reviewer", "approver", "observer"] as const)("a %s adds nothing", async (role) => {
  const given = { workshopId: cast.workshopId, names: { en: "A" } }
  await expect(addActor(cast[role], given)).rejects.toMatchObject({ code: "not-allowed" })
  await expect(addMechanism(cast[role], given)).rejects.toMatchObject({ code: "not-allowed" })
  await expect(source(cast[role], article)).rejects.toMatchObject({ code: "not-allowed" })
})

test("a stranger finds no register to add to", async () => {
  const given = { workshopId: cast.workshopId, names: { en: "A" } }
  await expect(addActor(cast.stranger, given)).rejects.toMatchObject({ code: "not-found" })
  await expect(addMechanism(cast.stranger, given)).rejects.toMatchObject({ code: "not-found" })
  await expect(source(cast.stranger, article)).rejects.toMatchObject({ code: "not-found" })
})
