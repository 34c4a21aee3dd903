import { expect, test } from "vitest"
import { db } from "#lib/db.ts"
import { accessToWorkshop } from "#lib/members/access.ts"
import { isFirstUse, isUnclaimed } from "#lib/members/first-use.ts"
import { claimInstance } from "#lib/members/welcome.ts"

const claim = (email: string) =>
  claimInstance({
    email,
    name: "First",
    password: "nine mountains, two rivers",
    locale: "zh-CN",
    names: { zh: "研讨组" },
  })

test("of several who come first at once, one becomes the administrator and convenes the first workshop", async () => {
  expect([await isFirstUse(), await isUnclaimed()]).toEqual([true, true])
  const outcomes = await Promise.allSettled([claim("a@example.org"), claim("b@example.org"), claim("c@example.org")])
  const won = outcomes.filter((outcome) => outcome.status === "fulfilled")
  expect(won).toHaveLength(1)
  expect(outcomes.filter((outcome) => outcome.status === "rejected").map(({ reason }) => reason.messageKey)).toEqual([
    "welcome.taken",
    "welcome.taken",
  ])
  const people = await db.user.findMany()
  expect(people.map(({ isAdministrator }) => isAdministrator)).toEqual([true])
  const access = await accessToWorkshop(people[0]?.id ?? "", won[0]?.value.workshopId ?? "")
  expect(access).toMatchObject({ workshop: { names: { zh: "研讨组" } }, access: { role: "convener" } })
  expect([await isFirstUse(), await isUnclaimed()]).toEqual([false, false])
})
