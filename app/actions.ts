"use server"
import { openWorkshop, openWorkshopInput } from "#lib/members/open-workshop.ts"
import { action } from "#lib/web/action.ts"

export const openWorkshopAction = action(openWorkshopInput, openWorkshop)
