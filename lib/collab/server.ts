// The collaboration server: sockets at /collab/<brief>, and requests there for networks that let no socket through. It
// knows no web framework; whoever owns the HTTP server hands it both.

import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http"
import type { Duplex } from "node:stream"
import { type WebSocket, WebSocketServer } from "ws"
import { env } from "#lib/env.ts"
import { admissions, watchHeld } from "#lib/metrics.ts"
import { listen, type Nudge } from "#lib/nudge.ts"
import { type Admission, admit, type Request, readRequest } from "./admit.ts"
import { Allowance } from "./allowance.ts"
import { Backlog } from "./backlog.ts"
import { Bus } from "./bus.ts"
import { colorFor } from "./colors.ts"
import { Connection } from "./connection.ts"
import { answerWith, bodyWithin, Exchange } from "./exchange.ts"
import { Folding } from "./folding.ts"
import type { Line } from "./line.ts"
import { hasOurOrigin } from "./origin.ts"
import { openPools } from "./pool.ts"
import { type Rights, standingOf } from "./rights.ts"
import type { Room } from "./room.ts"
import { Rooms } from "./rooms.ts"
import { UpdateLog } from "./update-log.ts"
import { Close, closedFrame } from "./wire.ts"

/** Larger frames are cut off by the socket itself; those above 1 MB get a reason (connection.ts). */
const maxPayload = 4 << 20
const socketsPerPerson = 10
/** Bytes that may wait for the database, of all people together. */
const mostUnsaved = 256 << 20
/** Whoever comes by HTTP comes again: the brief stays open for them so long. Milliseconds. */
const lingerFor = 30_000
/** Sessions that run out tell nobody: everybody is asked again this often. Milliseconds. */
const recheckEvery = 60_000

export interface Collab {
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Answers a request below /collab/. */
  handleRequest(request: IncomingMessage, response: ServerResponse): void
  /** How many sockets and rooms are open. */
  readonly sockets: number
  readonly rooms: number
  /** Takes no more, waits until all that was taken is in the database, says good-bye. */
  stop(): Promise<void>
}

export async function createCollab({ maxUnsaved = mostUnsaved } = {}): Promise<Collab> {
  const pools = openPools()
  const log = new UpdateLog(pools)
  const folding = new Folding(env.DATABASE_URL)
  const bus = await Bus.open(pools)
  const backlog = new Backlog(maxUnsaved)
  const rooms = new Rooms({ pools, log, backlog, bus, folding })
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, clientTracking: false, maxPayload })
  const admitted = new Map<Connection, { request: Request; room: Room; checked: Promise<void> }>()
  /** Of those who come by HTTP, by person and brief. */
  const allowances = new Map<string, Allowance>()
  const lingering = new Map<Room, NodeJS.Timeout>()
  let nudgesHeard = 0
  let isStopping = false

  /** Lets somebody in, or says on the line why not. `open` hands over the line. */
  async function welcome(
    request: Request,
    open: (then: (line: Line) => void) => void,
    entered = (_connection: Connection, _room: Room, _rights: Rights) => {},
  ) {
    const heardBefore = nudgesHeard
    const admission = await admit(request, pools)
    admissions.inc({ outcome: "close" in admission ? String(admission.close) : "admitted" })
    if ("close" in admission) return open((stranger) => stranger.close(admission.close))
    const room = await rooms.hold(request.briefId)
    if (!room) return open((stranger) => stranger.close(Close.unknown))
    try {
      open((line) => {
        const connection = enter(line, request, admission, room)
        if (!connection) return
        // What moved while it was on its way in did not find it in the room.
        if (nudgesHeard !== heardBefore)
          room
            .readOutline()
            .then(() => recheck(connection))
            .catch(report)
        entered(connection, room, admission.rights)
      })
    } finally {
      rooms.release(room)
    }
  }

  function enter(line: Line, request: Request, { person, rights }: Admission, room: Room) {
    const turnAway = (code: number, reason?: string) => void line.close(code, reason)
    if (isStopping) return turnAway(Close.restart)
    if (room.isBroken || backlog.isFull) return turnAway(Close.later)
    const here = [...room.connections].map((connection) => connection.shown)
    if (here.filter(({ id }) => id === person.id).length >= socketsPerPerson)
      return turnAway(Close.later, "too-many-sockets")
    if (request.client !== undefined && !room.claim(request.client, person.id))
      return turnAway(Close.final, "foreign-client")
    const { role, canWrite, sections, mayKeep } = rights
    const shown = { id: person.id, name: person.name, color: colorFor(person.id, here), role }
    const { sessionId, tokenId } = person
    const ways =
      line instanceof Exchange ? { allowance: allowanceOf(person.id, request.briefId), helloWithin: bodyWithin } : {}
    const connection = new Connection(line, room, {
      shown,
      role,
      canWrite,
      sections,
      mayKeep,
      sessionId,
      tokenId,
      ...ways,
    })
    connection.presence = request.client
    admitted.set(connection, { request, room, checked: Promise.resolve() })
    backlog.join(connection)
    line.on("close", () => {
      admitted.delete(connection)
      backlog.leave(connection)
    })
    return connection
  }

  function allowanceOf(personId: string, briefId: string): Allowance {
    const key = `${personId} ${briefId}`
    const known = allowances.get(key) ?? new Allowance()
    allowances.set(key, known)
    return known
  }

  /** Keeps a brief open until its people come by HTTP again. */
  function linger(room: Room) {
    const before = lingering.get(room)
    if (before) clearTimeout(before)
    else room.guests++
    const leave = () => {
      lingering.delete(room)
      rooms.release(room)
    }
    lingering.set(room, setTimeout(leave, lingerFor).unref())
  }

  /**
   * Asks again what somebody may do. Another role or state cuts the socket, and the next admission decides anew; other
   * sections do not disturb who writes elsewhere. One question at a time for each socket: the last answer is the newest.
   */
  async function recheck(connection: Connection) {
    const known = admitted.get(connection)
    if (!known) return
    const check = async () => {
      const again = await admit(known.request, pools)
      if ("close" in again) {
        connection.close(again.close === Close.unknown ? Close.final : again.close)
      } else if (again.rights.role !== connection.role || again.rights.canWrite !== connection.canWrite) {
        connection.refuse("rights-changed", Close.rightsChanged)
      } else {
        connection.mayWriteIn(again.rights.sections)
        connection.mayKeep(again.rights.mayKeep)
      }
    }
    const checking = known.checked.then(check)
    known.checked = checking.catch(() => {})
    return checking
  }

  async function hear({ briefId, what, userId }: Nudge) {
    nudgesHeard++
    const room = rooms.of(briefId)
    if (!room) return
    if (what === "access" || what === "state") {
      await room.readOutline().catch(report)
      const concerned = [...room.connections].filter(({ shown }) => !userId || shown.id === userId)
      await Promise.all(concerned.map((connection) => recheck(connection).catch(report)))
      await room.reading.catchUp()
    }
    room.nudge(what)
  }

  const report = (error: unknown) => console.error("Collaboration:", error)
  async function recheckAll() {
    nudgesHeard++
    await bus.count().catch(report)
    for (const room of rooms.all()) await room.readOutline().catch(report)
    for (const connection of [...admitted.keys()]) await recheck(connection).catch(report)
    for (const room of rooms.all()) await room.reading.catchUp().catch(report)
    for (const [key, allowance] of allowances) if (allowance.isFull) allowances.delete(key)
  }
  const unlisten = await listen((nudge) => void hear(nudge).catch(report), {
    // Who came meanwhile greeted in vain.
    onReturn: () => void bus.greet().catch(report).then(recheckAll),
    onWord: (word) => bus.heard(word),
  })
  await bus.greet()
  const rechecking = setInterval(() => void recheckAll(), recheckEvery).unref()

  const unwatch = watchHeld(() => ({
    sockets: admitted.size,
    rooms: rooms.all().length,
    unsaved: rooms.all().reduce((sum, room) => sum + room.unsaved, 0),
    unsavedBytes: backlog.bytes,
    bytes: rooms.all().reduce((sum, room) => sum + room.bytes, 0),
  }))

  return {
    handleUpgrade(request, socket, head) {
      socket.on("error", () => {})
      if (isStopping) return refuseUpgrade(socket, "503 Service Unavailable")
      const asked = ask(request)
      if (typeof asked === "number") return refuseUpgrade(socket, `${asked} ${STATUS_CODES[asked]}`)
      let opened: WebSocket | undefined
      const open = (then: (line: Line) => void) =>
        sockets.handleUpgrade(request, socket, head, (it) => {
          opened = it
          it.on("error", () => {})
          then(it as Line)
        })
      welcome(asked, open).catch((error) => {
        report(error)
        if (opened) opened.close(Close.later)
        else open((it) => it.close(Close.later))
      })
    },
    handleRequest(request, response) {
      const status = request.method === "POST" ? undefined : 405
      const asked = status ?? ask(request)
      if (typeof asked === "number") return void response.writeHead(asked, { connection: "close" }).end()
      if (isStopping) return answerWith(response, [closedFrame(Close.restart, "")])
      const exchange = new Exchange(request, response)
      const failed = (error: unknown) => {
        report(error)
        exchange.close(Close.later)
      }
      welcome(
        asked,
        // Whoever asked may have gone meanwhile.
        (then) => exchange.readyState === exchange.OPEN && then(exchange),
        (connection, room, rights) => {
          linger(room)
          exchange.run(connection, room, standingOf(rights)).catch(failed)
        },
      ).catch(failed)
    },
    get sockets() {
      return admitted.size
    },
    get rooms() {
      return rooms.all().length
    },
    async stop() {
      isStopping = true
      unwatch()
      clearInterval(rechecking)
      await unlisten()
      await folding.stop()
      for (const connection of admitted.keys()) connection.rest()
      await log.flush()
      for (const connection of admitted.keys()) connection.close(Close.restart)
      for (const timer of lingering.values()) clearTimeout(timer)
      bus.stop()
      await pools.end()
    },
  }
}

/** What is asked for, or the status to refuse it with before anything is looked up. */
function ask(request: IncomingMessage): Request | number {
  try {
    const asked = readRequest(request)
    return hasOurOrigin(request, asked.token !== null) ? asked : 403
  } catch {
    return 400
  }
}

function refuseUpgrade(socket: Duplex, status: string) {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
