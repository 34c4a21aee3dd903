// What a connection speaks over: the part of a WebSocket that it needs. A request over HTTP has it too (exchange.ts).

import type { WebSocket } from "ws"

export interface Line
  extends Pick<
    WebSocket,
    "readyState" | "OPEN" | "bufferedAmount" | "isPaused" | "pause" | "resume" | "close" | "terminate" | "ping"
  > {
  send(frame: Uint8Array): void
  on(event: "message", listener: (data: Buffer, isBinary: boolean) => void): unknown
  on(event: "pong" | "close", listener: () => void): unknown
}
