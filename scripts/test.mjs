// Everything that must be true: types, lint, rules, tests, and with a browser the whole product.
// Each static check counts as one. The last line, alone, is `N passed, N failed`; the exit code says the same.

import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { ensureBrowser } from "./browser.mjs"
import { readPlaywright, readVitest, sumOf } from "./reports.mjs"

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "")
const withBrowser = !process.argv.includes("--no-browser")
const reports = mkdtempSync(join(tmpdir(), "chancery-reports-"))
const total = { passed: 0, failed: 0 }
/** What the last line does not say. */
const remarks = []
const isStrict = Boolean(process.env.CI)

function node(file, args, env = {}) {
  const started = Date.now()
  const { status } = spawnSync(process.execPath, [join(root, file), ...args], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...env },
  })
  return { isFine: status === 0, seconds: Math.round((Date.now() - started) / 1000) }
}

function add(passed, failed) {
  total.passed += passed
  total.failed += failed
}

/** A check that is right or wrong as a whole. */
function check(title, file, ...args) {
  console.log(`\n── ${title}`)
  const { isFine, seconds } = node(file, args)
  console.log(`${isFine ? "✓" : "✗"} ${title} (${seconds} s)`)
  add(isFine ? 1 : 0, isFine ? 0 : 1)
}

/** A runner that counts its own tests. `read` takes them from its report; one that fails without a failed test counts as one. */
function tests(title, file, args, env, report, read) {
  console.log(`\n── ${title}`)
  const { isFine, seconds } = node(file, args, env)
  let counts = { passed: 0, failed: 0 }
  try {
    const found = read(JSON.parse(readFileSync(report, "utf8")))
    counts = sumOf(found, isStrict)
    for (const odd of ["skipped", "flaky"])
      if (found[odd] > 0) remarks.push(`${title}: ${found[odd]} ${odd}${isStrict ? ", counted as failed" : ""}`)
  } catch {
    console.error(`${title}: no report was written.`)
  }
  if (!isFine && counts.failed === 0) counts.failed = 1
  if (isFine && counts.passed === 0 && counts.failed === 0) counts.failed = 1 // nothing ran: that is not a success
  console.log(
    `${counts.failed === 0 ? "✓" : "✗"} ${title}: ${counts.passed} passed, ${counts.failed} failed (${seconds} s)`,
  )
  add(counts.passed, counts.failed)
}

check("Types", "node_modules/typescript/bin/tsc", "--noEmit")
check("Lint", "node_modules/@biomejs/biome/bin/biome", "check", ".", "--max-diagnostics=50", "--diagnostic-level=error")
check("Import rules", "scripts/check-imports.mjs")
check("Messages in every language", "scripts/check-messages.mjs")
check("Migrations and schema", "scripts/check-drift.mjs")
check("Licences", "scripts/check-licences.mjs")

const unit = join(reports, "unit.json")
tests(
  "Unit and integration tests",
  "node_modules/vitest/vitest.mjs",
  ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${unit}`],
  {},
  unit,
  readVitest,
)

if (withBrowser) {
  const browser = ensureBrowser(root)
  if (browser) {
    const report = join(reports, "browser.json")
    tests(
      "End-to-end tests",
      "node_modules/@playwright/test/cli.js",
      ["test", "--reporter=list,json"],
      { CHANCERY_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
      report,
      readPlaywright,
    )
  } else add(0, 1)
}

rmSync(reports, { recursive: true, force: true })
if (remarks.length > 0) console.log(`\n${remarks.join("\n")}`)
console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed > 0 ? 1 : 0)
