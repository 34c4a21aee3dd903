/**
 * A JSON answer whose last member, `content`, is canonical JSON byte for byte: what stands there is what was hashed,
 * also for readers that keep the order of keys.
 */
export function jsonWithContent(facts: object, canonical: string, headers: Record<string, string> = {}): Response {
  const head = JSON.stringify(facts).slice(0, -1)
  return new Response(`${head}${head === "{" ? "" : ","}"content":${canonical}}`, {
    headers: { "Content-Type": "application/json", "Cache-Control": "no-store", ...headers },
  })
}
