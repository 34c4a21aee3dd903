// What every server process does beside serving: says its port, sweeps its memory when asked, ends with its parent.

export function announce(port: number) {
  process.on("message", () => {
    // Twice: what the first finds dead may have held the rest.
    globalThis.gc?.()
    globalThis.gc?.()
    setTimeout(() => process.send?.("swept"), 500)
  })
  process.on("disconnect", () => process.exit())
  process.send?.(port)
}
