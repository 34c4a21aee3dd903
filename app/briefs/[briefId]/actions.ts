"use server"
import { z } from "zod"
import { addLanguage, addLanguageInput } from "#lib/briefs/add-language.ts"
import { bringInLine, bringInLineInput } from "#lib/briefs/alignment.ts"
import { assignSection, assignSectionInput } from "#lib/briefs/assign-section.ts"
import { followTemplate, followTemplateInput, previewTemplate } from "#lib/briefs/follow-template.ts"
import { briefInput } from "#lib/briefs/input.ts"
import {
  addSection,
  addSectionInput,
  moveSection,
  moveSectionInput,
  removeSection,
  removeSectionInput,
} from "#lib/briefs/outline.ts"
import { renameBrief, renameBriefInput } from "#lib/briefs/rename.ts"
import { repairSection, repairSectionInput } from "#lib/briefs/repair-section.ts"
import { openThreadInput, replyInput, threadInput } from "#lib/comments/input.ts"
import { listThreads } from "#lib/comments/list.ts"
import { openThread } from "#lib/comments/open.ts"
import { reply } from "#lib/comments/reply.ts"
import { reopenThread, resolveThread } from "#lib/comments/resolve.ts"
import { decide, decideInput } from "#lib/versions/decide.ts"
import { reopen } from "#lib/versions/reopen.ts"
import { submit } from "#lib/versions/submit.ts"
import { withdraw } from "#lib/versions/withdraw.ts"
import { action } from "#lib/web/action.ts"

export const submitAction = action(briefInput, submit)
export const withdrawAction = action(briefInput, withdraw)
export const reopenBriefAction = action(briefInput, reopen)
export const addLanguageAction = action(addLanguageInput, addLanguage)
export const renameAction = action(renameBriefInput, renameBrief)
export const assignAction = action(assignSectionInput, assignSection)
export const moveSectionAction = action(moveSectionInput, moveSection)
export const addSectionAction = action(addSectionInput, addSection)
export const removeSectionAction = action(removeSectionInput, removeSection)
export const bringInLineAction = action(bringInLineInput, bringInLine)
export const previewTemplateAction = action(followTemplateInput, previewTemplate)
export const followTemplateAction = action(followTemplateInput, followTemplate)
export const repairAction = action(repairSectionInput, repairSection)
export const decideAction = action(decideInput, decide)
export const listThreadsAction = action(z.strictObject({ briefId: z.string() }), (who, { briefId }) =>
  listThreads(who, briefId),
)
export const openThreadAction = action(openThreadInput, openThread)
export const replyAction = action(replyInput, reply)
export const resolveThreadAction = action(threadInput, resolveThread)
export const reopenThreadAction = action(threadInput, reopenThread)
