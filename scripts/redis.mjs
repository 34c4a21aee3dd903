// The Redis (or Valkey) for tests of several processes: the system's, or in CI on Debian installed.

import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { delimiter, join } from "node:path"

/** The file of a server that is here, or null. */
export function findRedis() {
  const folders = (process.env.PATH ?? "").split(delimiter)
  return (
    ["redis-server", "valkey-server"]
      .flatMap((name) => folders.map((folder) => join(folder, name)))
      .find((file) => existsSync(file)) ?? null
  )
}

/** Finds a server, or installs one where this is CI and the machine allows it. Null, after saying so, if there is none. */
export function ensureRedis() {
  const here = findRedis()
  if (here) return here
  if (process.env.CI && existsSync("/usr/bin/apt-get") && process.getuid?.() === 0) {
    console.error("· Installing Redis for the tests: apt-get install redis-server")
    const install = "apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q redis-server"
    // Debian would start it at once: these tests start their own.
    const options = {
      stdio: ["ignore", "ignore", "inherit"],
      timeout: 5 * 60_000,
      env: { ...process.env, RUNLEVEL: "1" },
    }
    spawnSync("sh", ["-c", install], options)
  }
  const found = findRedis()
  if (!found)
    console.error(
      "No Redis was found: the tests of several processes over Redis are skipped (apt-get install redis-server).",
    )
  return found
}
