"use server"
import {
  copyTemplate,
  discardDraft,
  draftInput,
  publishDraft,
  saveDraft,
  saveDraftInput,
  templateInput,
} from "#lib/templates/edit.ts"
import { exportTemplate, importInput, importTemplate } from "#lib/templates/exchange.ts"
import { action } from "#lib/web/action.ts"

export const copyTemplateAction = action(templateInput, copyTemplate)
export const saveDraftAction = action(saveDraftInput, saveDraft)
export const publishDraftAction = action(draftInput, publishDraft)
export const discardDraftAction = action(draftInput, discardDraft)
export const exportTemplateAction = action(templateInput, exportTemplate)
export const importTemplateAction = action(importInput, importTemplate)
