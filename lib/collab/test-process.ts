// A collaboration server in a process of its own, for tests that kill it, ask it to end or measure it.

import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { createCollab } from "./server.ts"

const collab = await createCollab()
const http = createServer((request, response) => collab.handleRequest(request, response))
http.on("upgrade", (request, socket, head) => collab.handleUpgrade(request, socket, head))
http.listen(Number(process.argv[2]), "127.0.0.1", () => process.send?.((http.address() as AddressInfo).port))
process.on("message", (asked) => {
  if (asked !== "memory") return
  globalThis.gc?.()
  process.send?.({ ...process.memoryUsage(), rooms: collab.rooms, sockets: collab.sockets })
})
process.on("SIGTERM", () => {
  http.close()
  collab.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  )
})
process.on("disconnect", () => process.exit())
