import { defineConfig } from "@playwright/test"
import { findBrowser } from "./scripts/browser.mjs"

export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  outputDir: "test-results",
  // One server with one data folder per worker; a second worker would only make both slow.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Asia/Almaty",
    // A button that is not there is said so, with its place in the test, long before the test is out of time.
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: findBrowser() ?? undefined,
      // Chromium has no sandbox for root, which is what a container runs as.
      chromiumSandbox: process.platform === "linux" && process.getuid?.() !== 0,
      args: [
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
      ],
    },
  },
})
