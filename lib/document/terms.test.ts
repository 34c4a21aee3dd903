import { describe, expect, test } from "vitest"
import type { Sided } from "#lib/document/sides.ts"
import { agreedForms, Glossary, preferred, replacement, type Term, wordingLacks } from "#lib/document/terms.ts"

const concert: Term = { code: "T-1", names: { zh: "大国协调", en: "great-power concert" } }
const newConcert: Term = { code: "T-2", names: { zh: "新大国协调", en: "new concert of great powers" } }
const colour: Term = {
  code: "T-3",
  names: { zh: "颜色革命", en: "colour revolution" },
  avoid: { zh: ["彩色革命"], en: ["color revolution"] },
}
const sco: Term = {
  code: "T-4",
  names: {
    zh: "上海合作组织",
    en: "Shanghai Cooperation Organisation (SCO)",
    ru: "Шанхайская организация сотрудничества (ШОС)",
  },
  also: { zh: ["上合组织"] },
}
const autonomy: Term = {
  code: "T-5",
  names: { zh: "战略自主", en: "strategic autonomy", ru: "стратегическая автономия" },
}
const east: Term = { code: "T-6", names: { zh: "转向东方", en: "Turn/Pivot to the East" } }
const forces: Term = { code: "T-7", names: { zh: "三股势力", en: 'the "three forces" (terrorism, separatism)' } }
const glossary = new Glossary([concert, newConcert, colour, sco, autonomy, east, forces])

const sided = (said: Sided["said"]): Sided => ({ place: "p:issue", section: "issue", said })
const judge = (said: Sided["said"]) => glossary.wordings([sided(said)], ["zh", "en", "ru"])
const found = (text: string, language: "zh" | "en" | "ru") =>
  glossary.find(text, language).map(({ term, text }) => [term.code, text])

describe("the agreed form", () => {
  test("stands in a sentence without explanation, quotes or article", () => {
    expect(preferred(sco, "en")).toBe("Shanghai Cooperation Organisation")
    expect(preferred(forces, "en")).toBe("three forces")
    expect(preferred(concert, "ru")).toBeUndefined()
  })
  test("may be short, one of two, or another that will do", () => {
    expect(agreedForms(sco, "en")).toEqual(["Shanghai Cooperation Organisation", "SCO"])
    expect(agreedForms(sco, "zh")).toEqual(["上海合作组织", "上合组织"])
    expect(agreedForms(east, "en")).toEqual(["Turn to the East", "Pivot to the East"])
  })
})

describe("forms are found", () => {
  test("in Chinese anywhere, the longest first", () => {
    expect(found("我们主张新大国协调而非旧大国协调。", "zh")).toEqual([
      ["T-2", "新大国协调"],
      ["T-1", "大国协调"],
    ])
  })
  test("in English as whole words, in any case, plural or possessive, with a hyphen or a space", () => {
    expect(found("Great power concerts; a Great-Power Concert's rules", "en").map(([code]) => code)).toEqual([
      "T-1",
      "T-1",
    ])
    expect(found("the SCO's members; disco", "en")).toEqual([["T-4", "SCO's"]])
    expect(found("colour revolutionaries", "en")).toEqual([])
  })
  test("in Russian by the beginnings of their words", () => {
    expect(found("о стратегической автономии ШОС", "ru")).toEqual([
      ["T-5", "стратегической автономии"],
      ["T-4", "ШОС"],
    ])
  })
  test("in names with signs that mean something to a pattern", () => {
    const odd = new Glossary([{ code: "X", names: { en: "G3+5 (a.b)" }, avoid: { en: ["G3+5*"] } }])
    expect(odd.find("the G3+5 meets", "en").map(({ text }) => text)).toEqual(["G3+5"])
  })
})

test("a form without a letter is no word, and finds nothing", () => {
  const odd = new Glossary([{ code: "X", names: { en: "–", zh: "…" }, avoid: { en: ["-", " "] } }])
  expect(odd.find("well-known, and – so on", "en")).toEqual([])
  expect(odd.offers("well –", "en")).toEqual([])
})

describe("texts are held against the register", () => {
  test("a form to avoid is told once with the agreed one", () => {
    expect(judge({ en: "A color revolution. Color revolutions; color revolution." })).toEqual([
      {
        place: "p:issue",
        section: "issue",
        code: "T-3",
        language: "en",
        found: "color revolution",
        use: "colour revolution",
      },
      {
        place: "p:issue",
        section: "issue",
        code: "T-3",
        language: "en",
        found: "Color revolutions",
        use: "colour revolution",
      },
    ])
  })
  test("a term on the Chinese side asks for its counterpart on the other, where there is one and it is written", () => {
    expect(judge({ zh: "上合组织与大国协调", en: "The SCO and a concert of powers", ru: "ШОС" })).toEqual([
      {
        place: "p:issue",
        section: "issue",
        code: "T-1",
        language: "en",
        asked: "大国协调",
        use: "great-power concert",
      },
    ])
    expect(judge({ zh: "大国协调" })).toEqual([])
  })
  test("whoever avoids nothing and renders everything hears nothing", () => {
    expect(judge({ zh: "颜色革命", en: "Colour revolutions" })).toEqual([])
  })
  test("a counterpart in a form to avoid is told as that alone", () => {
    expect(judge({ zh: "颜色革命", en: "a color revolution" }).map(({ found, asked }) => [found, asked])).toEqual([
      ["color revolution", undefined],
    ])
  })
  test("as warnings they stop nothing", () => {
    expect(wordingLacks(judge({ en: "color revolution" }))).toEqual([
      {
        section: "issue",
        level: "warning",
        message: "termAvoided",
        language: "en",
        values: { language: "en", found: "color revolution", asked: "", use: "colour revolution" },
      },
    ])
  })
})

describe("a replacement", () => {
  test("keeps ending and capital", () => {
    expect(replacement("color revolution", "colour revolution", "en")).toBe("colour revolution")
    expect(replacement("Color revolutions", "colour revolution", "en")).toBe("Colour revolutions")
    expect(replacement("彩色革命", "颜色革命", "zh")).toBe("颜色革命")
  })
})

describe("while typing", () => {
  const offers = (before: string, language: "zh" | "en" | "ru") =>
    glossary.offers(before, language).map(({ use, length }) => [use, length])
  test("the beginning of an agreed form offers the whole", () => {
    expect(offers("We want strategic au", "en")).toEqual([["strategic autonomy", 12]])
    expect(offers("我们主张战略", "zh")).toEqual([["战略自主", 2]])
    expect(offers("Мы за страте", "ru")).toEqual([["стратегическая автономия", 6]])
  })
  test("not before enough is typed, not inside a word, and not what stands there already", () => {
    expect(offers("str", "en")).toEqual([])
    expect(offers("a restrat", "en")).toEqual([])
    expect(offers("strategic autonomy", "en")).toEqual([])
    expect(offers("战略自", "zh")).toEqual([])
  })
  test("a term of the other language offers the form agreed in this one", () => {
    expect(offers("The 战略自主", "en")).toEqual([["strategic autonomy", 4]])
    expect(offers("我们的strategic", "zh")).toEqual([["战略自主", 9]])
  })
  test("a form to avoid offers the agreed one", () => {
    expect(offers("another color revolution", "en")).toEqual([["colour revolution", 16]])
    expect(offers("又一场彩色革命", "zh")).toEqual([["颜色革命", 4]])
  })
})
