import { expect, test } from "vitest"
import * as Y from "yjs"
import { replaceWords } from "#components/editor/replace-words.ts"

function paragraph(...runs: [string, object?][]) {
  const doc = new Y.Doc()
  const fragment = doc.getXmlFragment("p:issue:en")
  const text = new Y.XmlText()
  const block = new Y.XmlElement("paragraph")
  fragment.insert(0, [block])
  block.insert(0, [text])
  for (const [said, looks = {}] of runs) text.insert(text.length, said, looks)
  return { fragment, text }
}

test("words are replaced wherever they stand whole", () => {
  const { fragment, text } = paragraph(["color revolution, recolor revolution, color revolutions; color revolution"])
  expect(replaceWords(fragment, "color revolution", "colour revolution")).toBe(2)
  expect(text.toString()).toBe("colour revolution, recolor revolution, color revolutions; colour revolution")
})

test("what is put in looks like the first letter of what it replaces", () => {
  const { fragment, text } = paragraph(["bold ", { bold: {} }], ["col"], ["or", { italic: {} }], ["!", { bold: {} }])
  expect(replaceWords(fragment, "color", "colour")).toBe(1)
  expect(text.toDelta()).toEqual([
    { insert: "bold ", attributes: { bold: {} } },
    { insert: "colour" },
    { insert: "!", attributes: { bold: {} } },
  ])
})

test("Chinese words need nothing around them", () => {
  const { fragment, text } = paragraph(["又一场彩色革命，彩色革命。"])
  expect(replaceWords(fragment, "彩色革命", "颜色革命")).toBe(2)
  expect(text.toString()).toBe("又一场颜色革命，颜色革命。")
})
