// What a load balancer, a supervisor and Prometheus ask of every process, whatever part it runs.

import { timingSafeEqual } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"
import { db } from "#lib/db.ts"
import { env, isPublic } from "#lib/env.ts"
import { metricsText } from "#lib/metrics.ts"

/** Answers /api/health, /api/ready and /api/metrics; false for every other address. `isOpen`: not starting, not stopping. */
export function answersStatus(request: IncomingMessage, response: ServerResponse, isOpen: () => boolean): boolean {
  const answer = answers[(request.url ?? "").split("?", 1)[0] as string]
  if (!answer) return false
  if (request.method !== "GET" && request.method !== "HEAD")
    say(response, 405, { error: { code: "invalid", message: "GET only." } })
  else
    answer(request, response, isOpen).catch((error) => {
      console.error("Status:", error)
      if (!response.headersSent) say(response, 500, { error: { code: "internal", message: "See the log." } })
    })
  return true
}

type Answer = (request: IncomingMessage, response: ServerResponse, isOpen: () => boolean) => Promise<void>

const answers: Record<string, Answer | undefined> = {
  /** The process answers. Says nothing of the database. */
  "/api/health": async (_, response) => say(response, 200, { status: "ok" }),

  /** Whether requests can be served: the database answers and takes writes, and the process is not about to stop. */
  "/api/ready": async (_, response, isOpen) => {
    const isReady = isOpen() && (await takesWrites())
    say(response, isReady ? 200 : 503, { status: isReady ? "ready" : "not-ready" })
  },

  "/api/metrics": async (request, response) => {
    if (!mayReadMetrics(request))
      return say(response, 404, { error: { code: "not-found", message: "There is nothing here." } })
    const { type, text } = await metricsText()
    response.writeHead(200, { "content-type": type, "cache-control": "no-store" }).end(text)
  },
}

/** The addresses that are answered here. */
export const statusAddresses = Object.keys(answers)

async function takesWrites(): Promise<boolean> {
  try {
    const [state] = await db.$queryRaw<{ standby: boolean }[]>`
      select pg_is_in_recovery() or current_setting('transaction_read_only')::boolean as standby`
    return state?.standby === false
  } catch (error) {
    console.error("Not ready:", error)
    return false
  }
}

/** Who shows the token; without one set, whoever asks from this machine, unless people come from elsewhere. */
function mayReadMetrics({ headers, socket }: IncomingMessage): boolean {
  const { CHANCERY_METRICS_TOKEN: token } = env
  if (!token) return !isPublic(env) && /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? "")
  const shown = Buffer.from(/^Bearer\s+(\S+)$/i.exec(headers.authorization ?? "")?.[1] ?? "")
  const wanted = Buffer.from(token)
  return shown.length === wanted.length && timingSafeEqual(shown, wanted)
}

function say(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" })
  response.end(JSON.stringify(value))
}
