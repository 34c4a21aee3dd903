// How large a body may be, before anything reads it. Routes have smaller limits of their own and count what comes;
// next-auth reads all that is sent, so there the length must be said beforehand (Node holds the sender to it).

import type { IncomingMessage, ServerResponse } from "node:http"

/** Largest body that anything here accepts, in bytes. */
const largest = 4 << 20
/** The same below /api/auth: a name and a password. */
const largestToSignIn = 64 << 10

/** Answers 413 or 411 if the body is too large or its length unknown; false: go on. */
export function refusesBody(request: IncomingMessage, response: ServerResponse): boolean {
  const toSignIn = isSignIn(request.url ?? "")
  const limit = toSignIn ? largestToSignIn : largest
  if (toSignIn && request.headers["transfer-encoding"] !== undefined)
    refuse(request, response, 411, "Say the length of the body: Content-Length.")
  else if (Number(request.headers["content-length"] ?? 0) > limit)
    refuse(request, response, 413, `The body is over ${limit} bytes.`)
  else return false
  return true
}

/** Generous: whatever a router might take for /api/auth. */
function isSignIn(url: string): boolean {
  try {
    return decodeURIComponent(url.split("?", 1)[0] ?? "")
      .replace(/[/\\]+/g, "/")
      .startsWith("/api/auth")
  } catch {
    return true
  }
}

/** Answers, and lets the sender finish for a moment: one that is cut off while it writes never reads the answer. */
function refuse(request: IncomingMessage, response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { "content-type": "application/json" })
  response.end(JSON.stringify({ error: { code: "invalid", message } }))
  const impatient = setTimeout(() => request.destroy(), 5_000).unref()
  request.once("end", () => clearTimeout(impatient)).resume()
}
