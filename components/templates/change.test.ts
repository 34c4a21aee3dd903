import { expect, test } from "vitest"
import { type EditedSection, freeKey, moved, newSection, withKind, withLimit } from "#components/templates/change.ts"

const prose: EditedSection = { ...newSection([]), key: "issue" }

test("a new key is nobody's", () => {
  const sections = [prose, { ...prose, key: "issue_2" }, newSection([prose])]
  expect(freeKey(sections, "issue_2")).toBe("issue_3")
  expect(newSection(sections).key).toBe("section_3")
})

test("limits that are taken away leave nothing, and length is per entry where the kind counts so", () => {
  const limited = withLimit(withLimit(prose, "zh_chars_max", 200), "en_words_max", 150)
  expect(limited.limit).toEqual({ zh_chars_max: 200, en_words_max: 150 })
  expect(withKind(limited, "key_points").limit).toEqual({ zh_chars_max: 200, en_words_max: 150, per: "item" })
  expect(withKind(limited, "timeline").limit).toBeNull()
  expect(withLimit(withLimit(limited, "zh_chars_max", undefined), "en_words_max", undefined).limit).toBeNull()
  expect(limited.limit).toEqual({ zh_chars_max: 200, en_words_max: 150 })
})

test("a section moves after another, and to the top", () => {
  const list = ["a", "b", "c"].map((key) => ({ ...prose, key }))
  const keys = (sections: EditedSection[]) => sections.map(({ key }) => key).join("")
  expect(keys(moved(list, "a", "c"))).toBe("bca")
  expect(keys(moved(list, "c", null))).toBe("cab")
  expect(keys(moved(list, "x", null))).toBe("abc")
})
