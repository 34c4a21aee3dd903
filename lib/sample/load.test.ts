import { beforeAll, describe, expect, test } from "vitest"
import { accessToBrief } from "#lib/briefs/access.ts"
import { loadDoc, readLive } from "#lib/briefs/content.ts"
import { createBrief } from "#lib/briefs/create.ts"
import { type BriefEntry, listBriefs } from "#lib/briefs/list.ts"
import { readBrief } from "#lib/briefs/read.ts"
import { listThreads } from "#lib/comments/list.ts"
import { db } from "#lib/db.ts"
import { resolveAnchor } from "#lib/document/anchor.ts"
import { lacksOf } from "#lib/document/completeness.ts"
import type { BriefContent, Row } from "#lib/document/content.ts"
import type { SectionOutline } from "#lib/document/kinds/kind.ts"
import { placed } from "#lib/document/kinds/matrix-2x2.ts"
import { assessGame } from "#lib/document/kinds/payoff-matrix.ts"
import { recheck } from "#lib/document/kinds/recheck.ts"
import { partsOf } from "#lib/document/kinds/registry.ts"
import { weigh } from "#lib/document/kinds/weigh.ts"
import { isToVerify } from "#lib/document/source.ts"
import { makeWorkshop } from "#lib/members/open-workshop.ts"
import { createPerson } from "#lib/members/person.ts"
import { type Role, roles } from "#lib/policy.ts"
import { registersOf } from "#lib/registers/read.ts"
import type { Registers } from "#lib/registers/registers.ts"
import { sampleBriefs } from "#lib/sample/files.ts"
import { loadSample, memberColumns } from "#lib/sample/load.ts"
import { samplePeople } from "#lib/sample/people.ts"
import { removeSample } from "#lib/sample/remove.ts"
import { setSampleState } from "#lib/sample/state.ts"
import { readGallery } from "#lib/templates/gallery.ts"
import { decide } from "#lib/versions/decide.ts"
import { listVersions } from "#lib/versions/read.ts"

/** Codes that the cells of a brief refer to, with the register they are of. */
function refsIn(content: BriefContent, outline: SectionOutline[]): [keyof Registers, string][] {
  const registerOf = { actor: "actors", mechanism: "mechanisms", option: "options", source: "sources" } as const
  return outline.flatMap((section) =>
    partsOf(section).flatMap((part) =>
      (content.sections.find(({ key }) => key === section.key)?.parts?.[part.key] ?? []).flatMap(({ cells }) =>
        Object.entries(cells).flatMap(([key, cell]) => {
          const columns = key.includes("/") ? (part.across?.columns ?? []) : part.columns
          const column = columns.find((one) => one.key === key.slice(key.indexOf("/") + 1))
          if (column?.type !== "ref" || !(column.to in registerOf)) return []
          return [cell]
            .flat()
            .map((code): [keyof Registers, string] => [registerOf[column.to as "actor"], String(code)])
        }),
      ),
    ),
  )
}

/** Cells as they are when roles have become people. */
const withIds = (cells: Row["cells"]) =>
  Object.fromEntries(
    Object.entries(cells).map(([key, cell]) => {
      if (!memberColumns.includes(key)) return [key, cell]
      return [key, Array.isArray(cell) ? cell.map((role) => cast[role as Role]) : cast[cell as Role]]
    }),
  )

let workshopId: string
const cast = {} as Record<Role, string>
const briefs = {} as Record<string, BriefEntry>

async function readSample() {
  workshopId = (await db.workshop.findFirstOrThrow({ where: { isSample: true } })).id
  for (const role of roles)
    cast[role] = (await db.user.findUniqueOrThrow({ where: { email: samplePeople[role].email } })).id
  for (const brief of await listBriefs(cast.observer, workshopId)) {
    const file = sampleBriefs().find(({ title }) => title.zh === brief.title.zh)
    briefs[file?.name.slice(0, 2) ?? "?"] = brief
  }
}

const contentOf = async (number: string): Promise<BriefContent> =>
  (await readLive(cast.observer, briefs[number]?.id ?? "")).content
const sectionOf = async (number: string, key: string) => {
  const section = (await contentOf(number)).sections.find((one) => one.key === key)
  if (!section) throw new Error(`no section ${key} in ${number}`)
  return section
}

beforeAll(async () => {
  expect(await loadSample()).toBe("loaded")
  await readSample()
}, 180_000)

describe("what is loaded", () => {
  test("is one marked workshop with one person in each role", async () => {
    const members = await db.member.findMany({ where: { workshopId }, include: { user: true } })
    expect(members.map(({ role }) => role).sort()).toEqual([...roles].sort())
    expect(members.every(({ user }) => user.isSample && !user.isAdministrator)).toBe(true)
  })

  test("is twenty briefs, one from each template at least: one approved, one in review, the others drafts", async () => {
    expect(Object.keys(briefs).sort()).toEqual(Array.from({ length: 20 }, (_, at) => String(at + 1).padStart(2, "0")))
    const states = Object.groupBy(Object.values(briefs), ({ state }) => state)
    expect([states.approved?.length, states.in_review?.length, states.draft?.length]).toEqual([1, 1, 18])
    const templates = new Set(sampleBriefs().map(({ template }) => template))
    expect([...templates].sort()).toEqual((await readGallery()).map(({ key }) => key).sort())
    expect(await db.brief.count({ where: { isSample: true, workshopId } })).toBe(20)
    expect(briefs["01"]?.state).toBe("approved")
    expect(briefs["02"]?.state).toBe("in_review")
  })

  test("holds every word and value of its files", async () => {
    for (const file of sampleBriefs()) {
      const content = await contentOf(file.name.slice(0, 2))
      expect(content.marking).toEqual(file.marking)
      for (const [key, given] of Object.entries(file.sections)) {
        const section = content.sections.find((one) => one.key === key)
        if (given.prose) expect(section?.prose, `${file.name} ${key}`).toEqual(given.prose)
        for (const [part, rows] of Object.entries(given.parts ?? {})) {
          const live = section?.parts?.[part]
          expect(
            live?.map(({ id }) => id),
            `${file.name} ${key} ${part}`,
          ).toEqual(rows.map(({ id }) => id))
          for (const [at, row] of rows.entries())
            expect(live?.[at]?.cells, `${file.name} ${key} ${part} ${row.id}`).toEqual(withIds(row.cells))
        }
      }
    }
  })

  test("lacks nothing that would stop a submission", async () => {
    for (const [number, { id }] of Object.entries(briefs)) {
      const { complete, sections } = await readBrief(cast.observer, id)
      expect(
        sections.flatMap(({ lacks }) => lacks.filter(({ level }) => level === "error")),
        number,
      ).toEqual([])
      expect(
        sections.flatMap(({ lacks }) => lacks).filter(({ message }) => /Unknown$/.test(message)),
        number,
      ).toEqual([])
      expect(complete, number).toBe(true)
    }
  })

  test("names only what the registers hold", async () => {
    const registers = await registersOf(cast.observer, workshopId)
    for (const { id } of Object.values(briefs)) {
      const { brief } = await accessToBrief(cast.observer, id)
      const { content } = await readLive(cast.observer, id)
      for (const [at, code] of refsIn(content, brief.outline))
        expect(registers[at], `${id} ${code}`).toHaveProperty([code])
    }
  })

  test("was approved by somebody who wrote none of it, after being returned once", async () => {
    const versions = await listVersions(cast.observer, briefs["01"]?.id ?? "")
    const [latest] = [...versions].sort((a, b) => b.number - a.number)
    expect(versions).toHaveLength(2)
    const decisions = await db.decision.findMany({ where: { versionId: latest?.id ?? "" }, orderBy: { at: "asc" } })
    expect(decisions.map(({ kind, userId }) => [kind, userId])).toEqual([
      ["pass", cast.reviewer],
      ["approve", cast.approver],
    ])
    const version = await db.version.findUniqueOrThrow({ where: { id: latest?.id ?? "" } })
    expect([...version.writers].sort()).toEqual([cast.convener, cast.drafter].sort())
    expect(decisions.every(({ sha256 }) => sha256 === version.sha256)).toBe(true)
    expect((await readLive(cast.observer, briefs["01"]?.id ?? "")).sha256).toBe(version.sha256)
  })

  test("has threads that stand on the words they quote", async () => {
    for (const number of ["01", "02"]) {
      const { id } = briefs[number] ?? { id: "" }
      const { doc } = await loadDoc(id)
      const threads = await listThreads(cast.observer, id)
      expect(threads.length).toBeGreaterThanOrEqual(2)
      for (const thread of threads) {
        const place = resolveAnchor(doc, thread.anchor)
        expect(place, thread.quote).toMatchObject({ type: "range" })
        if (place?.type === "range") expect(place.to - place.from).toBe(thread.quote.length)
      }
    }
  })

  test("waits for the approver: no writer can sign the brief under review", async () => {
    const version = briefs["02"]?.latest
    if (!version) throw new Error("no version under review")
    const sign = (who: string) => decide(who, { versionId: version.id, decision: "approve", sha256: version.sha256 })
    await expect(sign(cast.drafter)).rejects.toMatchObject({ code: "not-allowed" })
    await expect(sign(cast.convener)).rejects.toMatchObject({ code: "not-allowed" })
    await expect(sign(cast.observer)).rejects.toMatchObject({ code: "not-allowed" })
  })
})

describe("what the material is known to give", () => {
  test("A4: G3+5 has 30 points against 32 of the forum at equal weights", async () => {
    expect(weigh(await sectionOf("04", "criteria")).totals).toEqual({ "O-03": 30, "O-05": 32 })
  })

  test("A5: with C3 and C6 doubled both have 36", async () => {
    expect(weigh(await sectionOf("04", "criteria"), { C3: 2, C6: 2 }).totals).toEqual({ "O-03": 36, "O-05": 36 })
  })

  test("A6: CICA path 1 has 38 against 21; path 2 wins only if C6 and C10 weigh more than 4.4", async () => {
    for (const [number, key] of [
      ["05", "criteria"],
      ["03", "scoring"],
    ] as const) {
      const section = await sectionOf(number, key)
      const { totals, pairs } = weigh(section)
      expect(totals).toEqual({ "O-08": 38, "O-09": 21 })
      expect(pairs[0]).toMatchObject({ leader: "O-08", joint: { criteria: ["C6", "C10"], factor: 4.4 } })
      expect(weigh(section, { C6: 4.5, C10: 4.5 }).ranking[0]).toBe("O-09")
    }
  })

  test("the sensitivity table prints what the criteria add up to", async () => {
    for (const number of ["04", "05"]) {
      const criteria = await sectionOf(number, "criteria")
      const rows = (await sectionOf(number, "sensitivity")).parts?.rows ?? []
      expect(rows).toHaveLength(5)
      for (const { cells } of rows) {
        const changed = String(cells.weights ?? "").matchAll(/(C\d+) = ([\d.]+)/g)
        const { totals } = weigh(
          criteria,
          Object.fromEntries([...changed].map(([, code, weight]) => [code, Number(weight)])),
        )
        for (const [option, total] of Object.entries(totals)) expect(cells[`${option}/value`]).toBe(String(total))
      }
    }
  })

  test("A1, A2, A3: the pay-offs of 000 are a dilemma only if the column is read first, and the condition holds", async () => {
    const section = await sectionOf("08", "payoffs")
    const { reading, results, ranking, condition } = assessGame(section)
    expect([reading, ranking, condition]).toEqual(["row_first", { value: true }, { value: true }])
    const joint = ["coop", "coop"]
    expect(results?.row_first).toMatchObject({ equilibria: [joint], joint: [joint], labelFits: false })
    expect(results?.row_first.pareto).toContainEqual(joint)
    expect(results?.column_first).toMatchObject({ equilibria: [["defect", "defect"]], joint: [joint], labelFits: true })
    const { brief } = await accessToBrief(cast.observer, briefs["08"]?.id ?? "")
    expect(lacksOf(await contentOf("08"), brief.outline).map(({ message }) => message)).toContain("labelDoesNotFit")
  })

  test("A7: growth of 2022 computes to 23.87, is printed as 23.97, and is flagged", async () => {
    const checks = recheck(await sectionOf("13", "numbers"))
    expect(checks[0]).toMatchObject({ computed: true, printed: false, flagged: true })
    expect(checks[0]?.value).toBeCloseTo(23.87, 2)
  })

  test("A8: Russian trade totals 846, 709 and 716; Asia has 72.6 per cent, Europe 42.0 against 42.8 in the text", async () => {
    const section = await sectionOf("14", "record")
    const byFormula = new Map(recheck(section).map((one) => [one.row, one]))
    const values = (section.parts?.checks ?? []).map(({ id, cells }) => [cells.formula, byFormula.get(id)] as const)
    const totals = values.filter(([formula]) => String(formula).startsWith("sum("))
    expect(totals.map(([, check]) => [check?.value, check?.flagged])).toEqual([
      [846, false],
      [709, false],
      [716, false],
    ])
    const [europe, , asia] = values
    expect(europe?.[1]).toMatchObject({ computed: true, printed: false, flagged: true })
    expect(asia?.[1]).toMatchObject({ computed: true, printed: true, flagged: false })
  })

  test("A9: the unit that the paper prints does not stand the count of heads", async () => {
    const check = recheck(await sectionOf("14", "record_2")).at(-1)
    expect(check).toMatchObject({ value: false, flagged: true })
  })

  test("A10: the empty cell of the crises is kept, and Ukraine 2013 carries a dissent", async () => {
    const section = await sectionOf("09", "matrix")
    const { empty, disputed } = placed(section)
    expect(empty).toEqual(["low_low"])
    const cases = (section.parts?.placements ?? []).filter(({ id }) => disputed.includes(id))
    expect(cases.map(({ cells }) => [cells.case, cells.cell])).toContainEqual([
      expect.objectContaining({ zh: expect.stringContaining("2013") }),
      "high_high",
    ])
  })

  test("A11: the minilaterals stand by the text, and the table as printed is only a note", async () => {
    const section = await sectionOf("11", "coding")
    const cells = section.parts?.cells?.[0]?.cells ?? {}
    // Across: closure. Up: one-way dependence.
    expect(cells.low_high_label).toMatchObject({ zh: expect.stringContaining("拓展型") })
    expect(cells.high_low_label).toMatchObject({ zh: expect.stringContaining("整合型") })
    expect(section.parts?.notes?.[0]?.cells.note).toMatchObject({ zh: expect.stringContaining("原刊表1") })
  })

  test("A12: the CICA catalogue has 5 + 5 + 9 measures and 4 sub-forms, and its first field is shelved", async () => {
    const rows = (await sectionOf("03", "catalogue")).parts?.measures ?? []
    const fields = Map.groupBy(rows, ({ cells }) => JSON.stringify(cells.field))
    expect([...fields.values()].map((measures) => measures.length)).toEqual([5, 5, 9])
    expect([...fields.values()][0]?.map(({ cells }) => cells.status)).toEqual(Array(5).fill("shelved"))
    const forms = rows.flatMap(({ cells }) => (cells.sub_measures as { zh: string } | undefined)?.zh.split("\n") ?? [])
    expect(forms).toHaveLength(4)
  })

  test("A13: source 000 is to verify, and a brief that rests on it cannot call itself final", async () => {
    const { sources } = await registersOf(cast.observer, workshopId)
    expect(isToVerify(sources["000"] ?? { names: {}, data: {} })).toBe(true)
    const { brief } = await accessToBrief(cast.observer, briefs["01"]?.id ?? "")
    const content = await contentOf("01")
    const lack = () =>
      lacksOf(content, brief.outline, sources).filter(({ message }) => message.startsWith("sourceToVerify"))
    expect(lack()).toMatchObject([{ level: "warning", values: { source: "000" } }])
    const header = content.sections.find(({ kind }) => kind === "meta")?.parts?.fields?.[0]
    if (header) header.cells.standing = "final"
    expect(lack()).toMatchObject([{ level: "error", message: "sourceToVerifyInFinal" }])
  })

  test("A14: the decision rule of CICA is a gap, not a word in the sheet", async () => {
    const sheet = (await sectionOf("03", "profile")).parts?.fields?.[0]
    expect(sheet?.cells).toHaveProperty("chair_rule")
    expect(sheet?.cells).not.toHaveProperty("decision_rule")
  })
})

describe("loading and removing", () => {
  const counts = async () => ({
    workshops: await db.workshop.count(),
    people: await db.user.count(),
    briefs: await db.brief.count(),
    updates: await db.briefUpdate.count(),
    events: await db.auditEvent.count(),
  })

  test("a second load changes nothing", async () => {
    const before = await counts()
    expect(await loadSample()).toBe("already")
    expect(await counts()).toEqual(before)
  })

  test("a load that was interrupted is made good by the next", async () => {
    const before = await counts()
    // As a crash between two briefs leaves it: some are not there, and the note still says "loading".
    await db.brief.deleteMany({ where: { id: { in: [briefs["04"]?.id ?? "", briefs["05"]?.id ?? ""] } } })
    await setSampleState({ state: "loading" })
    expect(await loadSample()).toBe("loaded")
    expect(await counts()).toEqual(before)
    await readSample()
  }, 180_000)

  test("removal leaves other workshops as they were, and the sample stays away", async () => {
    const own = await db.$transaction(async (tx) => {
      const { id } = await createPerson(tx, {
        email: "someone@example.org",
        name: "Someone",
        password: "a sentence of their own",
        locale: "en",
        isAdministrator: true,
      })
      return { id, workshop: (await makeWorkshop(tx, id, { names: { en: "Own" } })).id }
    })
    const { id: briefId } = await createBrief(own.id, {
      workshopId: own.workshop,
      template: "T13",
      title: { en: "Own memo" },
      languages: ["en"],
    })
    // The sample's drafter also does something there.
    await db.member.create({ data: { workshopId: own.workshop, userId: cast.drafter, role: "drafter" } })
    const before = await readLive(own.id, briefId)
    expect(await removeSample()).toEqual({ workshops: 1, people: 4, kept: 1 })
    expect(await db.workshop.count()).toBe(1)
    expect(await readLive(own.id, briefId)).toEqual(before)
    expect(await db.user.findMany({ select: { email: true, disabledAt: true }, orderBy: { email: "asc" } })).toEqual([
      { email: samplePeople.drafter.email, disabledAt: expect.any(Date) },
      { email: "someone@example.org", disabledAt: null },
    ])
    expect(await loadSample()).toBe("removed")
    expect(await loadSample({ afresh: true })).toBe("loaded")
    expect(await db.workshop.count({ where: { isSample: true } })).toBe(1)
    expect(await db.user.count({ where: { isSample: true, disabledAt: null } })).toBe(5)
  }, 180_000)
})
