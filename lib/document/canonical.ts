// The exact bytes that are hashed and signed. Two briefs that say the same have the same canonical text, whatever the
// order in which they were typed: lib/document/normal.ts first brings the content to its one form, then it is written
// as JSON by RFC 8785 (keys sorted by UTF-16 code unit, ECMAScript numbers, no space).

import type { BriefContent } from "#lib/document/content.ts"
import { normalContent } from "#lib/document/normal.ts"

/** The canonical JSON text of a brief. */
export const canonical = (content: BriefContent): string => canonicalJson(normalContent(content))

/** Any JSON value by RFC 8785. Absent (undefined) keys are left out; what JSON cannot say is a TypeError. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value)
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`not a JSON number: ${value}`)
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`
  if (typeof value === "object") {
    const entries = Object.entries(value).filter(([, held]) => held !== undefined)
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    return `{${entries.map(([key, held]) => `${JSON.stringify(key)}:${canonicalJson(held)}`).join(",")}}`
  }
  throw new TypeError(`not JSON: ${typeof value}`)
}

/** SHA-256 of the UTF-8 of a text, in lower-case hex. WebCrypto: the same in the browser and in Node. */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("")
}
