// A brief of the sample workshop as input of an export, without a database: for tests and measurements.

import { canonicalJson } from "#lib/document/canonical.ts"
import type { BriefContent, SectionContent } from "#lib/document/content.ts"
import type { SectionOutline } from "#lib/document/kinds/kind.ts"
import { normalContent } from "#lib/document/normal.ts"
import type { PdfInput } from "#lib/export/pdf/input.ts"
import type { Registers } from "#lib/registers/registers.ts"
import { sampleBriefs, sampleRegisters } from "#lib/sample/files.ts"
import { readGallery } from "#lib/templates/gallery.ts"
import type { Clearance } from "#lib/versions/clearance.ts"

/** The sample brief whose file begins with `name` ("01"), as a draft in both languages. */
export async function sampleInput(name: string, change: Partial<PdfInput> = {}): Promise<PdfInput> {
  const brief = sampleBriefs().find((one) => one.name.startsWith(name))
  const template = (await readGallery()).find((one) => one.key === brief?.template)
  if (!brief || !template) throw new Error(`no such sample brief: ${name}`)
  const outline = template.sections as SectionOutline[]
  const content: BriefContent = normalContent({
    schema: 1,
    title: brief.title,
    template: { key: template.key, version: 1 },
    languages: brief.languages,
    options: brief.options,
    marking: brief.marking,
    sections: outline.map(({ key, kind, heading }): SectionContent => ({ key, kind, heading, ...brief.sections[key] })),
  })
  return {
    content,
    outline,
    template: template.name,
    languages: "both",
    registers: Object.fromEntries(
      Object.entries(sampleRegisters()).map(([key, entries]) => [
        key,
        Object.fromEntries(entries.map(({ code, names, data }) => [code, { names, data: data ?? {} }])),
      ]),
    ) as Registers,
    people: {},
    workshop: { zh: "中亚政策研讨组", en: "Central Asia Policy Workshop" },
    designation: "draft",
    isSample: true,
    canonical: canonicalJson(content),
    generatedAt: new Date("2026-11-21T02:30:00Z"),
    ...change,
  }
}

const sha256 = "9f2c4b7a8d1e3f5061728394a5b6c7d8e9f00112233445566778899aabbccdde"

/** A version that one person passed and another approved. */
export const sampleClearance: Clearance = {
  number: 2,
  sha256,
  createdAt: new Date("2026-11-20T03:12:00Z"),
  createdBy: { id: "1", name: "刘岚" },
  writers: [
    { id: "2", name: "Anna Petrova" },
    { id: "1", name: "刘岚" },
  ],
  state: "approved",
  openedAt: new Date("2026-11-20T03:12:00Z"),
  closedAt: new Date("2026-11-21T01:02:00Z"),
  decisions: [
    {
      id: "1",
      person: { id: "3", name: "周敏" },
      role: "reviewer",
      kind: "pass",
      note: "",
      at: new Date("2026-11-20T08:40:00Z"),
      sha256,
    },
    {
      id: "2",
      person: { id: "4", name: "陈立" },
      role: "approver",
      kind: "approve",
      note: "同意。第三步的门槛请在执行时逐项核对。",
      at: new Date("2026-11-21T01:02:00Z"),
      sha256,
    },
  ],
}
