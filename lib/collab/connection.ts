// One socket of one person, or one request: reads frames, keeps to the limits, says what is saved.

import * as decoding from "lib0/decoding"
import { refusals, slowReaders } from "#lib/metrics.ts"
import type { Role } from "#lib/policy.ts"
import { Allowance } from "./allowance.ts"
import type { Present, Shown } from "./awareness.ts"
import type { Source } from "./backlog.ts"
import type { Line } from "./line.ts"
import { type RefusalReason, Refused, refuse } from "./refused.ts"
import type { Room } from "./room.ts"
import { awarenessFrame, Close, Message, mayKeepFrame, refusedFrame, Sync, savedFrame } from "./wire.ts"

const maxFrame = 1 << 20
const maxAwareness = 64 << 10
/** Bytes that may wait for a slow reader before it is dropped; it comes back with a state vector. */
const maxBuffered = 8 << 20
/** Bytes of a writer that may wait for the database before we stop reading from its socket. */
const maxUnsaved = 4 << 20
/** A presence frame weighs less than an edit: y-websocket repeats all it hears. */
const presenceWeight = 0.2
/** To answer with a brief's state costs more than anything else that a reader can ask for. */
const answerWeight = 20
/** In bytes: a state vector says some eight for each client id that ever wrote. */
const maxStateVector = 256 << 10
/** The first frame must come within this time, unless said otherwise. Milliseconds. */
const helloWithin = 5_000
const signOfLifeEvery = 15_000

export interface Party {
  shown: Shown
  role: Role
  canWrite: boolean
  /** Keys of the sections in which they may write. */
  sections: ReadonlySet<string>
  /** Whether their device may keep edits that are not saved. */
  mayKeep: boolean
  sessionId?: string
  tokenId?: string
  /** Where several connections of theirs share one. */
  allowance?: Allowance
  helloWithin?: number
}

/** Why nothing is read from a socket for a while. */
type Cause = "rate" | "database" | "backlog"

export class Connection implements Present, Source {
  readonly shown: Shown
  readonly role: Role
  readonly canWrite: boolean
  readonly sessionId: string | undefined
  readonly tokenId: string | undefined
  sections: ReadonlySet<string>
  /** Whether a section was taken from them since they came: what they still send there is late, not forged. */
  hasLost = false
  #mayKeep: boolean
  presence: number | undefined
  /** Whether it has asked for the state, and so follows what is added. */
  follows = false
  #socket: Line
  #room: Room
  #isOpen = true
  #isResting = false
  /** For each frame not yet saved: the number of the room's edit it waits for, and its size. */
  #waiting: { number: number; bytes: number }[] = []
  #unsaved = 0
  #owed = 0
  #received = 0
  #said = 0
  #allowance: Allowance
  #pausedFor = new Set<Cause>()
  #hello: NodeJS.Timeout
  #life: NodeJS.Timeout
  #isAlive = true

  constructor(socket: Line, room: Room, party: Party) {
    const { shown, role, canWrite, sections, sessionId, tokenId } = party
    this.#socket = socket
    this.#allowance = party.allowance ?? new Allowance()
    this.#room = room
    this.shown = shown
    this.role = role
    this.canWrite = canWrite
    this.sections = sections
    this.#mayKeep = party.mayKeep
    this.sessionId = sessionId
    this.tokenId = tokenId
    this.#hello = setTimeout(() => this.close(1008), party.helloWithin ?? helloWithin).unref()
    this.#life = setInterval(() => this.#signOfLife(), signOfLifeEvery).unref()
    socket.on("message", (data, isBinary) => this.#read(data, isBinary))
    socket.on("pong", () => {
      this.#isAlive = true
    })
    socket.on("close", () => this.#closed())
    this.send(mayKeepFrame(this.#mayKeep))
    room.join(this)
  }

  send(frame: Uint8Array) {
    if (!this.#isOpen || this.#socket.readyState !== this.#socket.OPEN) return
    const { bufferedAmount } = this.#socket
    if (bufferedAmount < maxBuffered) this.#owed = 0
    if (bufferedAmount > maxBuffered + this.#owed) {
      slowReaders.inc()
      this.#socket.terminate()
      this.#closed()
      return
    }
    this.#socket.send(frame)
  }

  /** The whole state of a large brief may wait in the buffer beside what else may. */
  sendState(frames: Uint8Array[]) {
    const size = frames.reduce((sum, frame) => sum + frame.length, 0)
    for (const [i, frame] of frames.entries()) {
      this.send(frame)
      if (i === 0) this.#owed = size
    }
  }

  /** Says which frames are now in the database. */
  settle() {
    const { settled } = this.#room
    let done = 0
    while (done < this.#waiting.length && (this.#waiting[done] as { number: number }).number <= settled)
      this.#unsaved -= (this.#waiting[done++] as { bytes: number }).bytes
    this.#waiting.splice(0, done)
    const saved = this.#received - this.#waiting.length
    if (saved > this.#said) {
      this.#said = saved
      this.send(savedFrame(saved))
    }
    if (this.#unsaved < maxUnsaved) this.#resume("database")
  }

  /** Other sections from now on. It stays connected: only what it still sends to a lost one cuts it off. */
  mayWriteIn(sections: ReadonlySet<string>) {
    for (const section of this.sections) if (!sections.has(section)) this.hasLost = true
    this.sections = sections
  }

  /** Whether their device may keep edits from now on. */
  mayKeep(may: boolean) {
    if (may === this.#mayKeep) return
    this.#mayKeep = may
    this.send(mayKeepFrame(may))
  }

  refuse(reason: RefusalReason, code: number = Close.final) {
    refusals.inc({ reason })
    this.send(refusedFrame(reason))
    this.close(code, reason)
  }

  /** Is told what is added from now on; who has not asked for the state must have it. */
  follow() {
    clearTimeout(this.#hello)
    this.follows = true
  }

  /** Whether all frames with text that came are in the database. */
  get isSaved(): boolean {
    return this.#waiting.length === 0
  }

  /** Takes no more frames, but still says what is saved. */
  rest() {
    this.#isResting = true
  }

  close(code: number, reason = "") {
    if (!this.#isOpen) return
    if (this.#socket.isPaused) this.#socket.resume()
    this.#socket.close(code, reason)
    this.#closed()
  }

  #read(data: Buffer, isBinary: boolean) {
    if (!this.#isOpen || this.#isResting) return
    if (!isBinary) return this.close(1003)
    try {
      if (data.length > maxFrame) refuse("too-big", "frame")
      this.#dispatch(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    } catch (error) {
      const reason = error instanceof Refused ? error.reason : "malformed"
      this.refuse(reason, reason === "rights-changed" ? Close.rightsChanged : Close.final)
    }
  }

  #dispatch(bytes: Uint8Array) {
    const decoder = decoding.createDecoder(bytes)
    const type = decoding.readVarUint(decoder)
    this.#spend(type === Message.sync ? 1 : presenceWeight)
    if (type === Message.sync) return this.#sync(decoding.readVarUint(decoder), decoding.readVarUint8Array(decoder))
    if (type === Message.awareness) {
      if (bytes.length > maxAwareness) refuse("too-big", "awareness")
      return this.#room.awareness.receive(this, decoding.readVarUint8Array(decoder))
    }
    if (type === Message.queryAwareness) return this.#room.awareness.greet(this)
    refuse("message", type)
  }

  #sync(step: number, payload: Uint8Array) {
    clearTimeout(this.#hello)
    if (step === Sync.step1) {
      if (payload.length > maxStateVector) refuse("too-big", "state vector")
      this.#spend(answerWeight - 1)
      this.follow()
      return this.#room.answer(this, payload)
    }
    if (step !== Sync.step2 && step !== Sync.update) refuse("message", step)
    // The frame's bytes lie in the socket's buffer, an edit outlives it.
    this.#room.receive(this, payload.slice())
    this.#received++
    this.#unsaved += payload.length
    this.#waiting.push({ number: this.#room.admitted, bytes: payload.length })
    if (this.#unsaved >= maxUnsaved) this.#pause("database")
    this.settle()
  }

  #spend(weight: number) {
    this.#allowance.spend(weight)
    if (this.#allowance.debt === 0 || this.#pausedFor.has("rate")) return
    this.#pause("rate")
    this.#awaitAllowance()
  }

  /** Frames that had arrived before the pause are still read, so the debt may have grown meanwhile. */
  #awaitAllowance() {
    setTimeout(() => {
      if (this.#allowance.debt === 0) this.#resume("rate")
      else if (this.#isOpen) this.#awaitAllowance()
    }, this.#allowance.debt + 50).unref()
  }

  /** Many together have sent more than the process may hold. */
  hold() {
    if (this.#isOpen) this.#pause("backlog")
  }

  readOn() {
    this.#resume("backlog")
  }

  #pause(why: Cause) {
    this.#pausedFor.add(why)
    this.#socket.pause()
  }

  #resume(why: Cause) {
    if (this.#pausedFor.delete(why) && this.#pausedFor.size === 0) this.#socket.resume()
  }

  #signOfLife() {
    if (!this.#isAlive && this.#pausedFor.size === 0) return this.#socket.terminate()
    this.#isAlive = false
    this.send(awarenessFrame([]))
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping()
  }

  #closed() {
    if (!this.#isOpen) return
    this.#isOpen = false
    clearTimeout(this.#hello)
    clearInterval(this.#life)
    this.#room.leave(this)
  }
}
