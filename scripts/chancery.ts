// The command line of an instance: what is done by whoever has the machine, not by a person who is signed in.
// Works beside a running server and without one.

import { readFile } from "node:fs/promises"
import { resolve } from "node:path"
import { parseArgs } from "node:util"
import { db } from "#lib/db.ts"
import { BadEnvironment, env, fillEnv } from "#lib/env.ts"
import { ExpectedError } from "#lib/errors.ts"
import { createToken, createTokenInput } from "#lib/members/tokens.ts"
import { findPostgres } from "#lib/postgres/embedded.ts"
import { CannotMigrate } from "#lib/postgres/migrate.ts"
import { loadSample } from "#lib/sample/load.ts"
import { removeSample } from "#lib/sample/remove.ts"
import { CannotStart } from "#lib/start/cannot-start.ts"
import { openDatabase } from "#lib/start/database.ts"
import { keptSecret } from "#lib/start/secrets.ts"

const help = `npm run --silent chancery -- <command>

  token create --email <e-mail> [--name <name>]   makes a token for the API and prints it, alone
  sample load                                     brings the sample workshop, also after it was removed
  sample remove                                   removes the sample workshop and its people
  help                                            prints this

The instance is the one of CHANCERY_DATA_DIR (.data) or DATABASE_URL, as for npm start.`

/** The command cannot be done as it was given; `message` says why. */
class Misuse extends Error {}

async function tokenCreate(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { email: { type: "string" }, name: { type: "string" } } })
  if (!values.email) throw new Misuse("Whose token? --email <e-mail>")
  const person = await db.user.findFirst({
    where: { email: values.email.trim().toLowerCase(), disabledAt: null },
    select: { id: true },
  })
  if (!person) throw new Misuse(`Nobody here has the e-mail ${values.email}.`)
  const { token } = await createToken(person.id, createTokenInput.parse({ name: values.name ?? "Command line" }))
  console.log(token)
}

async function sampleLoad(): Promise<void> {
  const did = await loadSample({ afresh: true })
  console.log(did === "already" ? "The sample workshop is there already." : "Loaded the sample workshop.")
}

async function sampleRemove(): Promise<void> {
  const { workshops, people, kept } = await removeSample()
  console.log(`Removed ${workshops} sample workshop(s) and ${people} sample people.`)
  if (kept > 0)
    console.log(`${kept} of the sample people did something in other workshops: they stay there and cannot sign in.`)
}

const commands: Record<string, (args: string[]) => Promise<void>> = {
  "token create": tokenCreate,
  "sample load": sampleLoad,
  "sample remove": sampleRemove,
}

/** Connects to the database of this instance; starts its Postgres for as long as `work` takes if it does not run. */
async function withDatabase(work: () => Promise<void>): Promise<void> {
  const folder = resolve(process.env.CHANCERY_DATA_DIR || ".data")
  fillEnv({ NODE_ENV: "production", AUTH_SECRET: await keptSecret(folder, "auth-secret") })
  const given = process.env.DATABASE_URL || (await findPostgres(folder, "chancery")) || undefined
  // What a server runs on is not migrated under it.
  const opened = given ? null : await openDatabase({ folder, production: true, log: (line) => console.error(line) })
  fillEnv({ DATABASE_URL: given ?? opened?.url })
  try {
    if (env.DATABASE_URL) await work()
  } finally {
    await db.$disconnect()
    await opened?.close()
  }
}

async function main(): Promise<void> {
  const [noun = "help", verb = "", ...rest] = process.argv.slice(2)
  const command = commands[`${noun} ${verb}`]
  if (command) return withDatabase(() => command(rest))
  if (["help", "--help", "-h"].includes(noun)) return console.log(help)
  throw new Misuse(`There is no command "${`${noun} ${verb}`.trim()}".\n\n${help}`)
}

/** The English text of a refusal. */
async function textOf({ messageKey, values }: ExpectedError): Promise<string> {
  const file = new URL("../messages/en/errors.json", import.meta.url)
  const texts: unknown = JSON.parse(await readFile(file, "utf8"))
  const text = messageKey.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], texts)
  if (typeof text !== "string") return messageKey
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

const isPlain = (error: unknown) =>
  [Misuse, BadEnvironment, CannotStart, CannotMigrate].some((kind) => error instanceof kind) ||
  (error as NodeJS.ErrnoException).code?.startsWith("ERR_PARSE_ARGS")

main().catch(async (error: unknown) => {
  if (error instanceof ExpectedError) console.error(await textOf(error))
  else console.error(isPlain(error) ? (error as Error).message : error)
  process.exitCode = 1
})
