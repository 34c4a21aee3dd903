import { beforeAll, expect, test } from "vitest"
import { createBrief } from "#lib/briefs/create.ts"
import { db } from "#lib/db.ts"
import { exportBrief } from "#lib/export/brief.ts"
import { printModel } from "#lib/export/pdf/model.ts"
import { importRegisters } from "#lib/registers/import.ts"
import { sampleBriefs } from "#lib/sample/files.ts"
import { publishSmallTemplate, type, writtenBrief } from "../../vitest/brief.ts"
import { type Cast, gather } from "../../vitest/cast.ts"
import { sampleInput } from "../../vitest/pdf-input.ts"
import { readPdf } from "../../vitest/read-pdf.ts"
import { decide } from "./decide.ts"
import { namesIn } from "./names.ts"
import { listVersions, readVersion } from "./read.ts"
import { submit } from "./submit.ts"

let cast: Cast
let template: string
beforeAll(async () => {
  cast = await gather()
  template = await publishSmallTemplate()
})

const rename = (id: string, name: string) => db.user.update({ where: { id }, data: { name } })

test("whoever renames themselves later stays on a version under the name of the day", async () => {
  const briefId = await writtenBrief(cast, template)
  const { versionId, sha256 } = await submit(cast.drafter, { briefId })
  await rename(cast.approver, "Approver of the day")
  await decide(cast.approver, { versionId, decision: "approve", sha256 })
  await rename(cast.approver, "drafter")
  await rename(cast.drafter, "Somebody else")
  const { clearance } = await readVersion(cast.observer, versionId)
  expect(clearance.createdBy).toEqual({ id: cast.drafter, name: "drafter" })
  expect(clearance.writers).toEqual([{ id: cast.drafter, name: "drafter" }])
  expect(clearance.decisions[0]?.person).toEqual({ id: cast.approver, name: "Approver of the day" })
  const [listed] = await listVersions(cast.observer, briefId)
  expect(listed?.createdBy.name).toBe("drafter")
  expect(listed?.decisions[0]?.person.name).toBe("Approver of the day")
})

test("what a frozen version prints does not move with the registers; the draft does", { timeout: 60_000 }, async () => {
  const { workshopId } = cast
  const option = (code: string, en: string) => ({ code, names: { en }, data: { verdict: "kept out" } })
  await importRegisters(cast.convener, workshopId, {
    options: [option("O-01", "Old option"), option("O-02", "Unused")],
  })
  const { id: briefId } = await createBrief(cast.drafter, {
    workshopId,
    template,
    title: { en: "A memo" },
    languages: ["en"],
    options: ["O-01"],
  })
  await type(briefId, cast.drafter, "What is to be decided.")
  const { versionId, sha256 } = await submit(cast.drafter, { briefId })
  await decide(cast.reviewer, { versionId, decision: "request_changes", sha256, note: "Say who pays." })
  await db.option.updateMany({ where: { workshopId, code: "O-01" }, data: { names: { en: "New option" } } })
  await db.workshop.update({ where: { id: workshopId }, data: { names: { en: "Renamed team" } } })
  await rename(cast.reviewer, "Someone new")

  expect((await readVersion(cast.observer, versionId)).names.registers.options).toEqual({
    "O-01": { names: { en: "Old option" }, data: {} },
  })
  const print = async (version?: number) => {
    const { body } = await exportBrief(cast.observer, { briefId, format: "pdf", lang: "both", version })
    return (await readPdf(body as Uint8Array)).text
  }
  const frozen = await print(1)
  for (const word of ["Old option", "Workshop", "reviewer"]) expect(frozen).toContain(word)
  for (const word of ["New option", "Renamed team", "Someone new"]) expect(frozen).not.toContain(word)
  const draft = await print()
  for (const word of ["New option", "Renamed team"]) expect(draft).toContain(word)
})

test("the names that are frozen are enough to print every brief of the sample as with all registers", async () => {
  for (const { name } of sampleBriefs()) {
    const input = await sampleInput(name, { people: { writer: "Writer", stranger: "Stranger" } })
    const { people, workshop, template = {}, registers } = input
    const names = namesIn(input.content, { people, workshop, template, registers }, ["writer"])
    expect(printModel({ ...input, ...names })).toEqual(printModel(input))
    expect(names.people).toEqual({ writer: "Writer" })
    expect(Object.keys(names.registers.actors).length).toBeLessThan(Object.keys(registers.actors).length)
  }
})
