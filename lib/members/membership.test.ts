import { randomUUID } from "node:crypto"
import { describe, expect, test } from "vitest"
import { db } from "#lib/db.ts"
import { joinAsNew, joinWorkshop, readInvitation } from "#lib/members/accept-invitation.ts"
import { accessToWorkshop } from "#lib/members/access.ts"
import { allowOffline } from "#lib/members/allow-offline.ts"
import { changeRole, removeMember } from "#lib/members/change.ts"
import { invite, revokeInvitation } from "#lib/members/invite.ts"
import { listInvitations, listMembers } from "#lib/members/list.ts"
import { openWorkshop } from "#lib/members/open-workshop.ts"
import { renameWorkshop } from "#lib/members/rename-workshop.ts"
import { listWorkshops } from "#lib/members/workshops.ts"
import { type Cast, gather, join, somebody } from "../../vitest/cast.ts"

const password = "nine mountains, two rivers"
const tokenOf = ({ path }: { path: string }) => path.split("/").at(-1) as string
const address = () => `${randomUUID()}@example.org`
const asNew = (token: string) => joinAsNew({ token, name: "Nursultan", password, locale: "en" })
const kinds = async (workshopId: string) =>
  (await db.auditEvent.findMany({ where: { workshopId }, orderBy: { id: "asc" } })).map(({ kind }) => kind)

describe("who may", () => {
  const uses: [string, string, (who: string, people: Cast) => Promise<unknown>][] = [
    [
      "read the members",
      "convener drafter reviewer approver observer",
      (who, { workshopId }) => listMembers(who, { workshopId }),
    ],
    ["read the invitations", "convener", (who, { workshopId }) => listInvitations(who, { workshopId })],
    ["invite", "convener", (who, { workshopId }) => invite(who, { workshopId, email: address(), role: "observer" })],
    [
      "rename the workshop",
      "convener",
      (who, { workshopId }) => renameWorkshop(who, { workshopId, names: { en: "Another" } }),
    ],
    [
      "allow copies on devices",
      "convener",
      (who, { workshopId }) => allowOffline(who, { workshopId, isAllowed: true }),
    ],
    [
      "change a role",
      "convener",
      (who, { workshopId, observer }) => changeRole(who, { workshopId, userId: observer, role: "observer" }),
    ],
    [
      "withdraw an invitation",
      "convener",
      async (who, { workshopId, convener }) => {
        const { id } = await invite(convener, { workshopId, email: address(), role: "observer" })
        return revokeInvitation(who, { workshopId, invitationId: id })
      },
    ],
    [
      "remove somebody else",
      "convener",
      async (who, { workshopId }) => {
        const { id } = await somebody()
        await db.member.create({ data: { workshopId, userId: id, role: "drafter" } })
        return removeMember(who, { workshopId, userId: id })
      },
    ],
  ]
  test.each(uses)("%s: %s; other members are not allowed, strangers find nothing", async (_, allowed, use) => {
    const people = await gather()
    for (const role of ["convener", "drafter", "reviewer", "approver", "observer"] as const) {
      const before = await kinds(people.workshopId)
      if (allowed.split(" ").includes(role)) await use(people[role], people)
      else {
        await expect(use(people[role], people)).rejects.toMatchObject({ code: "not-allowed" })
        expect((await kinds(people.workshopId)).filter((kind) => kind !== "member.invited")).toEqual(
          before.filter((kind) => kind !== "member.invited"),
        )
      }
    }
    await expect(use(people.stranger, people)).rejects.toMatchObject({ code: "not-found" })
    for (const workshopId of [randomUUID(), "1", "../etc", ""])
      if (!_.includes("withdraw") && !_.includes("remove"))
        await expect(use(people.convener, { ...people, workshopId })).rejects.toMatchObject({ code: "not-found" })
  })

  test("open a workshop: administrators and conveners, and they convene it", async () => {
    const people = await gather()
    const administrator = await somebody({ isAdministrator: true })
    for (const who of [administrator.id, people.convener]) {
      const { id } = await openWorkshop(who, { names: { zh: "新研讨组" } })
      expect((await accessToWorkshop(who, id)).access).toEqual({ role: "convener" })
      expect(await kinds(id)).toEqual(["workshop.opened"])
    }
    // Everybody knows the password of the sample's convener.
    const sample = await somebody({ isSample: true })
    await join(people.workshopId, sample.id, "convener")
    for (const who of [people.drafter, (await somebody()).id, sample.id])
      await expect(openWorkshop(who, { names: { en: "Mine" } })).rejects.toMatchObject({ code: "not-allowed" })
  })

  test("an administrator is a stranger to a workshop they are not in", async () => {
    const { workshopId } = await gather()
    const administrator = await somebody({ isAdministrator: true })
    await expect(accessToWorkshop(administrator.id, workshopId)).rejects.toMatchObject({ code: "not-found" })
  })

  test("a disabled person is a stranger, and nothing of another workshop is listed", async () => {
    const people = await gather()
    await gather()
    expect((await listWorkshops(people.drafter)).map(({ id, role, members }) => [id, role, members])).toEqual([
      [people.workshopId, "drafter", 5],
    ])
    await db.user.update({ where: { id: people.drafter }, data: { disabledAt: new Date() } })
    await expect(accessToWorkshop(people.drafter, people.workshopId)).rejects.toMatchObject({ code: "not-found" })
  })
})

describe("an invitation", () => {
  test("makes an account for its e-mail, in its role, once", async () => {
    const { workshopId, convener } = await gather()
    const email = address()
    const token = tokenOf(await invite(convener, { workshopId, email, role: "reviewer" }))
    expect(token).toMatch(/^[\w-]{22}$/)
    expect(JSON.stringify(await db.invitation.findMany())).not.toContain(token)
    expect(await readInvitation(token)).toMatchObject({
      state: "open",
      email,
      role: "reviewer",
      invitedBy: "convener",
      hasAccount: false,
    })
    expect(await asNew(token)).toEqual({ workshopId, email })
    expect((await listMembers(convener, { workshopId })).at(-1)).toMatchObject({
      name: "Nursultan",
      email,
      role: "reviewer",
    })
    expect(await kinds(workshopId)).toEqual(["member.invited", "member.joined"])
    await expect(asNew(token)).rejects.toMatchObject({ code: "conflict", messageKey: "invitation.used" })
    expect(await readInvitation(token)).toMatchObject({ state: "used" })
  })

  test("that two people use at the same moment admits one", async () => {
    const { workshopId, convener } = await gather()
    const token = tokenOf(await invite(convener, { workshopId, email: address(), role: "drafter" }))
    const outcomes = await Promise.allSettled(Array.from({ length: 4 }, () => asNew(token)))
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
    expect(await listMembers(convener, { workshopId })).toHaveLength(6)
  })

  test("that has expired, was withdrawn or never was changes nothing", async () => {
    const { workshopId, convener } = await gather()
    const expired = tokenOf(await invite(convener, { workshopId, email: address(), role: "drafter" }))
    await db.invitation.updateMany({ where: { workshopId }, data: { expiresAt: new Date(Date.now() - 1) } })
    const withdrawn = await invite(convener, { workshopId, email: address(), role: "drafter" })
    await revokeInvitation(convener, { workshopId, invitationId: withdrawn.id })
    await expect(asNew(expired)).rejects.toMatchObject({ code: "conflict", messageKey: "invitation.expired" })
    await expect(asNew(tokenOf(withdrawn))).rejects.toMatchObject({ messageKey: "invitation.revoked" })
    await expect(asNew("AAAAAAAAAAAAAAAAAAAAAA")).rejects.toMatchObject({ code: "not-found" })
    expect(await listMembers(convener, { workshopId })).toHaveLength(5)
  })

  test("is for its e-mail only, and joins an account that has it", async () => {
    const { workshopId, convener, stranger } = await gather()
    const invited = await somebody()
    const token = tokenOf(await invite(convener, { workshopId, email: invited.email, role: "approver" }))
    await expect(joinWorkshop(stranger, { token })).rejects.toMatchObject({
      code: "not-allowed",
      messageKey: "invitation.otherEmail",
    })
    await expect(asNew(token)).rejects.toMatchObject({ code: "conflict", messageKey: "invitation.hasAccount" })
    expect(await joinWorkshop(invited.id, { token })).toEqual({ workshopId })
    expect((await accessToWorkshop(invited.id, workshopId)).access).toEqual({ role: "approver" })
  })

  test("with a weak password is not used up", async () => {
    const { workshopId, convener } = await gather()
    const token = tokenOf(await invite(convener, { workshopId, email: address(), role: "drafter" }))
    const weak = joinAsNew({ token, name: "Nursultan", password: "passwordpassword", locale: "en" })
    await expect(weak).rejects.toMatchObject({
      code: "invalid",
      messageKey: "password.common",
      details: { field: "password" },
    })
    await asNew(token)
  })

  test("replaces an earlier one for the same e-mail; a member is not invited again", async () => {
    const { workshopId, convener } = await gather()
    const email = address()
    const first = tokenOf(await invite(convener, { workshopId, email, role: "drafter" }))
    const second = tokenOf(await invite(convener, { workshopId, email, role: "observer" }))
    await expect(asNew(first)).rejects.toMatchObject({ messageKey: "invitation.revoked" })
    await asNew(second)
    await expect(invite(convener, { workshopId, email, role: "drafter" })).rejects.toMatchObject({
      code: "conflict",
      messageKey: "invitation.isMember",
    })
  })

  test("of another workshop cannot be withdrawn from here", async () => {
    const here = await gather()
    const there = await gather()
    const { id } = await invite(there.convener, { workshopId: there.workshopId, email: address(), role: "drafter" })
    const withdraw = revokeInvitation(here.convener, { workshopId: here.workshopId, invitationId: id })
    await expect(withdraw).rejects.toMatchObject({ code: "not-found" })
  })

  test("falls with the convener who sent it", async () => {
    const { workshopId, convener, drafter } = await gather()
    await changeRole(convener, { workshopId, userId: drafter, role: "convener" })
    const token = tokenOf(await invite(drafter, { workshopId, email: address(), role: "observer" }))
    await removeMember(convener, { workshopId, userId: drafter })
    await expect(asNew(token)).rejects.toMatchObject({ messageKey: "invitation.revoked" })
  })
})

describe("a workshop is never without a convener", () => {
  test("the last one can neither step down nor leave", async () => {
    const { workshopId, convener } = await gather()
    const last = { code: "conflict", messageKey: "member.lastConvener" }
    await expect(changeRole(convener, { workshopId, userId: convener, role: "drafter" })).rejects.toMatchObject(last)
    await expect(removeMember(convener, { workshopId, userId: convener })).rejects.toMatchObject(last)
    expect(await kinds(workshopId)).toEqual([])
  })

  test("two conveners who remove each other at once leave one", async () => {
    const { workshopId, convener, drafter } = await gather()
    await changeRole(convener, { workshopId, userId: drafter, role: "convener" })
    const outcomes = await Promise.allSettled([
      removeMember(convener, { workshopId, userId: drafter }),
      removeMember(drafter, { workshopId, userId: convener }),
    ])
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
    const left = await db.member.count({ where: { workshopId, role: "convener", removedAt: null } })
    expect(left).toBe(1)
  })

  test("a convener who is disabled does not count", async () => {
    const { workshopId, convener, drafter } = await gather()
    await changeRole(convener, { workshopId, userId: drafter, role: "convener" })
    await db.user.update({ where: { id: drafter }, data: { disabledAt: new Date() } })
    await expect(removeMember(convener, { workshopId, userId: convener })).rejects.toMatchObject({ code: "conflict" })
  })
})

test("anybody may leave; who left finds nothing and comes back by a new invitation in its role", async () => {
  const { workshopId, convener, observer } = await gather()
  await removeMember(observer, { workshopId, userId: observer })
  await expect(accessToWorkshop(observer, workshopId)).rejects.toMatchObject({ code: "not-found" })
  await expect(changeRole(convener, { workshopId, userId: observer, role: "drafter" })).rejects.toMatchObject({
    code: "not-found",
  })
  const { email } = await db.user.findUniqueOrThrow({ where: { id: observer } })
  const token = tokenOf(await invite(convener, { workshopId, email, role: "drafter" }))
  await joinWorkshop(observer, { token })
  expect((await accessToWorkshop(observer, workshopId)).access).toEqual({ role: "drafter" })
  expect(await kinds(workshopId)).toEqual(["member.removed", "member.invited", "member.joined"])
})

test("a change of role says before and after in the audit", async () => {
  const { workshopId, convener, observer } = await gather()
  await changeRole(convener, { workshopId, userId: observer, role: "reviewer" })
  const event = await db.auditEvent.findFirstOrThrow({ where: { workshopId } })
  expect(event).toMatchObject({
    kind: "member.role_changed",
    actorId: convener,
    data: { userId: observer, before: "observer", after: "reviewer" },
  })
})

test("copies on devices are off at first, and each change is in the audit once", async () => {
  const { workshopId, convener } = await gather()
  const isAllowed = async () => (await accessToWorkshop(convener, workshopId)).workshop.offline
  expect(await isAllowed()).toBe(false)
  for (const next of [true, true, false]) await allowOffline(convener, { workshopId, isAllowed: next })
  expect(await isAllowed()).toBe(false)
  expect(await kinds(workshopId)).toEqual(["workshop.offline_allowed", "workshop.offline_forbidden"])
})
