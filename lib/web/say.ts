// Refusals in the reader's language. Outside of a page too: the API and actions answer with finished sentences.
import { createTranslator } from "next-intl"
import type { z } from "zod"
import type { ExpectedError, MessageValues } from "#lib/errors.ts"
import { type Locale, locales } from "#lib/members/input.ts"
import en from "../../messages/en/errors.json" with { type: "json" }
import zh from "../../messages/zh-CN/errors.json" with { type: "json" }

const texts = { en, "zh-CN": zh } as const

/** A sentence from messages/…/errors.json. A key that is missing gives the general one, never a bare key. */
export function say(locale: Locale, key: string, values: MessageValues = {}): string {
  const translator = createTranslator({ locale, messages: texts[locale], onError: () => {} }) as unknown as {
    (key: string, values?: MessageValues): string
    has(key: string): boolean
  }
  return translator.has(key) ? translator(key, values) : translator("general")
}

/** What a refusal says to this reader. */
export const sayRefusal = (locale: Locale, error: ExpectedError): string => say(locale, error.messageKey, error.values)

/** The first thing wrong with an input, naming the field as the form does, and which field that is. */
export function sayIssue(locale: Locale, error: z.ZodError): { message: string; field: string } {
  const issue = error.issues[0] as z.core.$ZodIssue
  const field = issue.path.map(String).join(".")
  const name = issue.path.filter((step) => typeof step === "string").at(-1) ?? "input"
  const label = texts[locale].fields[name as keyof typeof en.fields] ?? name
  return { field, message: say(locale, `input.${fault(issue)}`, { field: label, ...limits(issue) }) }
}

function fault(issue: z.core.$ZodIssue): string {
  if (["email", "required", "unprintable", "repeated"].includes(issue.message)) return issue.message
  if (issue.code === "too_small") return issue.origin === "string" && issue.minimum === 1 ? "required" : "small"
  if (issue.code === "too_big") return "big"
  if (issue.code === "invalid_type") return issue.input === undefined ? "required" : "type"
  if (issue.code === "invalid_value") return "choice"
  if (issue.code === "unrecognized_keys") return "unknown"
  return "form"
}

function limits(issue: z.core.$ZodIssue): MessageValues {
  if (issue.code === "too_small") return { limit: Number(issue.minimum) }
  if (issue.code === "too_big") return { limit: Number(issue.maximum) }
  if (issue.code === "invalid_value") return { choices: issue.values.map(String).join(", ") }
  if (issue.code === "unrecognized_keys") return { keys: issue.keys.join(", ") }
  return {}
}

/** The first of our languages that an Accept-Language header asks for, or null. */
export function localeAsked(header: string | null | undefined): Locale | null {
  const asked = (header ?? "")
    .split(",")
    .map((part, index) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";")
      const q = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean)
      return { tag, weight: q === undefined ? 1 : Number(q), index }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.index - b.index)
  for (const { tag } of asked) {
    if (/^zh\b/.test(tag)) return "zh-CN"
    if (/^en\b/.test(tag)) return "en"
  }
  return null
}

/** The language of an answer: the cookie, what the browser asks for, else English. */
export function localeOf(cookie: string | undefined, acceptLanguage: string | null | undefined): Locale {
  return locales.find((locale) => locale === cookie) ?? localeAsked(acceptLanguage) ?? "en"
}
