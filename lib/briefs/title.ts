import type { Language, Text } from "#lib/document/content.ts"
import { invalid } from "#lib/errors.ts"

/** The title in exactly the languages of the brief; refuses when one is missing. */
export function titleIn(given: Text, languages: readonly Language[]): Text {
  const title: Text = {}
  for (const language of languages) {
    const text = given[language]?.trim()
    if (!text) throw invalid("titleMissing", { language })
    title[language] = text
  }
  return title
}
