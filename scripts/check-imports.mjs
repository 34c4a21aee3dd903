// Who may import whom, with the reason in each message. Every specifier says its file, so a plain reading is enough.
// (dependency-cruiser cannot read TypeScript 7: docs/decisions/004.)

import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join, normalize, sep } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"

/** What a file is, by its path: the first pattern that fits. */
const zones = [
  ["test", /\.test\.tsx?$|^vitest\/|^e2e\/|\/test-[^/]*\.tsx?$/],
  ["ui", /^components\/ui\//],
  ["components", /^components\//],
  ["app", /^app\//],
  ["generated", /^generated\//],
  ["platform", /^lib\/(env|db|metrics|nudge)\.ts$/],
  ["use case", /^lib\/templates\/(gallery|list|own|edit|exchange)\.ts$/],
  [
    "core",
    /^lib\/(policy|errors|result)\.ts$|^lib\/(document|templates|figures)\/|^lib\/[^/]+\/(lifecycle|input)\.ts$/,
  ],
  ["start", /^lib\/(start|postgres)\//],
  ["web", /^lib\/web\//],
  ["collab", /^lib\/collab\//],
  ["use case", /^lib\//],
  ["outer", /./],
]

/** @param {string} path */
export const zoneOf = (path) => zones.find(([, pattern]) => pattern.test(path))?.[0]

/** Per zone: the zones it may import values from, and why not the others. Types may come from anywhere but `app`. */
const may = {
  core: [["core"], "core is pure: it runs in the browser, on the server and in tests"],
  platform: [["core", "platform"], "a door to the outside knows nobody inside"],
  start: [["core", "platform", "start"], "the start brings up the platform and nothing else"],
  "use case": [["core", "platform", "use case"], "use cases decide, and know no framework and no page"],
  collab: [["core", "platform", "use case", "collab"], "the collaboration server knows no web framework"],
  web: [["core", "platform", "use case", "web"], "lib/web adapts use cases to Next and draws nothing"],
  ui: [["ui"], "components/ui knows nothing of briefs"],
  components: [["core", "components", "ui"], "components draw: they get data and actions as props"],
  app: [["core", "use case", "web", "components", "ui", "app"], "app shows: it asks use cases, never the database"],
}

const frameworks = /^(next|next-auth|next-intl|react|react-dom)(\/|$)/
const database = /^(pg|@prisma\/.*)$/
const usesFramework = new Set(["web", "ui", "components", "app", "outer", "test"])

/** Files that may import what their zone may not. */
const exceptions = new Map([
  ["lib/members/session.ts", ["next-auth/jwt"]], // two functions that seal and open the cookie, without the framework
])

/**
 * The imports of a source text. `isType`: erased when it runs.
 * @param {string} source
 */
export function importsOf(source) {
  const found = []
  const plain = source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "")
  const pattern =
    /(?:^|\n|;)\s*(?:import|export)\s+(type\s+)?([^"'`;=()]*?)\s*from\s*"([^"]+)"|(?:^|\n|;)\s*import\s*"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/g
  for (const [, type, names, from, bare, lazy] of plain.matchAll(pattern)) {
    const named = /^\{([^}]*)\}$/.exec((names ?? "").trim())
    const allTypes = named ? named[1].split(",").every((name) => !name.trim() || /^type\s/.test(name.trim())) : false
    found.push({ specifier: from ?? bare ?? lazy, isType: Boolean(type) || (allTypes && Boolean(named?.[1].trim())) })
  }
  return found
}

/** Path of what a specifier names, relative to the root; null for a package. */
function resolve(specifier, from) {
  if (specifier.startsWith("#")) return specifier.slice(1)
  if (specifier.startsWith("."))
    return normalize(join(dirname(from), specifier))
      .split(sep)
      .join("/")
  return null
}

/**
 * What the files do that they may not.
 * @param {Map<string, string>} files path → source
 * @param {(path: string) => boolean} exists
 */
export function violations(files, exists) {
  const wrong = []
  const graph = new Map()
  for (const [path, source] of files) {
    const zone = zoneOf(path)
    const [allowed, reason] = may[zone] ?? []
    const edges = []
    graph.set(path, edges)
    for (const { specifier, isType } of importsOf(source)) {
      const target = resolve(specifier, path)
      if (target === null) {
        if (zone === "core" && /^node:/.test(specifier))
          wrong.push(`${path}: imports ${specifier}. Core is pure: no Node.`)
        if (
          !usesFramework.has(zone) &&
          frameworks.test(specifier) &&
          !isType &&
          !exceptions.get(path)?.includes(specifier)
        )
          wrong.push(`${path}: imports ${specifier}. Only lib/web, components and app know the framework.`)
        if (
          database.test(specifier) &&
          !isType &&
          ["core", "use case", "web", "ui", "components", "app"].includes(zone)
        )
          wrong.push(`${path}: imports ${specifier}. lib/db.ts is the one door to Postgres.`)
        continue
      }
      if (!exists(target))
        wrong.push(`${path}: imports ${specifier}, which is not a file. Specifiers carry their extension.`)
      if (isType) {
        if (zoneOf(target) === "app" && zone !== "app") wrong.push(`${path}: imports ${target}. Nobody imports app.`)
        continue
      }
      edges.push(target)
      if (zoneOf(target) === "generated" && path !== "lib/db.ts" && zone !== "generated")
        wrong.push(`${path}: imports ${target}. Only lib/db.ts imports Prisma's client.`)
      else if (
        allowed &&
        !allowed.includes(zoneOf(target)) &&
        zoneOf(target) !== "generated" &&
        !/\.(json|css)$/.test(target)
      ) {
        if (!exceptions.get(path)?.includes(target))
          wrong.push(`${path}: imports ${target} (${zoneOf(target)}). ${zone}: ${reason}.`)
      }
    }
    const readsEnv = /process\.env/.test(source.replace(/\/\/.*$/gm, ""))
    if (
      readsEnv &&
      /^(app|components|lib)\//.test(path) &&
      zone !== "test" &&
      zone !== "start" &&
      path !== "lib/env.ts"
    )
      wrong.push(`${path}: reads process.env. Only lib/env.ts does, where it is checked.`)
  }
  for (const cycle of cyclesOf(graph))
    wrong.push(`${cycle.join(" → ")}: a cycle. Neither can be understood or tested alone.`)
  return wrong
}

/** One cycle per group of files that import each other. */
function cyclesOf(graph) {
  const state = new Map()
  const cycles = []
  const visit = (path, trail) => {
    state.set(path, "open")
    for (const next of graph.get(path) ?? []) {
      if (state.get(next) === "open") cycles.push([...trail.slice(trail.indexOf(next)), next])
      else if (!state.has(next) && graph.has(next)) visit(next, [...trail, next])
    }
    state.set(path, "done")
  }
  for (const path of graph.keys()) if (!state.has(path)) visit(path, [path])
  return cycles
}

/** The sources of the project. */
export function readSources(root) {
  const files = new Map()
  const visit = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) visit(path)
      else if (/\.tsx?$/.test(entry.name)) files.set(path, readFileSync(join(root, path), "utf8"))
    }
  }
  for (const folder of ["app", "components", "lib"]) visit(folder)
  return files
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = fileURLToPath(new URL("..", import.meta.url))
  const files = readSources(root)
  const wrong = violations(files, (path) => existsSync(join(root, path)) || path.startsWith("generated/"))
  for (const line of wrong) console.error(line)
  console.log(`${files.size} files, ${wrong.length} imports that may not be`)
  process.exit(wrong.length > 0 ? 1 : 0)
}
