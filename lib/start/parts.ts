// The parts of the server. By default one process runs them all. CHANCERY_PROCESS names one, and then several processes
// of each may stand behind any load balancer: a request may go to any of them.

import { CannotStart } from "./cannot-start.ts"

export interface Parts {
  /** Pages, actions and the API. */
  web: boolean
  /** The sockets below /collab/. */
  collab: boolean
  /** What nobody waits for: folding the logs of briefs that are not open. */
  worker: boolean
}

/** What a process runs. Throws CannotStart if it needs what only its like on the same machine would have. */
export function partsOf(process: "all" | keyof Parts, given: Record<string, string | undefined>): Parts {
  if (process === "all") return { web: true, collab: true, worker: true }
  // The bundled Postgres and the secret in the data folder belong to one process on one machine.
  const missing = ["DATABASE_URL", "AUTH_SECRET"].filter((name) => !given[name])
  if (missing.length > 0)
    throw new CannotStart(
      `CHANCERY_PROCESS=${process} runs beside others, so all of them must be told the same: set ${missing.join(" and ")}.`,
    )
  return { web: false, collab: false, worker: false, [process]: true }
}
