// What is counted and timed, for Prometheus: numbers of this process, never a name or a word of anybody's.
// The doc of each metric is its `help`; docs/operations.md says which of them to watch.

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client"

const registry = new Registry()
const registers = [registry]
const quick = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.6, 1, 2, 5, 10, 30]

export const commitSeconds = new Histogram({
  name: "chancery_commit_seconds",
  help: "From handing a batch of edits to Postgres to its answer",
  buckets: quick,
  registers,
})

export const saveSeconds = new Histogram({
  name: "chancery_save_seconds",
  help: "From admitting an edit to its commit: what a person waits for until it is saved",
  buckets: quick,
  registers,
})

export const batchEdits = new Histogram({
  name: "chancery_batch_edits",
  help: "Edits in one insert",
  buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2000],
  registers,
})

export const failedBatches = new Counter({
  name: "chancery_failed_batches_total",
  help: "Inserts after which it was not known whether they are in the database",
  registers,
})

export const refusals = new Counter({
  name: "chancery_refusals_total",
  help: "Connections refused or closed for what was sent through them, by reason",
  labelNames: ["reason"],
  registers,
})

export const admissions = new Counter({
  name: "chancery_admissions_total",
  help: "Requests for a connection, by outcome: admitted, or the code it was closed with",
  labelNames: ["outcome"],
  registers,
})

export const strippedDeletions = new Counter({
  name: "chancery_stripped_deletions_total",
  help: "Characters whose deletion was taken out of an update because its author may not write there",
  registers,
})

export const slowReaders = new Counter({
  name: "chancery_slow_readers_total",
  help: "Connections dropped because they did not read what was sent",
  registers,
})

export const checkpointSeconds = new Histogram({
  name: "chancery_checkpoint_seconds",
  help: "Folding the log of one brief into its snapshot, by outcome",
  labelNames: ["outcome"],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  registers,
})

export const checkpointRows = new Histogram({
  name: "chancery_checkpoint_rows",
  help: "Rows of the log in one checkpoint",
  buckets: [1, 10, 50, 100, 200, 500, 1000, 5000],
  registers,
})

export const checkpointBytes = new Histogram({
  name: "chancery_checkpoint_bytes",
  help: "Size of the snapshot that a checkpoint wrote",
  buckets: [1e3, 1e4, 1e5, 1e6, 1e7, 1e8],
  registers,
})

export const quarantines = new Counter({
  name: "chancery_quarantines_total",
  help: "Sections put in quarantine because what is stored of them breaks the schema",
  registers,
})

export const busLagSeconds = new Histogram({
  name: "chancery_bus_lag_seconds",
  help: "From saying a word to its arrival at another process, by the clocks of both machines",
  buckets: quick,
  registers,
})

export const busWords = new Counter({
  name: "chancery_bus_words_total",
  help: "Words to other processes, by way: redis, postgres",
  labelNames: ["way"],
  registers,
})

export const requestSeconds = new Histogram({
  name: "chancery_request_seconds",
  help: "HTTP requests, by kind of address and class of status",
  labelNames: ["kind", "status"],
  buckets: quick,
  registers,
})

/** What a collaboration server holds at this moment. */
export interface Held {
  sockets: number
  rooms: number
  /** Edits admitted and not yet committed. */
  unsaved: number
  /** What those take in memory, about. */
  unsavedBytes: number
  /** Bytes of briefs and of the gate's indexes. */
  bytes: number
}

const holders = new Set<() => Held>()

/** Has a collaboration server asked for what it holds, until the returned function is called. */
export function watchHeld(held: () => Held): () => void {
  holders.add(held)
  return () => holders.delete(held)
}

const gauges: [keyof Held, string, string][] = [
  ["sockets", "chancery_sockets", "Open connections to briefs"],
  ["rooms", "chancery_rooms", "Briefs that somebody has open"],
  ["unsaved", "chancery_unsaved_edits", "Edits admitted and not yet committed"],
  ["unsavedBytes", "chancery_unsaved_bytes", "Bytes of edits admitted and not yet committed"],
  ["bytes", "chancery_room_bytes", "Bytes that open briefs hold in memory: state and index"],
]
for (const [what, name, help] of gauges)
  new Gauge({
    name,
    help,
    registers,
    collect() {
      let sum = 0
      for (const held of holders) sum += held()[what]
      this.set(sum)
    },
  })

let isCollecting = false

/** All metrics in the text format of Prometheus, with the type that goes with it. */
export async function metricsText(): Promise<{ type: string; text: string }> {
  if (!isCollecting) collectDefaultMetrics({ register: registry })
  isCollecting = true
  return { type: registry.contentType, text: await registry.metrics() }
}
