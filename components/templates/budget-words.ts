import type { Limit } from "#lib/document/kinds/kind.ts"

/** Names of the sentences below `templates.limit` in messages/. */
export type LimitWord = Exclude<keyof Limit, "per"> | "zh_chars_max_item" | "en_words_max_item"

/** The sentence for a limit: length is said per entry where it is counted so. */
export const limitWord = (name: Exclude<keyof Limit, "per">, isPerItem: boolean): LimitWord =>
  isPerItem && (name === "zh_chars_max" || name === "en_words_max") ? `${name}_item` : name

/** In the order in which they are said: a database keeps none. */
const limitNames = [
  "zh_chars_max",
  "en_words_max",
  "reasons_max",
  "rows_min",
  "rows_max",
  "items_min",
  "items_max",
  "criteria_min",
  "criteria_max",
  "columns_min",
  "columns_max",
] as const

/** A budget in words, one for each number. */
export const budgetWords = (limit: Limit | null | undefined, say: (name: LimitWord) => string): string[] =>
  limitNames.flatMap((name) =>
    limit?.[name] === undefined ? [] : `${say(limitWord(name, limit.per === "item"))} ${limit[name]}`,
  )
