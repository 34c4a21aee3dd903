// Refusals in the reader's language. Outside of a page too: the API and actions answer with finished sentences.
import { createTranslator } from "next-intl"
import type { z } from "zod"
import type { ExpectedError, MessageValues } from "#lib/errors.ts"
import type { Locale } from "#lib/members/input.ts"
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
