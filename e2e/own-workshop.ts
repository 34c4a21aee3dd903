// A workshop that belongs to one test, with a person in each role that it asks for.
// Run as a program, it makes them through the use cases and prints them; a test calls `ownWorkshop`.

import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import type { Role } from "../lib/policy.ts"
import type { ChanceryServer } from "./server.ts"

/** The password of everybody who is made here. */
export const ownPassword = "the ferry leaves Aktau at dawn"

export interface OwnPerson {
  id: string
  email: string
  name: string
}
export interface OwnWorkshop {
  id: string
  people: Record<Role, OwnPerson>
  /** A token for the API that belongs to this person. */
  token(role: Role): Promise<string>
}

/** Opens a workshop with somebody in every role. Nobody of the sample is in it. */
export async function ownWorkshop(server: ChanceryServer): Promise<OwnWorkshop> {
  const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url)], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    env: { ...process.env, DATABASE_URL: await server.database(), CHANCERY_DATA_DIR: server.folder },
  })
  const made = JSON.parse(stdout) as Omit<OwnWorkshop, "token">
  const tokens = new Map<Role, Promise<string>>()
  return {
    ...made,
    token(role) {
      const known = tokens.get(role)
      if (known) return known
      const token = server.command("token", "create", "--email", made.people[role].email).then((out) => out.trim())
      tokens.set(role, token)
      return token
    },
  }
}

const names: Record<Role, string> = {
  convener: "Bakyt Ibraimov",
  drafter: "Marie Lang",
  reviewer: "孙宁",
  approver: "Rustam Karimov",
  observer: "何青",
}

async function main(): Promise<void> {
  const { fillEnv } = await import("#lib/env.ts")
  fillEnv({ NODE_ENV: "production", AUTH_SECRET: `${crypto.randomUUID()}${crypto.randomUUID()}` })
  const { db } = await import("#lib/db.ts")
  const { joinWorkshop } = await import("#lib/members/accept-invitation.ts")
  const { invite } = await import("#lib/members/invite.ts")
  const { makeWorkshop } = await import("#lib/members/open-workshop.ts")
  const { createPerson } = await import("#lib/members/person.ts")
  const mark = crypto.randomUUID().slice(0, 8)
  const person = async (role: Role): Promise<OwnPerson> => {
    const facts = { name: names[role], email: `${role}-${mark}@example.org` }
    const { id } = await db.$transaction((tx) => createPerson(tx, { ...facts, password: ownPassword, locale: "en" }))
    return { id, ...facts }
  }
  const convener = await person("convener")
  const workshop = await db.$transaction((tx) =>
    makeWorkshop(tx, convener.id, { names: { zh: `另一研讨组${mark}`, en: `Another workshop ${mark}` } }),
  )
  const people: Partial<Record<Role, OwnPerson>> = { convener }
  for (const role of ["drafter", "reviewer", "approver", "observer"] as const) {
    const joining = await person(role)
    const { path } = await invite(convener.id, { workshopId: workshop.id, email: joining.email, role })
    await joinWorkshop(joining.id, { token: path.slice("/invitations/".length) })
    people[role] = joining
  }
  console.log(JSON.stringify({ id: workshop.id, people }))
  await db.$disconnect()
  process.exit(0)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main()
