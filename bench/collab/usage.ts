// What a process costs, as the system counts it: /proc. Linux only.

import { readdirSync, readFileSync } from "node:fs"
import { sum } from "./numbers.ts"

/** The clock of /proc/<pid>/stat ticks 100 times a second on every Linux that Node runs on. */
const tick = 10

/** The numbers after the name of the program, which may hold spaces. */
function stat(pid: number): number[] {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, "utf8")
    return line
      .slice(line.lastIndexOf(")") + 4)
      .split(" ")
      .map(Number)
  } catch {
    return []
  }
}

const [ppid, utime, stime, cutime, cstime] = [0, 10, 11, 12, 13]

/** Milliseconds of processor time, of all its threads. */
export const cpuOf = (pid: number): number => {
  const at = stat(pid)
  return ((at[utime] ?? 0) + (at[stime] ?? 0)) * tick
}

/** Milliseconds of a Postgres: the first process, its backends and helpers, and those that have ended. */
export function cpuOfPostgres(postmaster: number): number {
  const own = stat(postmaster)
  const ended = ((own[cutime] ?? 0) + (own[cstime] ?? 0)) * tick
  const children = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && stat(Number(name))[ppid] === postmaster)
  return cpuOf(postmaster) + ended + sum(children.map((pid) => cpuOf(Number(pid))))
}

/** Bytes that are the process's own, without the files it has mapped. */
export function memoryOf(pid: number): number {
  const [, kB] = /^RssAnon:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? []
  return Number(kB) * 1024
}

export interface Load {
  /** Per cent of one core. */
  server: number
  postgres: number
}

/** Starts a watch; the returned function says what was used since, in per cent of one core. */
export function watch(server: number, postgres: number): () => Load {
  const since = performance.now()
  const before = [cpuOf(server), cpuOfPostgres(postgres)] as const
  return () => {
    const took = performance.now() - since
    return {
      server: (100 * (cpuOf(server) - before[0])) / took,
      postgres: (100 * (cpuOfPostgres(postgres) - before[1])) / took,
    }
  }
}
