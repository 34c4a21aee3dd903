// The headers that every answer carries, so that a browser distrusts what we did not send.

import { randomBytes } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"

interface Options {
  dev: boolean
  /** The address people open is https. */
  secure: boolean
}

/** Scripts run only with this answer's nonce; nobody may frame us; nothing is loaded from elsewhere. */
export function contentPolicy(nonce: string, dev: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
  ].join("; ")
}

/** Sets the headers. Next reads the nonce for its own scripts from the request's copy of the policy. */
export function setHeaders(request: IncomingMessage, response: ServerResponse, { dev, secure }: Options): void {
  delete request.headers["content-security-policy-report-only"]
  if (request.url?.startsWith("/api/")) {
    response.setHeader("content-security-policy", "frame-ancestors 'none'")
    delete request.headers["content-security-policy"]
  } else {
    const policy = contentPolicy(randomBytes(16).toString("base64"), dev)
    request.headers["content-security-policy"] = policy
    response.setHeader("content-security-policy", policy)
  }
  response.setHeader("x-content-type-options", "nosniff")
  response.setHeader("x-frame-options", "DENY")
  response.setHeader("referrer-policy", "same-origin")
  response.setHeader("cross-origin-opener-policy", "same-origin")
  response.setHeader("cross-origin-resource-policy", "same-origin")
  response.setHeader("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()")
  if (secure) response.setHeader("strict-transport-security", "max-age=31536000")
}
