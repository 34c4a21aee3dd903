import { createHash } from "node:crypto"
import * as Y from "yjs"

/**
 * A digest of everything that lives in a document, clock by clock. Two documents that hold the same have the same,
 * however their structs are cut and whatever became of the space of what was deleted.
 */
export function liveDigest(doc: Y.Doc): string {
  const hash = createHash("sha256")
  for (const client of [...doc.store.clients.keys()].sort((a, b) => a - b)) {
    let end = -1
    for (const struct of doc.store.clients.get(client) ?? []) {
      if (!(struct instanceof Y.Item) || struct.deleted) continue
      const { content, id, length } = struct
      const isText = content instanceof Y.ContentString
      // Text may be cut anywhere: its place is said only where it does not go on from the text before.
      if (!isText || id.clock !== end) hash.update(`\0${client} ${id.clock} ${struct.parentSub ?? ""}\0`)
      hash.update(saidBy(content))
      end = isText ? id.clock + length : -1
    }
  }
  return hash.digest("hex")
}

function saidBy(content: Y.Item["content"]): string | Uint8Array {
  if (content instanceof Y.ContentString) return content.str
  if (content instanceof Y.ContentFormat) return `${content.key} ${JSON.stringify(content.value)}`
  if (content instanceof Y.ContentType) return nameOf(content.type)
  if (content instanceof Y.ContentBinary) return content.content
  return JSON.stringify(content instanceof Y.ContentDoc ? content.doc.guid : content.getContent())
}

const nameOf = (type: unknown) =>
  type instanceof Y.XmlElement ? `<${type.nodeName}>` : `<${(type as object).constructor.name}>`
