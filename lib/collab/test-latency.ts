// How long somebody waits until what they typed is saved, measured while something else goes on.

import type * as Y from "yjs"
import type { Client } from "./test-stage.ts"
import { until } from "./test-stage.ts"

/** Slower than a person may send. Milliseconds. */
const between = 25

/** Types letters until told to stop; `p95` is in milliseconds. */
export function typist(client: Client, text: Y.XmlText) {
  const waits: number[] = []
  let isStopped = false
  const typing = (async () => {
    while (!isStopped) {
      const at = performance.now()
      text.insert(text.length, ".")
      await until(() => client.isSaved || client.closed !== null, client)
      if (client.closed) throw new Error(`cut with ${client.closed.code}`)
      waits.push(performance.now() - at)
      await new Promise((resolve) => setTimeout(resolve, between))
    }
  })()
  return {
    get count() {
      return waits.length
    },
    async stop() {
      isStopped = true
      await typing
      return { count: waits.length, p50: quantile(waits, 0.5), p95: quantile(waits, 0.95) }
    },
  }
}

export function quantile(values: number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

/** Types for so many letters while nothing else happens. */
export async function quietly(client: Client, text: Y.XmlText, letters: number) {
  const hands = typist(client, text)
  await until(() => hands.count >= letters, client)
  return hands.stop()
}
