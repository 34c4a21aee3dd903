import type { z } from "zod"

/** Something wrong with a template, at its place. */
export interface Problem {
  /** Where: ["sections", 2, "limit", "rows_max"]. */
  path: (string | number)[]
  /** Why, as a key below `templates.problem` in messages/. */
  reason: string
  values: Record<string, string | number>
  /** The line of the file that it was read from, from 1. */
  line?: number
}

/** All that is wrong with a definition, as people are told it. */
export const problemsOf = (error: z.ZodError): Problem[] => error.issues.flatMap((issue) => asProblems(issue))

/** What a draft may still lack or contradict; everything else was not written with the editor, and is not kept. */
export function isUnfinished({ reason, path }: Problem): boolean {
  return reason === "empty" || reason === "small" || unfinished.has(reason) || (reason === "few" && path.length === 1)
}

const unfinished = new Set(["limitCrossed", "limitTwice", "limitUncounted", "limitPerItem", "pagesCrossed"])

function asProblems(issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path.map((step) => (typeof step === "symbol" ? String(step) : step))
  const say = (reason: string, values: Problem["values"] = {}): Problem[] => [{ path, reason, values }]
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? say("missing") : say(`type_${typeName(issue.expected)}`)
    case "too_small":
      if (issue.origin === "string") return say("empty")
      return say(issue.origin === "array" ? "few" : "small", { limit: Number(issue.minimum) })
    case "too_big":
      return say(issue.origin === "string" ? "long" : issue.origin === "array" ? "many" : "big", {
        limit: Number(issue.maximum),
      })
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ path: [...path, key], reason: "fieldUnknown", values: { field: shown(key) } }))
    case "invalid_value":
      return say("choice", { choices: issue.values.map(String).join(", ") })
    case "invalid_union":
      return say("columnType")
    case "invalid_format":
      return say(issue.message)
    case "custom":
      return say(issue.message, (issue.params ?? {}) as Problem["values"])
    default:
      return say("form")
  }
}

/** What was written by somebody else is quoted at a length that fits a message. */
const shown = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

const typeName = (expected: string) =>
  ["string", "number", "boolean", "array", "object"].find((name) => name === expected) ??
  (expected === "int" ? "number" : expected === "tuple" ? "array" : "other")
