// Where a request comes from. Headers that a proxy adds can be written by anybody, so they count only where the
// environment says that a proxy of ours stands in front; server.ts calls `settleForwarded` before Next sees the request.
import type { IncomingMessage } from "node:http"

/**
 * Leaves in the forwarded headers only what is true: without a trusted proxy the address of the socket; behind one,
 * the address that this proxy itself added, which is the last.
 */
export function settleForwarded(request: IncomingMessage, trustProxy: boolean): void {
  const { headers, socket } = request
  const said = String(headers["x-forwarded-for"] ?? "")
    .split(",")
    .at(-1)
    ?.trim()
  headers["x-forwarded-for"] = (trustProxy && said) || socket.remoteAddress || ""
  delete headers.forwarded
  if (trustProxy) return
  delete headers["x-forwarded-host"]
  delete headers["x-forwarded-proto"]
  delete headers["x-forwarded-port"]
}

/** The origin under which this request was sent, such as "https://chancery.example.org". */
export function originOf(headers: Headers, { appUrl, trustProxy }: { appUrl?: string; trustProxy: boolean }): string {
  if (appUrl) return appUrl
  const host = (trustProxy && headers.get("x-forwarded-host")) || headers.get("host") || "localhost"
  const scheme = trustProxy && headers.get("x-forwarded-proto") === "https" ? "https" : "http"
  return `${scheme}://${host}`
}

/** Whether a browser sent this from a page of ours. A request without any sign of its origin is not. */
export function isSameOrigin(headers: Headers, origin: string): boolean {
  const sent = headers.get("origin")
  if (sent === null) return headers.get("sec-fetch-site") === "same-origin"
  return sent === origin
}
