import type { Limit } from "#lib/document/kinds/kind.ts"

/** Names of the sentences below `templates.limit` in messages/. */
export type LimitWord = Exclude<keyof Limit, "per"> | "zh_chars_max_item" | "en_words_max_item"

/** The sentence for a limit: length is said per entry where it is counted so. */
export const limitWord = (name: Exclude<keyof Limit, "per">, isPerItem: boolean): LimitWord =>
  isPerItem && (name === "zh_chars_max" || name === "en_words_max") ? `${name}_item` : name

/** A budget in words, one for each number. */
export const budgetWords = (limit: Limit | null | undefined, say: (name: LimitWord) => string): string[] =>
  Object.entries(limit ?? {}).flatMap(([name, value]) =>
    typeof value === "number"
      ? `${say(limitWord(name as Exclude<keyof Limit, "per">, limit?.per === "item"))} ${value}`
      : [],
  )
