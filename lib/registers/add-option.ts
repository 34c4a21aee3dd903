import { z } from "zod"
import { addEntry } from "#lib/registers/add.ts"
import { codeInput, namesInput, summaryInput } from "#lib/registers/input.ts"

export const addOptionInput = z.strictObject({
  workshopId: z.string(),
  code: codeInput.optional(),
  names: namesInput,
  summary: summaryInput.default({}),
})

/** Adds an option to the workshop. Without a code it takes the next free one of the form "O-07". */
export function addOption(
  who: string,
  { workshopId, code, names, summary }: z.output<typeof addOptionInput>,
): Promise<{ code: string }> {
  const data = Object.keys(summary).length > 0 ? { summary } : {}
  return addEntry(who, "options", { workshopId, code, names, data })
}
