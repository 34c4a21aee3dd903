"use server"
import { addOption, addOptionInput } from "#lib/registers/add-option.ts"
import { editOption, editOptionInput } from "#lib/registers/edit-option.ts"
import { action } from "#lib/web/action.ts"

export const addOptionAction = action(addOptionInput, addOption)
export const editOptionAction = action(editOptionInput, editOption)
