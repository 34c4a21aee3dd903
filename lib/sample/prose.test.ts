import { expect, test } from "vitest"
import { proseOf } from "#lib/sample/prose.ts"

test("blank lines part paragraphs, and a citation stands where its mark stood", () => {
  expect(proseOf("先写结论。[^A1][^C3n] 再写理由。\n\nSecond.")).toEqual({
    type: "doc",
    content: [
      {
        type: "paragraph",
        content: [
          { type: "text", text: "先写结论。" },
          { type: "citation", attrs: { evidence: "A1" } },
          { type: "citation", attrs: { evidence: "C3n" } },
          { type: "text", text: " 再写理由。" },
        ],
      },
      { type: "paragraph", content: [{ type: "text", text: "Second." }] },
    ],
  })
})

test("lists and marks become nodes, and a line that only looks alike stays text", () => {
  const doc = proseOf("1. **Only** this\n2. *or* that\n\n2 * 3 = 6 - always")
  expect(doc.content?.[0]).toEqual({
    type: "orderedList",
    content: [
      {
        type: "listItem",
        content: [
          {
            type: "paragraph",
            content: [
              { type: "text", text: "Only", marks: [{ type: "bold" }] },
              { type: "text", text: " this" },
            ],
          },
        ],
      },
      {
        type: "listItem",
        content: [
          {
            type: "paragraph",
            content: [
              { type: "text", text: "or", marks: [{ type: "italic" }] },
              { type: "text", text: " that" },
            ],
          },
        ],
      },
    ],
  })
  expect(doc.content?.[1]).toEqual({
    type: "paragraph",
    content: [{ type: "text", text: "2 * 3 = 6 - always" }],
  })
})
