"use server"
import {
  addTerm,
  addTermInput,
  editTerm,
  editTermInput,
  removeTerm,
  removeTermInput,
} from "#lib/registers/edit-terms.ts"
import { action } from "#lib/web/action.ts"

export const addTermAction = action(addTermInput, addTerm)
export const editTermAction = action(editTermInput, editTerm)
export const removeTermAction = action(removeTermInput, removeTerm)
