import { z } from "zod"
import { addEntry } from "#lib/registers/add.ts"
import { codeInput, namesInput } from "#lib/registers/input.ts"

const input = z.strictObject({ workshopId: z.string(), code: codeInput.optional(), names: namesInput })
export const addActorInput = input
export const addMechanismInput = input
type Input = z.output<typeof input>

/** Adds a state, an organisation or a group whose interests and positions briefs describe. */
export const addActor = (who: string, entry: Input): Promise<{ code: string }> =>
  addEntry(who, "actors", { ...entry, data: {} })

/** Adds an existing or proposed body, forum or corridor. */
export const addMechanism = (who: string, entry: Input): Promise<{ code: string }> =>
  addEntry(who, "mechanisms", { ...entry, data: {} })
