import { readBrief } from "#lib/briefs/read.ts"
import { api } from "#lib/web/api.ts"

export const GET = api(async ({ who, params }) => {
  const brief = await readBrief(who, params.id ?? "")
  return { ...brief, status: brief.state }
})
