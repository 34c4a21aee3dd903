import { expect, test } from "vitest"
import { optionDataOf } from "#lib/registers/option-data.ts"
import { sampleRegisters } from "#lib/sample/files.ts"

const options = sampleRegisters().options

test("every option of the sample is known whole", () => {
  for (const { code, data } of options) {
    const known = optionDataOf(data ?? {})
    for (const [key, value] of Object.entries(data ?? {})) {
      if (key === "additional_sources") continue
      expect(known, `${code} ${key}`).toHaveProperty(key)
      if (Array.isArray(value)) expect(known[key as "steps"], `${code} ${key}`).toHaveLength(value.length)
    }
  }
})

test("a decision rule that no source states stays absent", () => {
  const cica = options.find((option) => option.code === "O-07")
  expect(optionDataOf(cica?.data ?? {}).design.decision_rule).toBeUndefined()
})

test("a fact of another shape is left out and does not hide the others", () => {
  const known = optionDataOf({ as_of: "2017", summary: 7, steps: [{ zh: "一", en: "one" }] })
  expect(known.summary).toBeUndefined()
  expect(known).toMatchObject({ as_of: "2017", steps: [{ zh: "一", en: "one" }] })
})
