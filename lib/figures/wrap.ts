// Lines of a text that fit a width. Counted, not measured: the server has no fonts to ask, and a figure must break its
// lines alike on every machine. The counts are a little wide, so that what fits here fits there.

const wide = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef\u2014\u2026\u201c\u201d\u2018\u2019]/u

function widthOfLetter(letter: string): number {
  if (wide.test(letter)) return 1
  if (/[\sil.,:;'|!()[\]]/.test(letter)) return 0.3
  if (/[A-ZmwМШЩЖЮМ@%]/.test(letter)) return 0.68
  return 0.54
}

/** Width of one line at a font size, in pixels. */
export const widthOf = (text: string, size: number): number =>
  [...text].reduce((sum, letter) => sum + widthOfLetter(letter), 0) * size

/** Marks that may not begin a line. */
const closing = /^[，。、；：？！）》」』”’…,.;:?!)\]%]/

/** Pieces between which a line may end: words with their space, and each Han character with the mark after it. */
function pieces(text: string): string[] {
  const found: string[] = []
  for (const piece of text.match(/[\p{Script=Han}]|[^\s\p{Script=Han}]+\s*|\s+/gu) ?? []) {
    if (closing.test(piece) && found.length > 0) found[found.length - 1] += piece
    else found.push(piece)
  }
  return found
}

/** The text in lines of at most `width` pixels. What does not fit into `most` lines ends in an ellipsis. */
export function wrap(text: string, width: number, size: number, most = Number.POSITIVE_INFINITY): string[] {
  const lines: string[] = []
  let line = ""
  const put = (piece: string) => {
    if (line !== "" && widthOf((line + piece).trimEnd(), size) > width) {
      lines.push(line.trimEnd())
      line = ""
    }
    line += piece
    while (widthOf(line.trimEnd(), size) > width && [...line].length > 1) {
      const letters = [...line]
      let fit = letters.length - 1
      while (fit > 1 && widthOf(letters.slice(0, fit).join(""), size) > width) fit--
      lines.push(letters.slice(0, fit).join(""))
      line = letters.slice(fit).join("")
    }
  }
  for (const paragraph of text.split("\n")) {
    for (const piece of pieces(paragraph)) put(piece)
    if (line.trim() !== "") lines.push(line.trimEnd())
    line = ""
  }
  if (lines.length <= most) return lines
  const kept = lines.slice(0, most)
  let last = kept[most - 1] ?? ""
  while (last !== "" && widthOf(`${last}…`, size) > width) last = [...last].slice(0, -1).join("")
  return [...kept.slice(0, -1), `${last.replace(/[\s，。、；：,.;:]+$/u, "")}…`]
}
