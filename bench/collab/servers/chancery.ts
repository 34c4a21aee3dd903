// Our collaboration server, alone in its process.

import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { createCollab } from "#lib/collab/server.ts"
import { announce } from "./announce.ts"

const collab = await createCollab()
const http = createServer()
http.on("upgrade", (request, socket, head) => collab.handleUpgrade(request, socket, head))
http.listen(0, "127.0.0.1", () => announce((http.address() as AddressInfo).port))
