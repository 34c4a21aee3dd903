// A Postgres of our own in the data folder, for those who have none. It is an ordinary server process that outlives us
// if we are killed: the next start finds it by postmaster.pid and goes on with it.

import { execFile } from "node:child_process"
import { randomBytes } from "node:crypto"
import { chmod, chown, lstat, mkdir, readFile, realpath, rename, rm, stat, symlink, writeFile } from "node:fs/promises"
import { join, resolve } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { promisify } from "node:util"
import pg from "pg"
import { CannotStart, inDataFolder } from "../start/cannot-start.ts"
import { keptSecret } from "../start/secrets.ts"
import { findBinaries, isOpenToAll } from "./binaries.ts"
import { freePort } from "./free-port.ts"

const run = promisify(execFile)

/** Where root's Postgres lives if an ordinary user cannot walk into the data folder. */
const openPlace = "/var/lib/chancery"

const remedy =
  "Mend that, choose another data folder with CHANCERY_DATA_DIR, or set DATABASE_URL to the address of a Postgres."

export interface Cluster {
  /** Address of one of its databases. */
  url(database: string): string
  /** Whether it was already running: left behind by a killed process, or in use by another. */
  adopted: boolean
  /** Ends it; open connections are cut. */
  stop(): Promise<void>
}

interface Options {
  /** false: may lose everything when the machine stops; only for tests. */
  durable?: boolean
}

/**
 * Starts the Postgres of `folder`, made on the first call, or joins it if it runs. Resolves when it accepts connections.
 * Throws CannotStart with the end of Postgres' own log if it cannot.
 */
export function startPostgres(folder: string, options: Options = {}): Promise<Cluster> {
  const home = resolve(folder)
  return inDataFolder(home, () => startIn(home, options))
}

async function startIn(home: string, { durable = true }: Options): Promise<Cluster> {
  await mkdir(home, { recursive: true, mode: 0o711 })
  const owner = await postgresUser()
  const data = await placeFor(home, owner)
  const password = await keptSecret(home, "postgres-password")
  const binaries = await findBinaries(owner && openPlace)
  const as = { ...owner, cwd: "/", env: { ...process.env, LC_ALL: "C" } }

  await create(data)
  let problem = "?"
  for (let attempt = 0; attempt < 3; attempt++) {
    const found = await joinRunning(data, password)
    if (found) return cluster(found, true)
    const port = await portFor(data)
    const flags = [`-p ${port}`, "-c listen_addresses=127.0.0.1", "-c unix_socket_directories="]
    if (!durable)
      flags.push(...["fsync=off", "synchronous_commit=off", "full_page_writes=off"].map((setting) => `-c ${setting}`))
    // Tests ask in which order things were committed.
    if (!durable) flags.push("-c max_connections=300", "-c track_commit_timestamp=on")
    const log = join(data, "server.log")
    await dropLongLog(log)
    try {
      await run(binaries.pgCtl, ["start", "-w", "-t", "60", "-D", data, "-l", log, "-o", flags.join(" ")], as)
      return cluster(port, false)
    } catch {
      // Another start may have been faster, or the port was taken meanwhile: look again.
      problem = (await readFile(log, "utf8").catch(() => "")).trim().split("\n").slice(-8).join("\n")
    }
  }
  throw new CannotStart(
    `The bundled Postgres did not start on ${data}. The end of its server.log:\n${problem}\n${remedy}`,
  )

  async function create(data: string): Promise<void> {
    if (await exists(data)) return
    // Made beside and renamed, so that a start that is killed here leaves nothing half made.
    const fresh = `${data}.new-${randomBytes(6).toString("hex")}`
    const secret = `${fresh}.password`
    await mkdir(fresh, { mode: 0o700 })
    await writeFile(secret, password, { mode: 0o600 })
    if (owner) await Promise.all([chown(fresh, owner.uid, owner.gid), chown(secret, owner.uid, owner.gid)])
    try {
      const flags = ["--username=chancery", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"]
      if (!durable) flags.push("--no-sync")
      await run(binaries.initdb, [`--pgdata=${fresh}`, `--pwfile=${secret}`, ...flags], as)
      await rename(fresh, data).catch(async (error: NodeJS.ErrnoException) => {
        if (!(await exists(data))) throw error // another start was faster: its cluster is as good
      })
    } catch (error) {
      throw new CannotStart(
        `The bundled Postgres could not be made in ${data}:\n${(error as { stderr?: string }).stderr || error}\n${remedy}`,
      )
    } finally {
      await Promise.all([rm(secret, { force: true }), rm(fresh, { recursive: true, force: true })])
    }
  }

  function cluster(port: number, adopted: boolean): Cluster {
    return {
      url: (database) => address(port, password, database),
      adopted,
      stop: async () => void (await run(binaries.pgCtl, ["stop", "-w", "-t", "30", "-m", "fast", "-D", data], as)),
    }
  }
}

/** The address of a database of the Postgres of `folder` if that is running now; starts nothing. */
export async function findPostgres(folder: string, database: string): Promise<string | null> {
  const home = resolve(folder)
  const data = await realpath(join(home, "postgres")).catch(() => null)
  if (!data) return null
  const password = await keptSecret(home, "postgres-password")
  const port = await joinRunning(data, password)
  return port ? address(port, password, database) : null
}

const address = (port: number, password: string, database: string) =>
  `postgresql://chancery:${password}@127.0.0.1:${port}/${database}`

const exists = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  )

/** Postgres refuses to run as root. Returns the ordinary user it runs as then; nothing if we are not root. */
async function postgresUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const ids = async (name: string) => {
    const [uid, gid] = await Promise.all(["-u", "-g"].map(async (of) => Number((await run("id", [of, name])).stdout)))
    return { uid: uid as number, gid: gid as number }
  }
  return ids("postgres").catch(async () => {
    await run("useradd", ["--system", "--user-group", "--no-create-home", "postgres"]).catch(() => {})
    return ids("postgres").catch(() => ids("nobody"))
  })
}

/** The folder of the database files. Root's is where `owner` can walk to, with a link in the data folder. */
async function placeFor(home: string, owner: unknown): Promise<string> {
  const usual = join(home, "postgres")
  if (await exists(usual)) return realpath(usual)
  if (!owner) return join(await realpath(home), "postgres")
  const { mode } = await stat(home)
  if (!(mode & 0o001)) await chmod(home, mode | 0o011)
  if (await isOpenToAll(await realpath(home))) return join(await realpath(home), "postgres")
  const place = join(openPlace, randomBytes(8).toString("hex"))
  await mkdir(place, { recursive: true, mode: 0o755 })
  await symlink(join(place, "postgres"), usual)
  return join(place, "postgres")
}

/** The port of the server that runs on `data`, once it answers; null if none does. A stale postmaster.pid is removed. */
async function joinRunning(data: string, password: string): Promise<number | null> {
  const file = join(data, "postmaster.pid")
  for (const end = Date.now() + 60_000; Date.now() < end; await wait(100)) {
    const lines = (await readFile(file, "utf8").catch(() => "")).split("\n")
    const [pid, port] = [Number(lines[0]), Number(lines[3])]
    if (!pid) return null
    if (port && (await answers(address(port, password, "postgres")))) return port
    // After a reboot the number may belong to any process: only a Postgres on this very folder is worth waiting for.
    if (!(await isPostgresOn(pid, data))) {
      await rm(file, { force: true })
      return null
    }
  }
  throw new CannotStart(`A Postgres runs on ${data} and does not answer. Stop it, then start again.`)
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on("error", () => {})
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

async function isPostgresOn(pid: number, data: string): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false
  }
  if (process.platform === "win32") return true
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(async () => {
    const { stdout } = await run("ps", ["-o", "command=", "-p", String(pid)]).catch(() => ({ stdout: "" }))
    return stdout
  })
  return command.includes(data)
}

async function dropLongLog(log: string): Promise<void> {
  const { size } = await stat(log).catch(() => ({ size: 0 }))
  if (size > 10_000_000) await rm(log)
}

/** The port it had the last time if that is free, so that a server that lost its Postgres finds it where it was. */
async function portFor(data: string): Promise<number> {
  const last = /"-p" "(\d+)"/.exec(await readFile(join(data, "postmaster.opts"), "utf8").catch(() => ""))
  if (!last) return freePort()
  return freePort(Number(last[1])).catch(() => freePort())
}
