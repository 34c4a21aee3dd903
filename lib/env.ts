// The one place that reads the environment. A missing or bad variable stops the start with its name and the remedy.
// Read lazily: importing this file never fails, so a build needs no secrets.

import { resolve } from "node:path"
import { z } from "zod"

/** Words that show a secret was copied from an example. */
const placeholders = /secret|change|password|example|default|chancery|test/i

/** Whether a person could guess it: too few different characters, or words of an example. */
function isWeak(secret: string): boolean {
  return new Set(secret).size < 10 || (placeholders.test(secret) && secret.length < 64)
}

const flag = z.enum(["0", "1"], { error: "must be 0 or 1" }).transform((value) => value === "1")

const variables = z
  .object({
    NODE_ENV: z.enum(["production", "development", "test"], { error: "must be production, development or test" }),
    DATABASE_URL: z
      .string({ error: "is not set: give a postgresql:// address, or start with `npm start`, which brings a Postgres" })
      .regex(/^postgres(ql)?:\/\/\S+\/\S+$/, "must look like postgresql://user:password@host:5432/database"),
    AUTH_SECRET: z
      .string({ error: "is not set: make one with `openssl rand -base64 32`, or start with `npm start`" })
      .min(32, "is too short: 32 characters or more, for example from `openssl rand -base64 32`"),
    PORT: z.coerce
      .number({ error: "must be a port number" })
      .int("must be a port number")
      .min(0, "must be a port number, 0 to 65535")
      .max(65535, "must be a port number, 0 to 65535")
      .default(3000),
    HOST: z.string().min(1, "must be an address to listen on, for example 127.0.0.1 or 0.0.0.0").default("127.0.0.1"),
    APP_URL: z
      .url({ protocol: /^https?$/, error: "must be the address people open, for example https://chancery.example.org" })
      .transform((url) => new URL(url).origin)
      .optional(),
    CHANCERY_DATA_DIR: z
      .string()
      .min(1, "must be a folder, for example .data")
      .default(".data")
      .transform((folder) => resolve(folder)),
    CHANCERY_TIME_ZONE: z
      .string()
      .refine((zone) => {
        try {
          return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }))
        } catch {
          return false
        }
      }, "must be the name of a time zone, for example Asia/Shanghai or Europe/London")
      .default("Asia/Shanghai"),
    CHANCERY_SAMPLE: flag.optional(),
    CHANCERY_PROCESS: z
      .enum(["all", "web", "collab", "worker"], { error: "must be all, web, collab or worker" })
      .default("all"),
    REDIS_URL: z
      .string()
      .regex(/^rediss?:\/\/\S+$/, "must look like redis://:password@host:6379, or rediss:// for TLS")
      .optional(),
    CHANCERY_METRICS_TOKEN: z
      .string()
      .min(16, "is too short: 16 characters or more, for example from `openssl rand -base64 24`")
      .optional(),
    CHANCERY_TRUST_PROXY: flag.default(false),
  })
  .superRefine((found, context) => {
    if (found.NODE_ENV === "production" && isWeak(found.AUTH_SECRET))
      context.addIssue({
        code: "custom",
        path: ["AUTH_SECRET"],
        message: "is weak: it can be guessed. Make one with `openssl rand -base64 32`",
      })
  })
  .transform((found) => ({ ...found, CHANCERY_SAMPLE: found.CHANCERY_SAMPLE ?? !isPublic(found) }))

/** Whether people come from elsewhere, as far as the settings say. Everybody knows the password of the sample. */
export const isPublic = ({ APP_URL, CHANCERY_TRUST_PROXY }: { APP_URL?: string; CHANCERY_TRUST_PROXY: boolean }) =>
  CHANCERY_TRUST_PROXY || (APP_URL !== undefined && !localNames.has(new URL(APP_URL).hostname))

const localNames = new Set(["localhost", "127.0.0.1", "[::1]"])

/**
 * - `APP_URL`: the origin people open; empty: whatever host they asked for.
 * - `CHANCERY_DATA_DIR`: absolute path of the folder with the database, secrets and logs.
 * - `CHANCERY_TIME_ZONE`: in which times are shown and printed; the database and the API speak UTC.
 * - `CHANCERY_SAMPLE`: whether a first start loads the sample workshop; if not said, only where `APP_URL` is this
 *   machine and no proxy stands in front.
 * - `CHANCERY_PROCESS`: which part of the server this process runs: lib/start/parts.ts.
 * - `REDIS_URL`: Redis or Valkey, for several collaboration processes; without it Postgres carries the word.
 * - `CHANCERY_METRICS_TOKEN`: the bearer token that reads /api/metrics; without it only this machine may.
 * - `CHANCERY_TRUST_PROXY`: whether `X-Forwarded-For`, `-Proto` and `-Host` come from a proxy of ours.
 */
export type Env = z.output<typeof variables>

/** The environment is wrong; `message` names each variable and what to do. */
export class BadEnvironment extends Error {
  override name = "BadEnvironment"
}

/** Reads and checks `source`; an empty variable counts as not set. Throws BadEnvironment. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""))
  const read = variables.safeParse({ NODE_ENV: "development", ...given })
  if (read.success) return read.data
  const lines = read.error.issues.map((issue) => `  ${issue.path.join(".")} ${issue.message}`)
  throw new BadEnvironment(`The environment is not right:\n${lines.join("\n")}`)
}

let checked: Env | undefined

/** What the start finds out by itself: sets those variables that are not set, for this process and its children. */
export function fillEnv(values: Partial<Record<keyof Env, string>>): void {
  for (const [name, value] of Object.entries(values)) process.env[name] ||= value
  checked = undefined
}

/** The checked environment. The first property read checks all of it, once. */
export const env: Env = new Proxy({} as Env, {
  get: (_, name) => {
    checked ??= readEnv(process.env)
    return checked[name as keyof Env]
  },
})

/**
 * next-auth reads its own origin from the environment, and without one believes to be at http://localhost:3000.
 * Told once: the origin that is configured, else the host that was asked for (which server.ts has made true).
 */
export function tellNextAuth(): void {
  if (env.APP_URL) process.env.NEXTAUTH_URL ||= env.APP_URL
  else process.env.AUTH_TRUST_HOST ||= "1"
}
