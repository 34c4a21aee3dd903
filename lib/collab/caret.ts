// A caret as a client says it. Readers hand it to Yjs, which throws on a form that it does not know and makes every root
// that is named: so only what an editor itself says is passed on.

interface StructId {
  client: number
  clock: number
}

/** A relative position of Yjs, as JSON. */
interface Position {
  type?: StructId
  tname?: string
  item?: StructId
  assoc?: number
}

export interface Caret {
  /** The text it stands in: a prose root, or the address of a cell below a section's map. */
  f: string
  /** Where the selection was begun and where it is now. */
  a: Position
  h: Position
}

const maxAddress = 500

/** The caret that was said, without anything else; null if it can be no editor's. */
export function readCaret(said: unknown, isRoot: (root: string) => boolean): Caret | null {
  if (!isRecord(said) || typeof said.f !== "string" || !isText(said.f, isRoot)) return null
  const [a, h] = [readPosition(said.a, said.f), readPosition(said.h, said.f)]
  return a && h ? { f: said.f, a, h } : null
}

function isText(address: string, isRoot: (root: string) => boolean): boolean {
  if (address.length > maxAddress) return false
  if (address.startsWith("p:")) return isRoot(address)
  const end = address.indexOf("/")
  return address.startsWith("t:") && end > 0 && isRoot(address.slice(0, end))
}

/** The only root that a position may name is the prose root in which it stands: there a reader has it already. */
function readPosition(said: unknown, root: string): Position | null {
  if (!isRecord(said)) return null
  const { type, tname, item, assoc } = said
  if (type == null && tname == null && item == null) return null
  if (tname != null && (tname !== root || !root.startsWith("p:"))) return null
  if (assoc != null && assoc !== -1 && assoc !== 0 && assoc !== 1) return null
  const position: Position = {}
  for (const [name, id] of Object.entries({ type, item })) {
    if (id == null) continue
    if (!isRecord(id) || !isCount(id.client) || !isCount(id.clock)) return null
    position[name as "type" | "item"] = { client: id.client, clock: id.clock }
  }
  if (tname != null) position.tname = root
  if (assoc != null) position.assoc = assoc
  return position
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0
