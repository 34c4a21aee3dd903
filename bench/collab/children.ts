// Processes that the run starts. None outlives it, however it ends.

import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"

/** For looking into it: `BENCH_NODE_FLAGS="--cpu-prof --cpu-prof-dir=/tmp/profiles"`. */
const flags = process.env.BENCH_NODE_FLAGS?.split(" ") ?? []
const alive = new Set<ChildProcess>()

export function start(file: string, { args = [], env }: { args?: string[]; env?: NodeJS.ProcessEnv } = {}) {
  const child = fork(join(import.meta.dirname, file), args, {
    env: { ...process.env, ...env },
    execArgv: ["--expose-gc", ...flags],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    serialization: "advanced",
  })
  alive.add(child)
  child.on("exit", () => alive.delete(child))
  return child
}

/** The next message, or an error if the process ends or says nothing for this long. */
export async function reply<T>(child: ChildProcess, within = 60_000): Promise<T> {
  const over = new AbortController()
  const ended = once(child, "exit", { signal: over.signal }).then(([code, signal]) => {
    throw new Error(`a process of the benchmark ended: ${code ?? signal}`)
  })
  try {
    const signal = AbortSignal.any([over.signal, AbortSignal.timeout(within)])
    const [message] = (await Promise.race([once(child, "message", { signal }), ended])) as [T]
    return message
  } finally {
    over.abort()
    ended.catch(() => {})
  }
}

export async function kill(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const dead = once(child, "exit")
  // With a profile wanted it must write that first: it ends by itself when it is let go.
  if (child.connected && flags.includes("--cpu-prof")) child.disconnect()
  else child.kill("SIGKILL")
  await dead
}

export const killAll = () => Promise.all([...alive].map(kill))
