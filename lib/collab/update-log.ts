// The log is the brief: an edit is in it before anyone else sees it. One group committer per process: at most one
// insert is under way, what arrives meanwhile is the next batch, no timer.
//
// The insert itself asks again whether the author may write, so an edit can never be committed after a commit that took
// the right away or froze the brief: it takes share locks on the brief and the membership, which conflict with the lock
// that submitting takes and with every change of a role. It does not wait for them in the common batch (`skip locked`):
// what was not taken goes through a lane of its brief's own, which waits, and whose answer is final. So one brief that
// is being frozen never holds up the typing in another.
//
// It also asks who may write in the sections that an edit touches. Giving a section or putting it in quarantine holds
// the brief as submitting does, but in rows of other tables, which a statement sees as they were when it began; so they
// are read by functions that see what is committed by the time the lock is had (`section_restrictions`, and for
// sections that were taken out of the outline `missing_sections`). Where one edit of somebody is refused, so is what
// they sent after it: it may lean on it.
//
// A client id that is new to this process is claimed in the same statement; where another process has given it to
// somebody else meanwhile, nothing of its claimant is taken.
//
// Most batches of a brief in which few write hold one edit and claim nothing. They have a statement of their own: the
// same questions without what is only needed to keep several edits apart, for two thirds of the work in Postgres.

import type pg from "pg"
import { batchEdits, commitSeconds, failedBatches } from "#lib/metrics.ts"
import { ruleFor } from "#lib/policy.ts"
import type { Pools } from "./pool.ts"

/** Where an edit came from and who is told about it. */
export interface Destination {
  readonly briefId: string
  readonly workshopId: string
  /** These are in the database, each with its place in the log. */
  committed(stored: Stored[]): void
  /** These are not, and will not be: their author may not write, or no longer. */
  refused(edits: Edit[]): void
  /** Whether what was under way is in the database is not known: only reading tells. */
  failed(error: Error): void
}

export interface Edit {
  readonly to: Destination
  readonly author: string
  /** The sign-in or the API token it came through: one of the two. */
  readonly session: string | undefined
  readonly token: string | undefined
  readonly data: Uint8Array
  /** Client ids that this edit uses for the first time, to be bound to its author. */
  readonly claims: number[]
  /** Keys of the sections in which it writes or deletes. */
  readonly sections: string[]
}

/** An edit that is in the log, at `seq`. */
export interface Stored {
  readonly edit: Edit
  readonly seq: bigint
}

const maxRows = 2000
const maxBytes = 8 << 20

export class UpdateLog {
  #pools: Pools
  #queue: Edit[] = []
  #running: Promise<void> | null = null
  /** Briefs that somebody holds at the moment, each with a queue of its own. */
  #lanes = new Map<Destination, { queue: Edit[]; running: Promise<void> }>()

  constructor(pools: Pools) {
    this.#pools = pools
  }

  append(edit: Edit) {
    const lane = this.#lanes.get(edit.to)
    if (lane) lane.queue.push(edit)
    else this.#queue.push(edit)
    this.#running ??= nextTurn().then(() => this.#run())
  }

  /** Resolves when nothing is under way. */
  async flush(): Promise<void> {
    while (this.#running || this.#lanes.size > 0)
      await Promise.all([this.#running, ...Array.from(this.#lanes.values(), (lane) => lane.running)])
  }

  /** Forgets what a destination (or only some authors there) still has in the queues; what is under way stays. */
  forget(to: Destination, authors?: Set<string>) {
    const stays = (edit: Edit) => edit.to !== to || (authors !== undefined && !authors.has(edit.author))
    this.#queue = this.#queue.filter(stays)
    const queue = this.#lanes.get(to)?.queue
    if (queue) queue.splice(0, queue.length, ...queue.filter(stays))
  }

  async #run() {
    while (this.#queue.length > 0) {
      const batch = nextBatch(this.#queue)
      const taken = await this.#insert(this.#pools.commits, batch, "skip locked")
      if (!taken) continue
      for (const [to, stored] of Map.groupBy(taken.values(), ({ edit }) => edit.to))
        tell(to, () => to.committed(stored))
      for (const [to, edits] of byDestination(batch.filter((edit) => !taken.has(edit)))) this.#openLane(to, edits)
    }
    this.#running = null
  }

  #openLane(to: Destination, edits: Edit[]) {
    const behind = this.#queue.filter((edit) => edit.to === to)
    this.#queue = this.#queue.filter((edit) => edit.to !== to)
    const queue = [...edits, ...behind]
    this.#lanes.set(to, { queue, running: this.#runLane(to, queue) })
  }

  async #runLane(to: Destination, queue: Edit[]) {
    while (queue.length > 0) {
      const batch = nextBatch(queue)
      const taken = await this.#insert(this.#pools.common, batch, "wait")
      if (!taken) continue
      const outside = batch.filter((edit) => !taken.has(edit))
      if (taken.size > 0) tell(to, () => to.committed([...taken.values()]))
      if (outside.length > 0) tell(to, () => to.refused(outside))
    }
    this.#lanes.delete(to)
  }

  /** The edits that are now in the database; null if that is not known, after everybody concerned was told. */
  async #insert(pool: pg.Pool, batch: Edit[], locked: "wait" | "skip locked"): Promise<Map<Edit, Stored> | null> {
    const stop = commitSeconds.startTimer()
    batchEdits.observe(batch.length)
    try {
      const { rows } = await pool.query<{ n: string; seq: string }>(queryFor(batch, locked))
      stop()
      const stored = rows.map(({ n, seq }) => ({ edit: batch[Number(n) - 1] as Edit, seq: BigInt(seq) }))
      return new Map(stored.map((one) => [one.edit, one]))
    } catch (error) {
      failedBatches.inc()
      for (const to of byDestination(batch).keys()) {
        this.forget(to)
        to.failed(error as Error)
      }
      return null
    }
  }
}

/** The statement for a batch, with its values. It answers which edits it took, by their number from 1, and their seq. */
function queryFor(batch: Edit[], locked: "wait" | "skip locked") {
  const [first] = batch as [Edit]
  if (batch.length === 1 && first.claims.length === 0 && locked === "skip locked") return queryForOne(first)
  const touched = batch.flatMap(({ sections }, i) => sections.map((section) => ({ n: i + 1, section })))
  const claims = batch.flatMap((edit) => edit.claims.map((client) => ({ edit, client })))
  return {
    ...(locked === "wait" ? waiting : skipping),
    values: [
      batch.map((edit) => edit.to.briefId),
      batch.map((edit) => edit.author),
      batch.map(({ data }) => bytesOf(data)),
      mayWrite.while ?? [],
      mayWrite.roles,
      claims.map(({ edit }) => edit.to.briefId),
      claims.map(({ client }) => String(client)),
      claims.map(({ edit }) => edit.author),
      batch.map((edit) => edit.session ?? null),
      batch.map((edit) => edit.token ?? null),
      touched.map(({ n }) => n),
      touched.map(({ section }) => section),
      everywhere,
    ],
  }
}

function queryForOne({ to, author, data, session, token, sections }: Edit) {
  const values = [to.briefId, author, bytesOf(data), mayWrite.while ?? [], mayWrite.roles]
  return { ...single, values: [...values, session ?? null, token ?? null, sections, everywhere] }
}

const mayWrite = ruleFor("brief.write")
/** Roles that write in a section whoever it was given to. */
const everywhere = ruleFor("section.write").inSection?.whoever ?? []
const bytesOf = (data: Uint8Array) => Buffer.from(data.buffer, data.byteOffset, data.byteLength)

const statement = (locking: string) => `
  with incoming as (
    select *, (
      exists (select 1 from "Session" s where s.id = session and s."endedAt" is null and s."expiresAt" > now())
      or exists (select 1 from "ApiToken" t where t.id = token and t."revokedAt" is null)
    ) as "isSignedIn"
    from unnest($1::uuid[], $2::uuid[], $3::bytea[], $9::uuid[], $10::uuid[]) with ordinality
      as i (brief, author, data, session, token, n)
  ), brief as materialized (
    select b.id, b."workshopId" from "Brief" b
    where b.id = any ($1::uuid[]) and b.state = any ($4::"BriefState"[])
    order by b.id for share of b${locking}
  ), writer as materialized (
    select m."workshopId", m."userId", m.role from "Member" m
    where m."userId" = any ($2::uuid[]) and m."workshopId" in (select "workshopId" from brief)
      and m.role = any ($5::"Role"[]) and m."removedAt" is null
      and exists (select 1 from "User" u where u.id = m."userId" and u."disabledAt" is null)
    for share of m${locking}
  ), candidate as materialized (
    select incoming.*, writer.role from incoming
    join brief on brief.id = incoming.brief
    join writer on writer."workshopId" = brief."workshopId" and writer."userId" = incoming.author
  ), restriction as materialized (
    select brief.id as brief, r.* from brief cross join lateral section_restrictions(brief.id) r
  ), foreign_edit as materialized (
    select i.n from unnest($11::bigint[], $12::text[]) as touched (n, section)
    join candidate i using (n)
    join restriction r on r.brief = i.brief and r.section = touched.section
    group by i.n, i.role, touched.section
    having bool_or(r."isQuarantined")
      or not (i.role = any ($13::"Role"[]) or coalesce(bool_or(r.owner = i.author or r.role = i.role), false))
    union all
    select i.n from candidate i where exists (
      select 1 from missing_sections(i.brief, array(
        select touched.section from unnest($11::bigint[], $12::text[]) as touched (n, section) where touched.n = i.n
      ))
    )
  ), judged as (
    select *, bool_and("isSignedIn" and n not in (select n from foreign_edit))
      over (partition by brief, author order by n) as "mayEnter"
    from candidate
  ), taken as materialized (
    select i.n, i.brief, i.author, i.data, nextval('"BriefUpdate_seq_seq"') as seq
    from (select * from judged where "mayEnter" order by n) i
  ), claims as materialized (
    select distinct on (c.brief, c.client) c.brief, c.client, c.author
    from unnest($6::uuid[], $7::bigint[], $8::uuid[]) as c (brief, client, author)
    where exists (select 1 from taken where taken.brief = c.brief and taken.author = c.author)
    order by c.brief, c.client
  ), claimed as (
    insert into "BriefClient" ("briefId", "clientId", "userId") select brief, client, author from claims
    on conflict ("briefId", "clientId") do update set "clientId" = excluded."clientId"
    returning "briefId" as brief, "clientId" as client, "userId" as owner
  ), stored as (
    insert into "BriefUpdate" ("briefId", seq, data, "authorId")
    select brief, seq, data, author from taken
    where not exists (
      select 1 from claims join claimed using (brief, client)
      where claims.brief = taken.brief and claims.author = taken.author and claimed.owner <> claims.author
    )
    returning seq
  )
  select n, seq from taken join stored using (seq) order by n`

/** The locks are had first, as above: what may be written is asked of what is committed by then. */
const single = {
  name: "append-one",
  text: `
  with held as materialized (
    select b.id, m."userId", m.role from "Brief" b
    join "Member" m on m."workshopId" = b."workshopId" and m."userId" = $2
    where b.id = $1 and b.state = any ($4::"BriefState"[]) and m.role = any ($5::"Role"[]) and m."removedAt" is null
      and exists (select 1 from "User" u where u.id = $2 and u."disabledAt" is null)
    for share of b, m skip locked
  )
  insert into "BriefUpdate" ("briefId", data, "authorId")
  select held.id, $3, held."userId" from held
  where (
    exists (select 1 from "Session" s where s.id = $6 and s."endedAt" is null and s."expiresAt" > now())
    or exists (select 1 from "ApiToken" t where t.id = $7 and t."revokedAt" is null)
  ) and not exists (
    select 1 from section_restrictions(held.id) r where r.section = any ($8::text[]) group by r.section
    having bool_or(r."isQuarantined")
      or not (held.role = any ($9::"Role"[]) or coalesce(bool_or(r.owner = held."userId" or r.role = held.role), false))
  ) and not exists (select 1 from missing_sections(held.id, $8::text[]))
  returning 1 as n, seq`,
}

const skipping = { name: "append", text: statement(" skip locked") }
const waiting = { name: "append-waiting", text: statement("") }

/** One destination's failure stays with it. */
function tell(to: Destination, say: () => void) {
  try {
    say()
  } catch (error) {
    to.failed(error as Error)
  }
}

function nextBatch(queue: Edit[]): Edit[] {
  let bytes = 0
  let count = 0
  while (count < queue.length && count < maxRows) {
    bytes += (queue[count] as Edit).data.length
    if (count > 0 && bytes > maxBytes) break
    count++
  }
  return queue.splice(0, count)
}

function byDestination(edits: Edit[]): Map<Destination, Edit[]> {
  return Map.groupBy(edits, (edit) => edit.to)
}

/** Lets everything that is already in the sockets' buffers join the batch. */
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))
