// A process of clients: does what it is asked, one task at a time.

import { type Tasks, tasks } from "./tasks.ts"

process.on("message", async ({ name, ask }: { name: keyof Tasks; ask: never }) => {
  try {
    process.send?.({ value: await tasks[name](ask) })
  } catch (error) {
    process.send?.({ error: (error as Error).stack })
  }
})
process.on("disconnect", () => process.exit())
process.send?.("ready")
