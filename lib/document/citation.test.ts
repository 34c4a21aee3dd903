import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { parse } from "yaml"
import { gbt7714, missingFields, noteForm, toVerifyMark } from "#lib/document/citation.ts"
import type { Text } from "#lib/document/content.ts"
import { isToVerify, type SourceEntry } from "#lib/document/source.ts"

const register = parse(readFileSync(new URL("../../sample/registers/sources.yaml", import.meta.url), "utf8")) as {
  code: string
  names: Text
  data: unknown
}[]
const source = (code: string): SourceEntry => {
  const found = register.find((entry) => entry.code === code)
  if (!found) throw new Error(`no source ${code}`)
  return found
}
const of = (csl: object, names: Text = {}): SourceEntry => ({ names, data: { csl } })

test("a journal article is written by GB/T 7714-2015", () => {
  expect(gbt7714(source("001"))).toBe("顾炜. 外交平衡、控局能力认知与欧亚地区危机[J]. 世界经济与政治, 2024(4): 66-88.")
  expect(gbt7714(source("003-6"))).toBe(
    "张家郡, 毕洪业. 大国地缘博弈下南高加索三国的战略调适:供给赤字与秩序重组[J]. 俄罗斯研究, 2026(2): 91-120.",
  )
  expect(gbt7714(source("004"))).toBe(
    "李德杰. 体系的羁绊:亚太小多边安全合作的互动逻辑[J]. 国际展望, 2024(2): 121-140. DOI:10.13851/j.cnki.gjzw.202402007.",
  )
})

test("a translated article names its translator, and a Russian name keeps its Cyrillic initials", () => {
  expect(gbt7714(source("003-1"))).toBe(
    "托尔库诺夫 А В. 论中俄教育年与中俄关系[J]. 崔雯怡, 译. 俄罗斯研究, 2026(2): 3-4.",
  )
})

test("what is not known is said to be to verify, and a guessed year is marked as one", () => {
  expect(gbt7714(source("000"))).toBe("[作者待核]. [题名待核][J]. 俄罗斯东欧中亚研究, 2017(2): 34-62.")
  expect(gbt7714(source("002"))).toBe(
    "封帅. 增长的极限:亚信会议发展的结构性困境与改革路径探析[J]. [刊名待核], [2018?]: 24-42.",
  )
  expect(toVerifyMark(source("000"), "zh")).toBe("[待核：题名、作者、页码]")
  expect(toVerifyMark(source("002"), "en")).toBe("[to verify: journal, year, pages]")
  expect(toVerifyMark(source("001"), "zh")).toBe("")
  expect([source("000"), source("001"), source("002")].map(isToVerify)).toEqual([true, false, true])
  expect(missingFields(source("002"))).toEqual(["issue"])
})

test("more than three authors are 等 in a Han entry and et al in an English one, in any brief", () => {
  const four = (names: [string, string][]) => names.map(([family, given]) => ({ family, given }))
  const article = {
    type: "article-journal",
    "container-title": "Survival",
    issued: { "date-parts": [[2023]] },
    volume: 65,
    issue: 2,
    page: "7-30",
  }
  expect(
    gbt7714(
      of({
        ...article,
        title: "Clubs and concerts",
        author: four([
          ["Smith", "John A."],
          ["Lee", "K."],
          ["Roy", "Anne-Marie"],
          ["Wu", "B."],
        ]),
      }),
    ),
  ).toBe("SMITH J A, LEE K, ROY A M, et al. Clubs and concerts[J]. Survival, 2023, 65(2): 7-30.")
  expect(
    gbt7714(
      of({
        ...article,
        title: "会议外交",
        "container-title": "国际展望",
        author: four([
          ["张", "一"],
          ["王", "二"],
          ["李", "三"],
          ["赵", "四"],
        ]),
      }),
    ),
  ).toBe("张一, 王二, 李三, 等. 会议外交[J]. 国际展望, 2023, 65(2): 7-30.")
})

test("books, chapters, newspapers and pages of the web have their own forms", () => {
  const year = (...parts: number[]) => ({ "date-parts": [parts] })
  expect(
    gbt7714(
      of({
        type: "book",
        title: "没有政府的治理",
        author: [{ family: "Rosenau", given: "James" }],
        translator: [{ family: "张", given: "胜军" }],
        "publisher-place": "南昌",
        publisher: "江西人民出版社",
        issued: year(2001),
        page: "55",
      }),
    ),
  ).toBe("ROSENAU J. 没有政府的治理[M]. 张胜军, 译. 南昌: 江西人民出版社, 2001: 55.")
  expect(
    gbt7714(
      of({
        type: "chapter",
        title: "Concerts",
        author: [{ family: "Jervis", given: "R." }],
        editor: [{ family: "Oye", given: "K." }],
        "container-title": "Cooperation under Anarchy",
        "publisher-place": "Princeton",
        publisher: "PUP",
        issued: year(1986),
        page: "58-79",
        edition: 2,
      }),
    ),
  ).toBe("JERVIS R. Concerts[M]//OYE K. Cooperation under Anarchy. 2nd ed. Princeton: PUP, 1986: 58-79.")
  expect(
    gbt7714(
      of({
        type: "article-newspaper",
        title: "中亚五国元首会晤",
        author: [{ family: "李", given: "明" }],
        "container-title": "人民日报",
        issued: year(2023, 5, 20),
        page: 3,
      }),
    ),
  ).toBe("李明. 中亚五国元首会晤[N]. 人民日报, 2023-05-20(3).")
  expect(
    gbt7714(
      of({
        type: "webpage",
        title: "CICA Catalogue",
        author: [{ literal: "CICA Secretariat" }],
        issued: year(2021, 10, 12),
        accessed: year(2024, 3, 1),
        URL: "https://www.s-cica.org/",
      }),
    ),
  ).toBe("CICA Secretariat. CICA Catalogue[EB/OL]. (2021-10-12)[2024-03-01]. https://www.s-cica.org/.")
})

test("a note names the place in the source, in the manner of its language", () => {
  expect(noteForm(source("001"), "zh")).toBe(
    "顾炜：“外交平衡、控局能力认知与欧亚地区危机”，《世界经济与政治》，2024年第4期，第66-88页。",
  )
  expect(noteForm(source("001"), "zh", "第四节（一）")).toContain("2024年第4期，第四节（一）。")
  expect(noteForm(source("001"), "en", "§4(1)")).toBe(
    "Gu Wei, “Diplomatic Balance, Perception of Controlling Capabilities and Crisis in the Eurasian Region” (in Chinese), World Economics and Politics, 2024, No. 4, §4(1).",
  )
  expect(
    noteForm(
      of({
        type: "article-journal",
        language: "ru",
        title: "Поворот на Восток",
        author: [{ family: "Караганов", given: "С. А." }],
        "container-title": "Россия в глобальной политике",
        issued: { "date-parts": [[2024]] },
        volume: 22,
        issue: 1,
        page: "8-20",
      }),
      "zh",
    ),
  ).toBe("Караганов С. А. Поворот на Восток // Россия в глобальной политике. 2024. Т. 22. № 1. С. 8-20.")
  expect(
    noteForm(
      of({
        type: "webpage",
        title: "亚信简介",
        issued: { "date-parts": [[2021, 10]] },
        accessed: { "date-parts": [[2024, 3, 1]] },
        URL: "https://www.s-cica.org/",
      }),
      "zh",
    ),
  ).toBe("“亚信简介”，2021年10月，https://www.s-cica.org/，访问时间：2024年3月1日。")
})
