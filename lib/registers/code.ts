import type { RegisterKey } from "#lib/registers/registers.ts"

/** The registers that people add to by hand. */
export const handRegisters = [
  "options",
  "actors",
  "mechanisms",
  "sources",
  "terms",
] as const satisfies readonly RegisterKey[]
export type HandRegister = (typeof handRegisters)[number]

const letters: Record<HandRegister, string> = { options: "O", actors: "A", mechanisms: "M", sources: "S", terms: "T" }

/** The code to propose for a new entry: one after the highest of the form "O-07" that is there. */
export function nextCode(register: HandRegister, codes: readonly string[]): string {
  const form = new RegExp(`^${letters[register]}-(\\d{1,6})$`)
  const highest = Math.max(0, ...codes.map((code) => Number(form.exec(code)?.[1] ?? 0)))
  return `${letters[register]}-${String(highest + 1).padStart(register === "terms" ? 3 : 2, "0")}`
}
