import type { Language } from "#lib/document/content.ts"

/**
 * Length of a text as its language counts: Chinese in characters (字), spaces left out and punctuation counted;
 * English and Russian in words, a word being anything between spaces that holds a letter or a digit.
 */
export function count(text: string, language: Language): number {
  if (language === "zh") return Array.from(text.replace(/\s+/gu, "")).length
  return text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}

/** The length budget of a limit in a language. */
export const budgetOf = (
  limit: { zh_chars_max?: number; en_words_max?: number } | null,
  language: Language,
): number | undefined => (language === "zh" ? limit?.zh_chars_max : limit?.en_words_max)
