import { randomBytes } from "node:crypto"
import { resolve } from "node:path"
import { expect, test } from "vitest"
import { readEnv } from "#lib/env.ts"

const good = { DATABASE_URL: "postgresql://u:p@localhost/db", AUTH_SECRET: randomBytes(32).toString("base64") }

test("what may be left out has a default, and an empty variable counts as left out", () => {
  expect(readEnv({ ...good, PORT: "", APP_URL: "" })).toMatchObject({
    NODE_ENV: "development",
    PORT: 3000,
    HOST: "127.0.0.1",
    CHANCERY_DATA_DIR: resolve(".data"),
    CHANCERY_SAMPLE: true,
    CHANCERY_TRUST_PROXY: false,
  })
})

test("an address is kept as its origin", () => {
  expect(readEnv({ ...good, APP_URL: "https://c.example.org/start" }).APP_URL).toBe("https://c.example.org")
})

test.each([
  ["DATABASE_URL", undefined, "npm start"],
  ["DATABASE_URL", "mysql://here/db", "postgresql://"],
  ["AUTH_SECRET", undefined, "openssl rand"],
  ["AUTH_SECRET", "short", "32 characters"],
  ["PORT", "eighty", "port number"],
  ["PORT", "70000", "65535"],
  ["PORT", "80.5", "port number"],
  ["APP_URL", "chancery.example.org", "https://"],
  ["APP_URL", "ftp://example.org", "https://"],
  ["NODE_ENV", "prod", "production"],
  ["CHANCERY_SAMPLE", "yes", "0 or 1"],
])("%s=%s stops the start with its name and the remedy", (name, value, remedy) => {
  const reading = () => readEnv({ ...good, [name]: value })
  expect(reading).toThrow(name)
  expect(reading).toThrow(remedy)
})

test("everything that is wrong is said at once", () => {
  expect(() => readEnv({ PORT: "x" })).toThrow(/DATABASE_URL[\s\S]*AUTH_SECRET[\s\S]*PORT/)
})

test.each([
  "a".repeat(40),
  "12".repeat(20),
  "please-change-me-please-change-me-now",
  "my-super-secret-value-for-chancery",
])("production refuses the secret %s, development takes it", (AUTH_SECRET) => {
  expect(() => readEnv({ ...good, AUTH_SECRET, NODE_ENV: "production" })).toThrow("AUTH_SECRET is weak")
  expect(readEnv({ ...good, AUTH_SECRET, NODE_ENV: "development" }).AUTH_SECRET).toBe(AUTH_SECRET)
})

test.each([
  [{}, true],
  [{ APP_URL: "http://localhost:3000" }, true],
  [{ APP_URL: "http://127.0.0.1:8080" }, true],
  [{ APP_URL: "https://chancery.example.org" }, false],
  [{ APP_URL: "https://localhost.example.org" }, false],
  [{ CHANCERY_TRUST_PROXY: "1" }, false],
  [{ HOST: "0.0.0.0" }, true],
  [{ APP_URL: "https://chancery.example.org", CHANCERY_SAMPLE: "1" }, true],
  [{ CHANCERY_SAMPLE: "0" }, false],
])("with %j the sample, whose password everybody knows, is brought: %s", (given, brought) => {
  expect(readEnv({ ...good, ...given }).CHANCERY_SAMPLE).toBe(brought)
})
