// The workshop's agreed words in running text: found, offered while somebody types, and held against each other across
// languages. Chinese has no word boundaries, so its forms are found anywhere, the longest first. English forms are
// found as whole words, in any case, with plain plurals and possessives, and with a hyphen or a space between words.
// Russian is approximate: each word is known by its beginning, whatever its ending.

import { type Language, languages, type Text } from "#lib/document/content.ts"
import type { Lack } from "#lib/document/kinds/kind.ts"
import type { Sided } from "#lib/document/sides.ts"

/** A word the workshop has agreed on, in its languages. */
export interface Term {
  code: string
  /** The agreed forms as the register shows them: "Shanghai Cooperation Organisation (SCO)". */
  names: Text
  /** Other forms that will do. */
  also?: Partial<Record<Language, string[]>>
  /** Forms to avoid. */
  avoid?: Partial<Record<Language, string[]>>
}

/** A form of a term in a text. */
export interface Found {
  term: Term
  from: number
  text: string
  isAvoided: boolean
}

/** A form to avoid, or a term of the Chinese side that the other side does not render as agreed. */
export interface Wording extends Omit<Sided, "said"> {
  code: string
  /** Of the text to look at. */
  language: Language
  /** As it stands there, if it is to be avoided; each form is told once for a text. */
  found?: string
  /** The Chinese term that asks for the agreed form. */
  asked?: string
  /** The agreed form; absent: the register has none in this language. */
  use?: string
}

/** What to write in the place of the last `length` characters. */
export interface TermOffer {
  code: string
  use: string
  length: number
  /** The same in the other languages, to know it by. */
  names: Text
}

interface Form {
  term: Term
  isAvoided: boolean
}

interface Matcher {
  pattern: RegExp
  forms: Form[]
}

/** The agreed forms of a register, ready to be looked for. */
export class Glossary {
  readonly terms: readonly Term[]
  readonly #matchers: Partial<Record<Language, Matcher>> = {}
  readonly #judged = new WeakMap<Sided, Wording[]>()

  constructor(terms: readonly Term[]) {
    this.terms = terms
    for (const language of languages) {
      const forms = terms
        .flatMap((term) => [
          ...agreedForms(term, language).map((form) => ({ form, term, isAvoided: false })),
          ...(term.avoid?.[language] ?? []).map((form) => ({ form, term, isAvoided: true })),
        ])
        .filter(({ form }) => /[\p{L}\p{N}]/u.test(form))
        .sort((a, b) => b.form.length - a.form.length)
      if (forms.length === 0) continue
      const all = forms.map(({ form }) => `(${patternOf(form, language)})`).join("|")
      const pattern = language === "zh" ? all : `(?<![\\p{L}\\p{N}])(?:${all})(?![\\p{L}\\p{N}])`
      this.#matchers[language] = { pattern: new RegExp(pattern, "giu"), forms }
    }
  }

  /** All forms of terms in a text, in order; where two overlap the first, and of those the longest. */
  find(text: string, language: Language): Found[] {
    const matcher = this.#matchers[language]
    if (!matcher) return []
    return [...text.matchAll(matcher.pattern)].flatMap((match) => {
      const at = match.findIndex((group, index) => index > 0 && group !== undefined) - 1
      const form = matcher.forms[at]
      if (!form) return []
      const { term, isAvoided } = form
      return [{ term, isAvoided, from: match.index, text: match[0] }]
    })
  }

  /** What is to be looked at in these texts, in their order. */
  wordings(sided: readonly Sided[], of: readonly Language[]): Wording[] {
    return sided.flatMap((one) => {
      let judged = this.#judged.get(one)
      if (!judged) this.#judged.set(one, (judged = this.#judge(one, of)))
      return judged
    })
  }

  #judge({ said, ...place }: Sided, of: readonly Language[]): Wording[] {
    const found = new Map(of.map((language) => [language, this.find(said[language] ?? "", language)]))
    const wordings: Wording[] = []
    for (const language of of) {
      const seen = new Set<string>()
      for (const { term, isAvoided, text } of found.get(language) ?? []) {
        if (!isAvoided || seen.has(text.toLowerCase())) continue
        seen.add(text.toLowerCase())
        const use = preferred(term, language)
        wordings.push({ ...place, code: term.code, language, found: text, ...(use && { use }) })
      }
    }
    const chinese = new Map((found.get("zh") ?? []).map(({ term, text, isAvoided }) => [term, isAvoided ? "" : text]))
    for (const [term, asked] of chinese)
      for (const language of of) {
        const use = preferred(term, language)
        if (language === "zh" || !asked || !use || !said[language]) continue
        if (!found.get(language)?.some((one) => one.term === term))
          wordings.push({ ...place, code: term.code, language, asked, use })
      }
    return wordings
  }

  /**
   * Agreed forms for what was just typed, best first: the beginning of a form in the language of the text, a form of
   * another language or its beginning, or a form to avoid. `before` is what stands before the caret.
   */
  offers(before: string, language: Language, most = 3): TermOffer[] {
    const offers: TermOffer[] = []
    for (const term of this.terms) {
      const use = preferred(term, language)
      if (!use) continue
      const lengths = languages.flatMap((from) => {
        const forms = [preferred(term, from) ?? "", ...(from === language ? (term.avoid?.[from] ?? []) : [])]
        return forms.map((form) => typedOf(before, form, from, from === language && form === use))
      })
      const length = Math.max(0, ...lengths)
      if (length > 0 && before.slice(-length) !== use) offers.push({ code: term.code, use, length, names: term.names })
    }
    return offers.sort((a, b) => b.length - a.length || a.use.length - b.use.length).slice(0, most)
  }
}

/** How the agreed form stands in a sentence: without what the register explains in parentheses, quotes or an article. */
export const preferred = (term: Term, language: Language): string | undefined => agreedForms(term, language)[0]

/**
 * All forms that will do. "Name (ABC)" is both the name and its short form; "Turn/Pivot to the East" is two.
 */
export function agreedForms(term: Term, language: Language): string[] {
  const name = term.names[language]
  if (!name) return term.also?.[language] ?? []
  const short = [...name.matchAll(/[(（]([^)）]+)[)）]/g)]
    .map(([, inside]) => inside as string)
    .filter((inside) => /^[\p{Lu}\p{N}+]{2,}$/u.test(inside))
  const plain = name
    .replace(/\s*[(（][^)）]*[)）]/g, "")
    .replace(/^the\s+/i, "")
    .replace(/^["“”](.*)["“”]$/u, "$1")
    .trim()
  const both = /^(\p{L}+)\/(\p{L}+)(\s.*)$/u.exec(plain)
  const whole = both ? [`${both[1]}${both[3]}`, `${both[2]}${both[3]}`] : [plain]
  return [...new Set([...whole, ...short, ...(term.also?.[language] ?? [])])].filter(Boolean)
}

/** The agreed form in the place of one to avoid: with its ending, and large where it stood at the head of a sentence. */
export function replacement(found: string, use: string, language: Language): string {
  if (language === "zh") return use
  const ending = /(?:['’]s?|s)$/u.exec(found)?.[0] ?? ""
  const keeps = ending && !use.endsWith("s") && found.length > ending.length + 2 ? ending : ""
  return cased(found, use) + keeps
}

/** With a capital where what stands there has one and goes on small. */
export const cased = (typed: string, use: string): string =>
  /^\p{Lu}\P{Lu}/u.test(typed) ? use.slice(0, 1).toUpperCase() + use.slice(1) : use

/** The same as warnings among what a brief lacks. */
export const wordingLacks = (wordings: readonly Wording[]): Lack[] =>
  wordings.map(({ section, part, row, column, language, found, asked, use }) => ({
    section,
    level: "warning",
    message: found === undefined ? "termMissing" : use ? "termAvoided" : "termAvoidedAlone",
    ...(part && { part }),
    ...(row && { row }),
    ...(column && { column }),
    language,
    values: { language, found: found ?? "", asked: asked ?? "", use: use ?? "" },
  }))

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/['’]/g, "['’]")
const between = "[\\s\\u00a0\\u2010-\\u2013-]+"

function patternOf(form: string, language: Language): string {
  if (language === "zh") return escaped(form)
  const words = form.trim().split(/[\s\u00a0\u2010-\u2013-]+/)
  if (language === "ru") return words.map(beginning).join(between)
  const last = words.pop() ?? ""
  return [...words.map(escaped), inAnyNumber(last)].join(between)
}

function inAnyNumber(word: string): string {
  const possessive = "(?:['’]s?)?"
  if (/[^aeiou]y$/i.test(word)) return `${escaped(word.slice(0, -1))}(?:y|ies)${possessive}`
  if (/[^s]s$/i.test(word)) return `${escaped(word)}?${possessive}`
  return `${escaped(word)}(?:e?s)?${possessive}`
}

/** A Russian word of five letters or more may end as it likes. */
function beginning(word: string): string {
  const letters = /^\p{L}+$/u.test(word)
  return letters && word.length >= 5 ? `${escaped(word.slice(0, Math.max(4, word.length - 3)))}\\p{L}*` : escaped(word)
}

/** Letters of a Latin or Cyrillic form that must be typed before anything is offered. */
const leastLetters = 4
const leastHan = 2

/**
 * How much of the end of `before` is this form or its beginning; 0 if too little. Of the form itself (`isOwn`) enough
 * must be left to be worth offering.
 */
function typedOf(before: string, form: string, language: Language, isOwn: boolean): number {
  if (!form) return 0
  const least = language === "zh" ? leastHan : leastLetters
  const worth = isOwn ? 2 : 0
  const low = before.toLowerCase()
  const start = form.toLowerCase()
  for (let length = Math.min(form.length - worth, before.length); length >= Math.min(least, form.length); length--) {
    if (length < least && length < form.length) return 0
    if (!low.endsWith(start.slice(0, length))) continue
    const ahead = before.slice(0, before.length - length).at(-1) ?? ""
    if (language !== "zh" && /[\p{L}\p{N}]/u.test(ahead) && !/\p{Script=Han}/u.test(ahead)) continue
    return length
  }
  return 0
}
