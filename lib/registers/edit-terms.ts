// The glossary of a workshop as people change it: the agreed forms in its languages, forms that will do too, and forms
// to avoid.

import { z } from "zod"
import { record } from "#lib/audit/record.ts"
import { db, type Tx } from "#lib/db.ts"
import { type Language, languages, type Text } from "#lib/document/content.ts"
import { agreedForms } from "#lib/document/terms.ts"
import { invalid, notFound } from "#lib/errors.ts"
import { accessToWorkshop, authorize, lockWorkshop } from "#lib/members/access.ts"
import { line } from "#lib/members/input.ts"
import { addEntry } from "#lib/registers/add.ts"
import { codeInput, entryCode } from "#lib/registers/input.ts"

type Forms = Partial<Record<Language, string[]>>

const textInput = (max: number) =>
  z
    .strictObject({ zh: line(max, 0).optional(), en: line(max, 0).optional(), ru: line(max, 0).optional() })
    .transform(({ zh, en, ru }): Text => ({ ...(zh && { zh }), ...(en && { en }), ...(ru && { ru }) }))

/** Forms as they are typed, with a semicolon or a line between two. */
const forms = z
  .string()
  .default("")
  .transform((text) => text.split(/[;；\n]/).map((form) => form.trim()))
  .pipe(z.array(line(200, 0)).max(50))
  .transform((list) => [...new Set(list.filter(Boolean))])

const formsInput = z
  .strictObject({ zh: forms, en: forms, ru: forms })
  .transform((said): Forms => Object.fromEntries(Object.entries(said).filter(([, list]) => list.length > 0)))
  .optional()

const said = {
  names: textInput(300).refine((names) => Object.keys(names).length > 0, { message: "required" }),
  definition: textInput(1000).optional(),
  also: formsInput,
  avoid: formsInput,
}

export const addTermInput = z.strictObject({ workshopId: z.string(), code: codeInput.optional(), ...said })
export const editTermInput = z.strictObject({ workshopId: z.string(), code: entryCode, ...said })
export const removeTermInput = z.strictObject({ workshopId: z.string(), code: entryCode })
type Said = Pick<z.output<typeof editTermInput>, keyof typeof said>

/** Adds a term, under the next free code, such as T-097, if none is given. */
export async function addTerm(who: string, input: z.output<typeof addTermInput>): Promise<{ code: string }> {
  const { workshopId, code, names } = input
  return addEntry(who, "terms", { workshopId, code, names, data: dataOf(input) })
}

/** Gives a term other forms; whatever else is known of it, such as its sources, stays. */
export async function editTerm(who: string, input: z.output<typeof editTermInput>): Promise<void> {
  await change(who, input, "term.edited", async (tx, where, known) => {
    const { definition: _, also: __, avoid: ___, ...rest } = known
    const data = { ...rest, ...dataOf(input) } as object
    await tx.term.update({ where, data: { names: input.names, data } })
  })
}

/** Takes a term out. No brief refers to a term by its code, so nothing else changes. */
export async function removeTerm(who: string, input: z.output<typeof removeTermInput>): Promise<void> {
  await change(who, input, "term.removed", async (tx, where) => {
    await tx.term.delete({ where })
  })
}

async function change(
  who: string,
  { workshopId, code }: z.output<typeof removeTermInput>,
  kind: string,
  write: (
    tx: Tx,
    where: { workshopId_code: { workshopId: string; code: string } },
    known: Record<string, unknown>,
  ) => Promise<void>,
): Promise<void> {
  authorize((await accessToWorkshop(who, workshopId)).access, "option.edit")
  await db.$transaction(async (tx) => {
    await lockWorkshop(tx, workshopId)
    authorize((await accessToWorkshop(who, workshopId, tx)).access, "option.edit")
    const where = { workshopId_code: { workshopId, code } }
    const term = await tx.term.findUnique({ where, select: { names: true, data: true } })
    if (!term) throw notFound()
    await write(tx, where, (term.data ?? {}) as Record<string, unknown>)
    await record(tx, { workshopId, actorId: who, kind, data: { code, before: term.names as Text } })
  })
}

/** What is kept beside the names. A form that is both agreed and to be avoided is refused by name. */
function dataOf({ names, definition = {}, also = {}, avoid = {} }: Said): Record<string, unknown> {
  for (const language of languages) {
    const agreed = agreedForms({ code: "", names, also }, language).map((form) => form.toLowerCase())
    const both = avoid[language]?.find((form) => agreed.includes(form.toLowerCase()))
    if (both) throw invalid("termBoth", { form: both }, { field: `avoid-${language}` })
  }
  const known = { definition, also, avoid }
  return Object.fromEntries(Object.entries(known).filter(([, one]) => Object.keys(one).length > 0))
}
