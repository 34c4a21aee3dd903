"use server"
import { joinAsNew, joinAsNewInput, joinInput, joinWorkshop } from "#lib/members/accept-invitation.ts"
import { action, openAction } from "#lib/web/action.ts"

export const joinAction = action(joinInput, joinWorkshop)
export const joinAsNewAction = openAction(joinAsNewInput, joinAsNew)
