import { db, type Tx } from "#lib/db.ts"
import { sha256 } from "#lib/document/canonical.ts"

/** The frozen JSON of a version, checked against its hash: what does not match is never shown nor signed. */
export async function frozenContent(version: { id: string; sha256: string }, via: Tx = db): Promise<string> {
  const { content } = await via.version.findUniqueOrThrow({ where: { id: version.id }, select: { content: true } })
  if ((await sha256(content)) !== version.sha256)
    throw new Error(`The content of version ${version.id} is not what was frozen`)
  return content
}

/**
 * JSON whose last member, `content`, is canonical JSON byte for byte: what stands there is what was hashed, also for
 * readers that keep the order of keys.
 */
export function withContent(facts: object, canonical: string): string {
  const head = JSON.stringify(facts).slice(0, -1)
  return `${head}${head === "{" ? "" : ","}"content":${canonical}}`
}
