import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { checkNode, hashOf, hasNodeOfOurs, installArgs, stampsOf, whyInstallFailed } from "./setup.mjs"

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "chancery-setup-"))
  await mkdir(join(root, "lib/briefs"), { recursive: true })
  await writeFile(join(root, "lib/briefs/list.ts"), "one")
})
afterEach(() => rm(root, { recursive: true }))

const hash = () => hashOf(root, ["lib", "absent", "package.json"])

test("the hash changes with a content, a name and a new file, and is the same in a copy", async () => {
  const before = hash()
  const copy = `${root}-copy`
  await cp(root, copy, { recursive: true })
  expect(hashOf(copy, ["lib", "absent", "package.json"])).toBe(before)
  await rm(copy, { recursive: true })
  const seen = new Set([before])
  await writeFile(join(root, "lib/briefs/list.ts"), "two")
  seen.add(hash())
  await writeFile(join(root, "lib/briefs/read.ts"), "")
  seen.add(hash())
  await writeFile(join(root, "package.json"), "{}")
  seen.add(hash())
  expect(seen.size).toBe(4)
})

test("a changed test needs no new build", async () => {
  const before = hash()
  await writeFile(join(root, "lib/briefs/list.test.ts"), "test")
  expect(hash()).toBe(before)
})

test("a step is current only for the hash it was done for", () => {
  const stamps = stampsOf(root)
  expect(stamps.isCurrent("build", "a")).toBe(false)
  stamps.write("build", "a")
  expect(stamps.isCurrent("build", "a")).toBe(true)
  expect(stamps.isCurrent("build", "b")).toBe(false)
  stamps.drop("build")
  expect(stamps.isCurrent("build", "a")).toBe(false)
})

test.each(["18.20.4", "20.18.9", "16.0.0"])("Node %s is refused with the version that is needed", (version) => {
  expect(() => checkNode(version)).toThrow("20.19")
})

test.each(["20.19.0", "20.20.2", "22.0.0", "24.21.0"])("Node %s will do", (version) => {
  checkNode(version)
})

test("a system for which no Node comes along needs one that runs TypeScript, and is told so", () => {
  expect(() => checkNode("20.19.0", false)).toThrow(/Node 20\.19\.0[\s\S]*24/)
  expect(() => checkNode("22.17.1", false)).toThrow("24")
  checkNode("24.0.0", false)
  checkNode("25.1.0", false)
})

test.each([
  ["linux", "x64", false, true],
  ["linux", "arm64", false, true],
  ["linux", "x64", true, false],
  ["linux", "riscv64", false, false],
  ["darwin", "arm64", false, true],
  ["win32", "x64", false, true],
  ["win32", "arm64", false, false],
  ["freebsd", "x64", false, false],
])("a Node of ours for %s %s (musl: %s): %s", (platform, arch, isMusl, expected) => {
  expect(hasNodeOfOurs(platform, arch, isMusl)).toBe(expected)
})

test("what only tests and some machines need is installed too, also where npm is told to leave it out", () => {
  expect(installArgs(root)).toEqual(expect.arrayContaining(["ci", "--include=dev", "--include=optional"]))
})

test("a cache of npm that cannot be written is replaced by one that can", async () => {
  const own = join(root, "home/.npm")
  expect(installArgs(own).join(" ")).not.toContain("--cache")
  await writeFile(join(root, "file"), "")
  expect(installArgs(join(root, "file/.npm"))).toContain(`--cache=${join(tmpdir(), "chancery-npm-cache")}`)
})

test.each([
  ["npm error code ENOTFOUND registry.invalid", "registry could not be reached"],
  ["npm error ENOSPC: no space left on device", "no space left"],
  ["npm error EACCES: permission denied", "may not write here"],
  ["npm error code EACCES\nnpm error path /root/.npm/_cacache", "may not write in /root/.npm/_cacache"],
  ["npm error EROFS: read-only file system, mkdir '/srv/a b/node_modules'", "may not write in /srv/a b/node_modules"],
  [
    "npm error `npm ci` can only install packages when your package.json and package-lock.json are in sync",
    "npm install",
  ],
  ["something else", "reason is above"],
])("npm's failure %j is said as: %s", (said, words) => {
  expect(whyInstallFailed(said)).toContain(words)
})
