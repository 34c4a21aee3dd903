// How a source is written down: an entry of the list of references by GB/T 7714-2015 (numeric), and a note at the foot
// of a page. An own formatter for the few types a brief cites; anything else is written as a document with a title.
// Han entries take Han words (等、译), others "et al.", whatever the language of the brief around them.

import type { Language, Text } from "#lib/document/content.ts"
import { type CslItem, openFlags, type SourceEntry, sourceOf } from "#lib/document/source.ts"

type Name = NonNullable<CslItem["author"]>[number]
type Moment = NonNullable<CslItem["issued"]>

const han = /\p{Script=Han}/u
const latin = /\p{Script=Latin}/u
const cyrillic = /\p{Script=Cyrillic}/u

/** The language an entry is written in: what it says of itself, or else its letters. */
export function languageOf(csl: CslItem): Language {
  const said = csl.language?.slice(0, 2).toLowerCase()
  if (said === "zh" || said === "en" || said === "ru") return said
  const text = `${csl.title ?? ""}${csl["container-title"] ?? ""}`
  return han.test(text) ? "zh" : cyrillic.test(text) ? "ru" : "en"
}

const unknown = { title: "[题名待核]", author: "[作者待核]" }

// Reference list

/** Letters by GB/T 7714 for the type of a document; online ones get "/OL". */
const letters: Record<string, string> = {
  "article-journal": "J",
  "article-magazine": "J",
  "article-newspaper": "N",
  book: "M",
  chapter: "M",
  "paper-conference": "C",
  report: "R",
  thesis: "D",
  dataset: "DS",
  legislation: "Z",
  standard: "S",
  webpage: "EB",
  "post-weblog": "EB",
}

/**
 * The entry in the list of references: `作者. 题名[J]. 刊名, 年(期): 页.` Ends with a full stop. What is not known is
 * left out, but for a title: that is said to be to verify.
 */
export function gbt7714(source: SourceEntry): string {
  const { csl } = sourceOf(source)
  if (!csl) return `${source.names.zh ?? source.names.en ?? unknown.title}.`
  const language = languageOf(csl)
  const letter = letters[csl.type] ?? "Z"
  const online = csl.URL && (letter === "EB" || csl.accessed) ? "/OL" : ""
  const authors = people(csl.author, language)
  const title = `${halfWidth(csl.title ?? unknown.title)}[${letter}${online}]`
  const translators = csl.translator?.length
    ? han.test(title)
      ? `${people(csl.translator, "zh")}, 译`
      : `${people(csl.translator, language)}, trans`
    : ""
  const edition =
    csl.edition === undefined ? "" : language === "zh" ? `${csl.edition}版` : `${ordinal(String(csl.edition))} ed`
  const inside =
    csl.type === "chapter" || csl.type === "paper-conference"
      ? `//${[people(csl.editor, language), halfWidth(csl["container-title"] ?? "")].filter(Boolean).join(". ")}`
      : ""
  const parts = [
    authors,
    `${title}${inside}`,
    translators,
    edition,
    imprint(csl, letter, Boolean(online)),
    online && csl.URL,
    csl.DOI && `DOI:${csl.DOI}`,
  ]
  return `${parts.filter(Boolean).join(". ").replace(/\.+$/, "").replaceAll("..", ".")}.`
}

/** Where and when it came out, with pages and the date it was read. */
function imprint(csl: CslItem, letter: string, online: boolean): string {
  const accessed = online && csl.accessed ? `[${isoDate(csl.accessed)}]` : ""
  const pages = csl.page === undefined ? "" : `: ${csl.page}`
  const container = csl["container-title"] ?? ""
  switch (letter) {
    case "J": {
      const issue = csl.issue === undefined ? "" : `(${csl.issue})`
      const volume = csl.volume === undefined ? "" : `, ${csl.volume}`
      return `${[container, yearOf(csl.issued)].filter(Boolean).join(", ")}${volume}${issue}${pages}${accessed}`
    }
    case "N":
      return `${[container, isoDate(csl.issued)].filter(Boolean).join(", ")}${csl.page === undefined ? "" : `(${csl.page})`}${accessed}`
    case "EB":
      return `${csl.issued ? `(${isoDate(csl.issued)})` : ""}${accessed}`
    default: {
      const place = [csl["publisher-place"], csl.publisher].filter(Boolean).join(": ")
      return `${[place, yearOf(csl.issued)].filter(Boolean).join(", ")}${pages}${accessed}`
    }
  }
}

/** Up to three names, then 等 or et al. */
function people(names: Name[] | undefined, language: Language): string {
  if (!names?.length) return ""
  const shown = names.slice(0, 3).map(person)
  if (names.length > 3)
    shown.push(shown.some((name) => han.test(name)) || language === "zh" ? "等" : language === "ru" ? "и др" : "et al")
  return shown.join(", ")
}

/** 顾炜; EINSTEIN A; Лукин А В; 托尔库诺夫 А В. */
function person(name: Name): string {
  if ("literal" in name) return name.literal
  const { family, given = "" } = name
  if (!given) return family
  if (han.test(family) && han.test(given)) return `${family}${given}`
  const initials = given
    .split(/[\s.\-‐]+/u)
    .filter(Boolean)
    .map((part) => Array.from(part)[0]?.toUpperCase())
    .join(" ")
  return `${latin.test(family) ? family.toUpperCase() : family} ${initials}`
}

/** The standard sets off a subtitle by a half-width colon. */
const halfWidth = (title: string) => (han.test(title) ? title.replace(/\s*(：|——)\s*/gu, ":") : title)

const yearOf = (moment: Moment | undefined) => {
  const year = moment?.["date-parts"][0]?.[0]
  return year === undefined ? "" : moment?.circa ? `[${year}?]` : `${year}`
}

const isoDate = (moment: Moment | undefined) => {
  const [year, ...rest] = moment?.["date-parts"][0] ?? []
  if (year === undefined) return ""
  return [`${year}`, ...rest.map((part) => `${part}`.padStart(2, "0"))].join("-")
}

const ordinal = (edition: string) => {
  const number = Number(edition)
  if (!Number.isInteger(number)) return edition
  const last = number % 100 > 10 && number % 100 < 14 ? "th" : (["th", "st", "nd", "rd"][number % 10] ?? "th")
  return `${number}${last}`
}

// Notes

/**
 * The note at the foot of a page, with its full stop. A Han source in a text that is not Chinese is named by what the
 * register knows of it in English, so that its reader can follow. `locator` is the place in the source ("第四节（一）",
 * "§4(1)") and stands where the pages would.
 */
export function noteForm(source: SourceEntry, language: Language, locator?: string): string {
  const { csl } = sourceOf(source)
  if (!csl)
    return `${[source.names[language] ?? source.names.zh ?? source.names.en ?? unknown.title, locator].filter(Boolean).join(language === "zh" ? "，" : ", ")}${language === "zh" ? "。" : "."}`
  const own = languageOf(csl)
  if (own === "zh")
    return language === "zh" || !source.names.en
      ? chineseNote(csl, locator)
      : englishNote(inEnglish(csl, source), locator, true)
  return own === "ru" ? russianNote(csl, locator) : englishNote(csl, locator)
}

/** 《俄罗斯研究》: 作者：“题名”，《刊名》，2026年第2期，第3-4页。 */
function chineseNote(csl: CslItem, locator: string | undefined): string {
  const authors = chineseNames(csl.author)
  const translators = csl.translator?.length ? `${chineseNames(csl.translator)}译` : ""
  const title = csl.title ?? unknown.title
  const container = csl["container-title"] ? `《${csl["container-title"]}》` : ""
  const pages = locator ?? (csl.page === undefined ? "" : `第${csl.page}页`)
  const body = ((): (string | undefined)[] => {
    switch (csl.type) {
      case "article-journal":
      case "article-magazine":
        return [`“${title}”`, translators, container, chineseIssue(csl), pages]
      case "article-newspaper":
        return [
          `“${title}”`,
          container,
          chineseDate(csl.issued),
          locator ?? (csl.page === undefined ? "" : `第${csl.page}版`),
        ]
      case "chapter":
      case "paper-conference":
        return [
          `“${title}”`,
          translators,
          csl.editor?.length ? `${chineseNames(csl.editor)}编：${container}` : container,
          imprintOf(csl, "："),
          chineseYear(csl),
          pages,
        ]
      case "book":
      case "report":
      case "thesis":
        return [`《${title}》`, translators, imprintOf(csl, "："), chineseYear(csl), pages]
      default:
        return [
          `“${title}”`,
          container,
          chineseDate(csl.issued),
          csl.URL,
          csl.accessed && `访问时间：${chineseDate(csl.accessed)}`,
          locator,
        ]
    }
  })()
  return `${authors ? `${authors}：` : ""}${body.filter(Boolean).join("，")}。`
}

const chineseNames = (names: Name[] | undefined) => {
  const shown = (names ?? [])
    .slice(0, 3)
    .map((name) =>
      "literal" in name
        ? name.literal
        : han.test(name.given ?? "")
          ? `${name.family}${name.given}`
          : name.given
            ? `${name.given}${name.family}`
            : name.family,
    )
  return `${shown.join("、")}${(names?.length ?? 0) > 3 ? "等" : ""}`
}

const chineseYear = (csl: CslItem) => {
  const year = yearOf(csl.issued)
  return year ? `${year}年` : ""
}

const chineseIssue = (csl: CslItem) =>
  `${chineseYear(csl)}${csl.volume === undefined ? "" : `第${csl.volume}卷`}${csl.issue === undefined ? "" : `第${csl.issue}期`}`

const chineseDate = (moment: Moment | undefined) => {
  const [year, month, day] = moment?.["date-parts"][0] ?? []
  return year === undefined
    ? ""
    : `${year}年${month === undefined ? "" : `${month}月`}${day === undefined ? "" : `${day}日`}`
}

const imprintOf = (csl: CslItem, colon: string) => [csl["publisher-place"], csl.publisher].filter(Boolean).join(colon)

/** A. Author, “Title”, Journal, 2024, Vol. 3, No. 2, pp. 5–9. */
function englishNote(csl: CslItem, locator: string | undefined, translated = false): string {
  const names = (csl.author ?? [])
    .slice(0, 3)
    .map((name) => ("literal" in name ? name.literal : `${name.given ? `${name.given} ` : ""}${name.family}`))
  const authors = (csl.author?.length ?? 0) > 3 ? `${names[0]} et al.` : names.join(", ")
  const title = csl.title ?? "[title to verify]"
  const book = csl.type === "book" || csl.type === "report" || csl.type === "thesis"
  const pages =
    locator ?? (csl.page === undefined ? "" : /[-–]/.test(`${csl.page}`) ? `pp. ${csl.page}` : `p. ${csl.page}`)
  const rest =
    book || csl.type === "chapter"
      ? [
          csl.type === "chapter" && csl["container-title"] && `in ${csl["container-title"]}`,
          imprintOf(csl, ": "),
          yearOf(csl.issued),
          pages,
        ]
      : [
          csl["container-title"],
          csl.type === "article-journal" ? yearOf(csl.issued) : englishDate(csl.issued),
          csl.volume !== undefined && `Vol. ${csl.volume}`,
          csl.issue !== undefined && `No. ${csl.issue}`,
          pages,
          csl.type !== "article-journal" && csl.URL,
          csl.type !== "article-journal" && csl.accessed && `accessed ${englishDate(csl.accessed)}`,
        ]
  const parts = [authors, `${book ? title : `“${title}”`}${translated ? " (in Chinese)" : ""}`, ...rest]
  return `${parts.filter(Boolean).join(", ")}.`
}

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
]

const englishDate = (moment: Moment | undefined) => {
  const [year, month, day] = moment?.["date-parts"][0] ?? []
  return [day, month === undefined ? undefined : months[month - 1], year].filter((part) => part !== undefined).join(" ")
}

/** Фамилия И. О. Название // Журнал. Год. Т. 1. № 2. С. 5–9. */
function russianNote(csl: CslItem, locator: string | undefined): string {
  const names = (csl.author ?? []).map((name) =>
    "literal" in name ? name.literal : `${name.family}${name.given ? ` ${name.given}` : ""}`,
  )
  const authors = names.length > 3 ? `${names[0]} и др.` : names.join(", ")
  const title = [csl.title, csl["container-title"]].filter(Boolean).join(" // ")
  const rest = [
    imprintOf(csl, ": "),
    yearOf(csl.issued),
    csl.volume !== undefined && `Т. ${csl.volume}`,
    csl.issue !== undefined && `№ ${csl.issue}`,
    locator ?? (csl.page !== undefined && `С. ${csl.page}`),
    csl.URL && `URL: ${csl.URL}`,
    csl.URL && csl.accessed && `(дата обращения: ${isoDate(csl.accessed)})`,
  ]
  const sentence = [authors, title, ...rest].filter(Boolean).join(". ").replaceAll("..", ".")
  return sentence.endsWith(".") ? sentence : `${sentence}.`
}

/** A Han entry with the names that the register gives in English. */
function inEnglish(csl: CslItem, source: SourceEntry): CslItem {
  const data = source.data as { authors?: Text[]; journal?: Text }
  const authors = (data.authors ?? []).flatMap((author) => (author.en ? [{ literal: author.en }] : []))
  return {
    ...csl,
    title: source.names.en ?? csl.title,
    ...(authors.length > 0 && { author: authors }),
    ...(data.journal?.en && { "container-title": data.journal.en }),
  }
}

// What is not certain

/** Fields that an entry of its type should have, as CSL names them, and that this one lacks. */
export function missingFields(source: SourceEntry): string[] {
  const { csl } = sourceOf(source)
  if (!csl) return ["title"]
  const needed: Record<string, string[]> = {
    J: ["author", "title", "container-title", "issued", "issue", "page"],
    N: ["title", "container-title", "issued"],
    EB: ["title", "URL", "accessed"],
  }
  const fields = needed[letters[csl.type] ?? ""] ?? ["author", "title", "publisher", "issued"]
  const has = (field: string) =>
    csl[field] !== undefined && csl[field] !== "" && !(Array.isArray(csl[field]) && csl[field].length === 0)
  return fields.filter((field) => !has(field) && !(field === "issue" && has("volume")))
}

const fieldNames: Record<string, Required<Text>> = {
  title: { zh: "题名", en: "title", ru: "название" },
  author: { zh: "作者", en: "author", ru: "автор" },
  "container-title": { zh: "刊名", en: "journal", ru: "издание" },
  issued: { zh: "年份", en: "year", ru: "год" },
  issue: { zh: "期号", en: "issue", ru: "номер" },
  page: { zh: "页码", en: "pages", ru: "страницы" },
  publisher: { zh: "出版者", en: "publisher", ru: "издательство" },
  URL: { zh: "网址", en: "address", ru: "адрес" },
  accessed: { zh: "访问日期", en: "date of access", ru: "дата обращения" },
}

/**
 * The mark that stands after an entry whose particulars are to be verified: "[待核：题名、作者]"; empty if there are none.
 * It is printed wherever the entry is.
 */
export function toVerifyMark(source: SourceEntry, language: Language): string {
  const fields = [
    ...new Set([
      ...openFlags(source).map((flag) => flag.field ?? "title"),
      ...(sourceOf(source).csl?.title ? [] : ["title"]),
    ]),
  ]
  const named = fields.map((field) => fieldNames[field]?.[language] ?? field)
  const words = { zh: "待核", en: "to verify", ru: "проверить" }
  if (named.length === 0) return sourceOf(source).status === "to_verify" ? `[${words[language]}]` : ""
  return language === "zh" ? `[待核：${named.join("、")}]` : `[${words[language]}: ${named.join(", ")}]`
}
