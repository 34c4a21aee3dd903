/** Text as it can be hashed, stored and printed: no half characters, no control characters but tab and line feed. */
export const cleanText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(/(?![\t\n])\p{Cc}/gu, "")

/** A cell's text: one line for each paragraph, without space at its ends and without empty lines. */
export const cleanLines = (text: string): string =>
  cleanText(text)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n")
