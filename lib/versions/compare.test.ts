import { beforeAll, expect, test } from "vitest"
import { publishSmallTemplate, type, writtenBrief } from "../../vitest/brief.ts"
import { type Cast, gather } from "../../vitest/cast.ts"
import { compareVersions } from "./compare.ts"
import { decide } from "./decide.ts"
import { submit } from "./submit.ts"

let cast: Cast
let briefId: string
beforeAll(async () => {
  cast = await gather()
  briefId = await writtenBrief(cast, await publishSmallTemplate())
  const { versionId, sha256 } = await submit(cast.drafter, { briefId })
  await decide(cast.reviewer, { versionId, decision: "request_changes", sha256, note: "Argue." })
  await type(briefId, cast.drafter, "Because it is urgent.", "argument")
  await submit(cast.drafter, { briefId })
})

const statuses = async (before: number | "live", after: number | "live") => {
  const { changes } = await compareVersions(cast.observer, { briefId, before, after })
  return Object.fromEntries(changes.map((change) => [change.key, change.status]))
}

test("two versions are compared by section, either way round", async () => {
  expect(await statuses(1, 2)).toMatchObject({ issue: "same" })
  const { before, after, changes } = await compareVersions(cast.observer, { briefId, before: 1, after: 2 })
  expect([before.number, after.number]).toEqual([1, 2])
  const words = (op: string) =>
    changes
      .flatMap(({ prose }) => prose.en ?? [])
      .flatMap((block) => (block.op === op ? block.runs : []))
      .map((run) => run.text)
  expect(words("add").join("")).toBe("Because it is urgent.")
  expect(words("del")).toEqual([])
  const back = await compareVersions(cast.observer, { briefId, before: 2, after: 1 })
  expect([back.before.sha256, back.after.sha256]).toEqual([after.sha256, before.sha256])
})

test("the living text is compared like a version", async () => {
  expect(new Set(Object.values(await statuses(2, "live")))).toEqual(new Set(["same"]))
  expect(await statuses("live", 1)).not.toMatchObject({ argument: "same" })
})

test("a version that is not there is said to be not there", async () => {
  for (const number of [0, 3, -1, 1.5, Number.NaN, 1e12])
    await expect(compareVersions(cast.observer, { briefId, before: 1, after: number })).rejects.toMatchObject({
      code: "not-found",
      messageKey: "versionUnknown",
    })
})
