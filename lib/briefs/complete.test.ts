// What a page says of completeness against what submitting does, on briefs that are nearly complete.

import fc from "fast-check"
import { beforeAll, expect, test } from "vitest"
import { progressOf, statusOf } from "#lib/document/completeness.ts"
import type { SectionContent } from "#lib/document/content.ts"
import { sampleBriefs } from "#lib/sample/files.ts"
import { publishGallery } from "#lib/templates/gallery.ts"
import { submit } from "#lib/versions/submit.ts"
import { type Cast, gather } from "../../vitest/cast.ts"
import { accessToBrief } from "./access.ts"
import { readLive } from "./content.ts"
import { createBrief } from "./create.ts"
import { fillBrief } from "./fill.ts"
import { lacksIn } from "./lacks.ts"
import { readBrief } from "./read.ts"

let cast: Cast
beforeAll(async () => {
  cast = await gather()
  await publishGallery()
})
const samples = sampleBriefs()

/** Everything in a thing that can be taken out: where it is, and by what name. */
function leavesOf(thing: unknown): { from: Record<string, unknown> | unknown[]; key: string }[] {
  if (typeof thing !== "object" || thing === null) return []
  return Object.entries(thing).flatMap(([key, value]) => [
    { from: thing as Record<string, unknown>, key },
    ...(key === "prose" ? Object.keys(value).map((one) => ({ from: value, key: one })) : leavesOf(value)),
  ])
}

/** A sample brief with holes: languages, cells, rows, parts and whole sections are wanting. */
function withHoles(which: number, holes: number[]) {
  const sample = structuredClone(samples[which % samples.length] as (typeof samples)[number])
  for (const hole of holes) {
    const leaves = leavesOf(sample.sections).filter(({ key }) => key !== "id" && key !== "cells")
    const leaf = leaves[hole % leaves.length]
    if (!leaf) continue
    if (Array.isArray(leaf.from)) leaf.from.splice(Number(leaf.key), 1)
    else delete leaf.from[leaf.key]
  }
  return sample
}

test("the page says complete if and only if submitting goes through", { timeout: 120_000 }, async () => {
  const outcomes = new Set<boolean>()
  const says = async (which: number, holes: number[]) => {
    const { template, title, languages, sections } = withHoles(which, holes)
    const { workshopId } = cast
    const { id: briefId } = await createBrief(cast.drafter, { workshopId, template, title, languages })
    const filled = Object.entries(sections).map(([key, said]) => ({ key, ...said }) as SectionContent)
    await fillBrief(cast.drafter, { briefId, sections: filled })

    const { brief } = await accessToBrief(cast.drafter, briefId)
    const { content } = await readLive(cast.drafter, briefId)
    const lacks = await lacksIn(brief, content)
    const stateOf = (key: string) =>
      statusOf(
        content.sections.find((one) => one.key === key),
        lacks,
      )
    const states = Object.fromEntries(brief.outline.map(({ key }) => [key, stateOf(key)]))
    const { ready, total } = progressOf(brief.outline, states, lacks)
    const { complete } = await readBrief(cast.drafter, briefId)
    const isSubmitted = await submit(cast.drafter, { briefId }).then(
      () => true,
      (error: { messageKey?: string }) => {
        if (error.messageKey !== "incomplete") throw error
        return false
      },
    )
    expect({ ring: ready === total, complete }).toEqual({ ring: isSubmitted, complete: isSubmitted })
    outcomes.add(isSubmitted)
  }
  await fc.assert(fc.asyncProperty(fc.nat(1000), fc.array(fc.nat(), { maxLength: 3 }), says), {
    numRuns: 25,
    examples: samples.map((_, which) => [which, []] as [number, number[]]),
  })
  expect(outcomes).toEqual(new Set([true, false]))
})
