import { withContent } from "#lib/versions/content.ts"

/** A JSON answer that holds canonical content byte for byte. */
export const jsonWithContent = (facts: object, canonical: string): Response =>
  new Response(withContent(facts, canonical), {
    headers: { "Content-Type": "application/json", "Cache-Control": "no-store" },
  })
