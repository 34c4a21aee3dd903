import { expect, test } from "vitest"
import type { BriefContent } from "#lib/document/content.ts"
import { sidedIn } from "#lib/document/sides.ts"
import { staleIn, staleLacks, unalignedIn, writtenTogether } from "#lib/document/stale.ts"

const paragraph = (text: string) => ({
  type: "doc",
  content: [{ type: "paragraph", content: [{ type: "text", text }] }],
})

function brief(zh: string, en: string, ru = "", languages: BriefContent["languages"] = ["zh", "en", "ru"]) {
  const prose = Object.fromEntries(
    Object.entries({ zh, en, ru }).flatMap(([language, said]) => (said ? [[language, paragraph(said)]] : [])),
  )
  const content: BriefContent = {
    schema: 1,
    title: {},
    template: { key: "t", version: 1 },
    languages,
    options: [],
    marking: null,
    sections: [
      {
        key: "issue",
        kind: "prose",
        heading: {},
        prose,
        parts: {
          rows: [{ id: "r1", cells: { claim: { zh: "说法", en: "Claim" }, code: "X", "r9/why": { zh: "因" } } }],
        },
      },
    ],
  }
  return content
}

test("the texts of a brief are its prose and its text cells, also those of a crossing", () => {
  expect(sidedIn(brief("甲", "A")).map(({ place, said }) => [place, said])).toEqual([
    ["p:issue", { zh: "甲", en: "A" }],
    ["t:issue/rows/r1/claim", { zh: "说法", en: "Claim" }],
    ["t:issue/rows/r1/r9/why", { zh: "因" }],
  ])
})

test("nothing is stale while nothing is known, and as long as nothing changed", () => {
  const content = brief("甲", "A")
  expect(staleIn(content, [])).toEqual([])
  expect(staleIn(content, unalignedIn(content, []))).toEqual([])
})

test("the side that did not change is left behind by the one that did, whichever leads", () => {
  const known = unalignedIn(brief("甲", "A"), [])
  expect(staleIn(brief("甲乙", "A"), known)).toMatchObject([
    { place: "p:issue", language: "en", from: "zh", before: "甲", now: "甲乙", both: false },
  ])
  expect(staleIn(brief("甲", "A, B"), known)).toMatchObject([
    {
      language: "zh",
      from: "en",
      before: "A",
      now: "A, B",
      both: false,
      other: "en",
      seen: { lead: "甲", other: "A, B" },
    },
  ])
})

test("where both changed the one that does not lead is to be looked at, and it is said that both did", () => {
  const known = unalignedIn(brief("甲", "A"), [])
  const stale = staleIn(brief("甲乙", "A, B"), known)
  expect(stale).toMatchObject([{ language: "en", from: "zh", both: true }])
  expect(staleLacks(stale)).toEqual([
    {
      section: "issue",
      level: "warning",
      message: "bothChanged",
      language: "en",
      values: { language: "en", from: "zh" },
    },
  ])
})

test("a change that is taken back leaves nobody behind", () => {
  const known = unalignedIn(brief("甲", "A"), [])
  expect(staleIn(brief("甲乙", "A"), known)).toHaveLength(1)
  expect(staleIn(brief("甲", "A"), known)).toEqual([])
})

test("a side that is missing is missing, not stale", () => {
  const known = unalignedIn(brief("甲", "A"), [])
  expect(staleIn(brief("甲乙", ""), known)).toEqual([])
  expect(unalignedIn(brief("甲", ""), known)).toEqual([])
})

test("of three languages each is held against the leading one by itself", () => {
  const known = unalignedIn(brief("甲", "A", "А"), [])
  expect(known.map(({ place, language }) => `${place}:${language}`)).toEqual([
    "p:issue:en",
    "p:issue:ru",
    "t:issue/rows/r1/claim:en",
  ])
  const after = brief("甲乙", "A", "А")
  expect(staleIn(after, known).map(({ language }) => language)).toEqual(["en", "ru"])
  const russianDone = known.map((one) => (one.language === "ru" ? { ...one, lead: "甲乙" } : one))
  expect(staleIn(after, russianDone).map(({ language }) => language)).toEqual(["en"])
})

test("formatting alone changes nothing", () => {
  const known = unalignedIn(brief("甲", "A"), [])
  const bold = brief("甲", "A")
  bold.sections[0]!.prose!.zh!.content![0]!.content![0]!.marks = [{ type: "bold" }]
  expect(staleIn(bold, known)).toEqual([])
})

test("both sides written at once are in line; one written alone is not", () => {
  const before = brief("甲", "A")
  expect(writtenTogether(before, brief("甲乙", "A"))).toEqual([])
  expect(writtenTogether(before, brief("甲乙", "A, B"))).toEqual([
    { place: "p:issue", language: "en", lead: "甲乙", other: "A, B" },
  ])
  expect(writtenTogether(brief("", ""), before).map(({ place }) => place)).toEqual(["p:issue"])
})
