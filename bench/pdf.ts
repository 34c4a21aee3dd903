// How long a PDF takes, from the content to the bytes, cold: each in a child process of its own.
//   node bench/pdf.ts [times]
// Prints milliseconds (median, worst), pages and size for the sample brief in Chinese (about 14 pages), in both
// languages (about 23 pages), and for the memo. The promise: a 10-page brief in under 2000 ms.

import { renderPdf } from "#lib/export/pdf/render.ts"
import { sampleInput } from "../vitest/pdf-input.ts"
import { readPdf } from "../vitest/read-pdf.ts"

const times = Math.max(1, Number(process.argv[2]) || 5)

for (const [name, languages] of [
  ["06", "zh"],
  ["01", "zh"],
  ["01", "both"],
] as const) {
  const input = await sampleInput(name, { languages })
  const took: number[] = []
  let bytes = new Uint8Array()
  for (let at = 0; at < times; at++) {
    const start = performance.now()
    bytes = new Uint8Array(await renderPdf(input))
    took.push(performance.now() - start)
  }
  took.sort((a, b) => a - b)
  const { pages } = await readPdf(bytes)
  const [median, worst] = [took[Math.floor(took.length / 2)] ?? 0, took.at(-1) ?? 0]
  console.log(
    `${name} ${languages.padEnd(4)}  ${pages.length} pages  ${Math.round(bytes.length / 1024)} KB  median ${median.toFixed(0)} ms  worst ${worst.toFixed(0)} ms`,
  )
}
