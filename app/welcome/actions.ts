"use server"
import { claimInput, claimInstance } from "#lib/members/welcome.ts"
import { openAction } from "#lib/web/action.ts"

export const claimAction = openAction(claimInput, claimInstance)
