"use server"
import { createBrief, createBriefInput } from "#lib/briefs/create.ts"
import { action } from "#lib/web/action.ts"

export const createBriefAction = action(createBriefInput, createBrief)
