// Which roots a brief has: one prose fragment per section and language, one map per section. Nothing else can be made.

import { cellSchema, proseSchema } from "#lib/document/schema.ts"
import type { RootShape } from "./clock-index.ts"
import { Shape } from "./update-reader.ts"

export function rootsOf(sections: string[], languages: string[]): Map<string, RootShape> {
  const roots = new Map<string, RootShape>()
  for (const section of sections) {
    roots.set(`t:${section}`, Shape.map)
    for (const language of languages) roots.set(`p:${section}:${language}`, Shape.fragment)
  }
  return roots
}

/** The section in which a root lies. */
export const sectionOf = (root: string): string => {
  const end = root.indexOf(":", 2)
  return end < 0 ? root.slice(2) : root.slice(2, end)
}

let prose: Set<string> | undefined
let cell: Set<string> | undefined

/** Whether the schema of this root has such a node. What it has not, an editor would delete for everybody. */
export function knowsElement(root: string, name: string): boolean {
  prose ??= new Set(Object.keys(proseSchema().nodes))
  cell ??= new Set(Object.keys(cellSchema().nodes))
  return (root.startsWith("p:") ? prose : cell).has(name)
}

/** The shape of any root by its name: the log may hold some that the brief has not, or no longer. */
export const storedShape = (root: string): RootShape => (root.startsWith("t:") ? Shape.map : Shape.fragment)
