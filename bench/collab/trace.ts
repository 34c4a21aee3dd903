// How a real paper was typed: 260,000 insertions and deletions of one character, by position in the flat text. Without
// the file, a made-up trace with the same mix: 70 % insertions, 1 % of them new lines, a jump elsewhere every 53 edits.

import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { gunzipSync } from "node:zlib"
import { die } from "./numbers.ts"

/** At this position this many characters go and these come. */
export type Patch = [position: number, deleted: number, inserted: string]

export interface Trace {
  isReal: boolean
  patches: Patch[]
}

const file = join(import.meta.dirname, "../../../shared/data/automerge-paper.json.gz")

export function readTrace(): Trace {
  const places = [process.env.BENCH_TRACE, file].filter((place) => place !== undefined)
  const found = places.find((place) => existsSync(place))
  if (!found) return { isReal: false, patches: madeUp() }
  const { txns } = JSON.parse(gunzipSync(readFileSync(found)).toString("utf8")) as { txns: { patches: Patch[] }[] }
  return { isReal: true, patches: txns.flatMap(({ patches }) => patches) }
}

function madeUp(): Patch[] {
  const roll = die(260)
  let [length, cursor] = [0, 0]
  return Array.from({ length: 260_000 }, (): Patch => {
    if (roll() < 1 / 53) cursor = Math.floor(roll() * (length + 1))
    if (cursor > 0 && roll() < 0.298) {
      length--
      return [--cursor, 1, ""]
    }
    length++
    return [cursor++, 0, roll() < 0.01 ? "\n" : String.fromCharCode(97 + Math.floor(roll() * 26))]
  })
}
