import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    include: ["{lib,app,components,messages,scripts,faults}/**/*.test.{ts,tsx}"],
    globalSetup: "vitest/postgres.ts",
    setupFiles: "vitest/database.ts",
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // A test must not depend on the wall clock's zone.
    env: { TZ: "UTC", NODE_ENV: "test" },
  },
})
