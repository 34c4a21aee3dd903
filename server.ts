// Starts everything in one process: the database, the pages, and the collaboration server on the same port. Or one part
// of it, where several processes share a database (lib/start/parts.ts).

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { Duplex } from "node:stream"
import { type Collab, createCollab } from "#lib/collab/server.ts"
import { sweepRegularly } from "#lib/collab/sweep.ts"
import { db } from "#lib/db.ts"
import { BadEnvironment, type Env, env, fillEnv, isPublic, readEnv } from "#lib/env.ts"
import { isFirstUse } from "#lib/members/first-use.ts"
import { requestSeconds } from "#lib/metrics.ts"
import { CannotMigrate } from "#lib/postgres/migrate.ts"
import { loadSample } from "#lib/sample/load.ts"
import { samplePassword, samplePeople } from "#lib/sample/people.ts"
import { sampleState } from "#lib/sample/state.ts"
import { refusesBody } from "#lib/start/body.ts"
import { CannotStart } from "#lib/start/cannot-start.ts"
import { openDatabase } from "#lib/start/database.ts"
import { handshake } from "#lib/start/handshake.ts"
import { setHeaders } from "#lib/start/headers.ts"
import { type Parts, partsOf } from "#lib/start/parts.ts"
import { keptSecret } from "#lib/start/secrets.ts"
import { answersStatus } from "#lib/start/status.ts"
import { publishGallery } from "#lib/templates/gallery.ts"
import { settleForwarded } from "#lib/web/forwarded.ts"

/** How long open requests and sockets may take to end when the server stops, in milliseconds. */
const patience = 10_000

const dev = process.argv.includes("--dev")
// Prisma's adapter sends the queries of one include side by side; pg says of that, once, that its next major will not.
process.noDeprecation = !dev
const say = (line: string) => console.log(line)

async function start(): Promise<void> {
  // Everything that can be wrong in the environment is said before anything is started.
  fillEnv({ NODE_ENV: dev ? "development" : "production" })
  const settings = readEnv({ DATABASE_URL: "postgresql://our/own", AUTH_SECRET: stillToCome(), ...given() })
  const parts = partsOf(settings.CHANCERY_PROCESS, given())
  await checkPort(settings.PORT, settings.HOST)
  fillEnv({ AUTH_SECRET: await keptSecret(settings.CHANCERY_DATA_DIR, "auth-secret") })

  const pages = parts.web ? preparePages(settings) : null
  pages?.catch(() => {}) // looked at below
  const database = await openDatabase({
    given: given().DATABASE_URL,
    folder: settings.CHANCERY_DATA_DIR,
    production: settings.NODE_ENV === "production",
    log: say,
  })
  fillEnv({ DATABASE_URL: database.url })
  closers.push(
    () => database.close(),
    () => db.$disconnect(),
  )
  if (database.applied.length > 0) say(`Brought the database up to date (${database.applied.join(", ")}).`)

  if (parts.web) await publishGallery()
  if (parts.web && parts.collab && env.CHANCERY_SAMPLE) await bringSample()
  const next = await pages
  if (next) closers.push(() => next.close())
  const collab = parts.collab ? await createCollab() : null
  if (parts.worker) closers.push(sweepRegularly())
  const server = openDoors(next, collab)
  await listen(server, settings.PORT, settings.HOST)
  closers.push(() => drain(server, collab))
  await welcome(server, parts)
}

/** Next, ready to answer. */
async function preparePages({ HOST, PORT }: Pick<Env, "HOST" | "PORT">) {
  process.env.NEXT_TELEMETRY_DISABLED = "1" // nobody is told what runs here
  // Loaded only now: React chooses its production or development form when it is loaded.
  const { default: next } = await import("next")
  const app = next({ dev, dir: import.meta.dirname, hostname: HOST, port: PORT })
  await app.prepare()
  return { answer: app.getRequestHandler(), upgrade: app.getUpgradeHandler(), close: () => app.close() }
}

/** Every request that comes to this process, and who answers it. */
function openDoors(pages: Awaited<ReturnType<typeof preparePages>> | null, collab: Collab | null): Server {
  const secure = env.APP_URL?.startsWith("https:") ?? false
  const server = createServer(handshake, (request, response) => {
    setHeaders(request, response, { dev, secure })
    settleForwarded(request, env.CHANCERY_TRUST_PROXY)
    timeRequest(request, response)
    if (answersStatus(request, response, () => !stopping) || refusesBody(request, response)) return
    if (collab && request.url?.startsWith("/collab/")) collab.handleRequest(request, response)
    else if (pages) void pages.answer(request, response)
    else response.writeHead(404, { "content-type": "text/plain" }).end("This process serves no pages.\n")
  })
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy())
    settleForwarded(request, env.CHANCERY_TRUST_PROXY)
    if (collab && request.url?.startsWith("/collab/")) collab.handleUpgrade(request, socket, head)
    else if (dev && pages) void pages.upgrade(request, socket, head)
    else socket.end("HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n")
  })
  return server
}

/** Notes how long an answer took, by kind of address: the address itself names briefs. */
function timeRequest({ url = "" }: IncomingMessage, response: ServerResponse): void {
  const stop = requestSeconds.startTimer({ kind: /^\/(api\/v1|api\/auth|api|_next|collab)\//.exec(url)?.[1] ?? "page" })
  response.once("close", () => stop({ status: `${Math.floor(response.statusCode / 100)}xx` }))
}

/** Loads the sample on the first start of an empty instance, or finishes a load that was cut short. */
async function bringSample(): Promise<void> {
  if ((await sampleState()) === null && !(await isFirstUse())) return
  const started = Date.now()
  if ((await loadSample()) === "loaded")
    say(`Loaded the sample workshop (${Math.ceil((Date.now() - started) / 1000)} s).`)
}

/** Takes nothing new, lets what is under way finish for a while, then cuts it off. */
async function drain(server: Server, collab: Collab | null): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeIdleConnections()
  const patient = new Promise((resolve) => setTimeout(resolve, patience).unref())
  await Promise.race([Promise.all([collab?.stop(), closed]), patient])
  server.closeAllConnections()
}

/** What was set by hand; an empty variable counts as not set. */
const given = () => Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""))

/** Stands for the secret that is made below, while the rest of the environment is checked. */
const stillToCome = () => `${crypto.randomUUID()}${crypto.randomUUID()}`

async function checkPort(port: number, host: string): Promise<void> {
  const probe = createServer()
  await listen(probe, port, host)
  await new Promise((resolve) => probe.close(resolve))
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE")
        reject(
          new CannotStart(
            `Port ${port} is in use. Stop what runs there, or choose another: PORT=${port + 1} npm start`,
          ),
        )
      else if (error.code === "EACCES")
        reject(new CannotStart(`PORT ${port} needs more rights: choose one above 1023.`))
      else reject(new CannotStart(`HOST ${host}: cannot listen there (${error.message}).`))
    })
    server.listen(port, host, resolve)
  })
}

async function welcome(server: Server, parts: Parts): Promise<void> {
  const { port } = server.address() as { port: number }
  if (!parts.web || !parts.collab) return say(`Chancery's ${env.CHANCERY_PROCESS} process is open on port ${port}.`)
  const isLocal = ["127.0.0.1", "::1", "localhost"].includes(env.HOST)
  say(`\nChancery is open at ${env.APP_URL ?? `http://${isLocal ? "localhost" : env.HOST}:${port}`}\n`)
  if ((await sampleState())?.state === "loaded") {
    say(`Sample workshop: sign in with the password ${samplePassword} as`)
    for (const [role, { name, email }] of Object.entries(samplePeople)) say(`  ${role.padEnd(9)} ${email}  (${name})`)
    if (!isLocal || isPublic(env))
      say(
        "Everybody knows this password, and this server can be reached from elsewhere: npm run chancery -- sample remove",
      )
  }
  say("\nStop with Ctrl-C.")
}

/** What has been opened, in order; closed in the opposite one. */
const closers: (() => Promise<unknown>)[] = []

async function closeAll(): Promise<void> {
  for (let close = closers.pop(); close; close = closers.pop()) await close()
}

function leave(code: number): void {
  closeAll().then(
    () => process.exit(code),
    (error) => {
      console.error(error)
      process.exit(1)
    },
  )
}

let stopping = false
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => {
    // A second one ends at once; the next start recovers.
    if (stopping) process.exit(130)
    stopping = true
    say("\nStopping …")
    leave(0)
  })

start().catch((error: unknown) => {
  if (stopping) return
  const expected = [BadEnvironment, CannotStart, CannotMigrate].some((kind) => error instanceof kind)
  console.error(expected ? `\n${(error as Error).message}\n` : error)
  leave(1)
})
