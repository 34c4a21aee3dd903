// Secrets that nobody has set are made once and kept in the data folder, readable by its owner alone.

import { randomBytes } from "node:crypto"
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { inDataFolder } from "./cannot-start.ts"

/** The secret `name` of this data folder; made on the first call. Who comes at the same moment gets the same. */
export function keptSecret(folder: string, name: string): Promise<string> {
  return inDataFolder(folder, () => readOrMake(folder, name))
}

async function readOrMake(folder: string, name: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o711 })
  const file = join(folder, name)
  // Written beside and linked, which fails if it exists: nobody ever reads half of it.
  const fresh = `${file}.${randomBytes(6).toString("hex")}`
  await writeFile(fresh, `${randomBytes(48).toString("base64url")}\n`, { mode: 0o600 })
  await link(fresh, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error
  })
  await rm(fresh)
  return (await readFile(file, "utf8")).trim()
}
