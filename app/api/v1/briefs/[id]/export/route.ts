import { invalid } from "#lib/errors.ts"
import { exportBrief, exportInput } from "#lib/export/brief.ts"
import { api } from "#lib/web/api.ts"
import { fileAnswer } from "#lib/web/file-answer.ts"

const choices: Record<string, string> = { format: "pdf, json", version: "1, 2, 3 …", lang: "zh, en, ru, both" }

export const GET = api(async ({ who, params, query }) => {
  const asked = exportInput.safeParse(Object.fromEntries(query))
  if (!asked.success) {
    const parameter = String(asked.error.issues[0]?.path[0])
    throw invalid("exportFormat", { parameter, choices: choices[parameter] ?? "" }, { field: parameter })
  }
  return fileAnswer(await exportBrief(who, { briefId: params.id ?? "", ...asked.data }))
})
