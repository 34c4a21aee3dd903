// The Chromium for end-to-end tests: Playwright's own, else the system's, else installed where the machine allows it.

import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { delimiter, join } from "node:path"
import { chromium } from "@playwright/test"

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"]
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
]

/** The file of a browser that is here, or null. CHANCERY_CHROMIUM names one by hand. */
export function findBrowser() {
  const given = process.env.CHANCERY_CHROMIUM
  if (given) return existsSync(given) ? given : null
  if (existsSync(chromium.executablePath())) return chromium.executablePath()
  const onPath = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  return [...onPath, ...places].find((file) => existsSync(file)) ?? null
}

/** Finds a browser or installs one. Returns its file; null, after saying how to get one, if there is none to be had. */
export function ensureBrowser(root) {
  const here = findBrowser()
  if (here) return here
  const attempt = (command, ...args) => {
    console.error(`· Installing a browser for the tests: ${command} ${args.join(" ")}`)
    spawnSync(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], timeout: 10 * 60_000 })
    return findBrowser()
  }
  const isDebian = process.platform === "linux" && existsSync("/usr/bin/apt-get") && process.getuid?.() === 0
  const found =
    attempt(
      process.execPath,
      join(root, "node_modules/@playwright/test/cli.js"),
      "install",
      ...(isDebian ? ["--with-deps"] : []),
      "chromium",
    ) ??
    (isDebian
      ? attempt(
          "sh",
          "-c",
          "apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium fonts-noto-cjk",
        )
      : null)
  if (!found)
    console.error(
      "No Chromium was found and none could be installed. Install one (Debian: apt-get install chromium; macOS and Windows:\n" +
        "Chrome; anywhere: npx playwright install chromium), or name one with CHANCERY_CHROMIUM=/path/to/it.\n" +
        "`npm run check` runs everything that needs no browser.",
    )
  return found
}
