import { createBrief, newBriefInput } from "#lib/briefs/create.ts"
import { listBriefs } from "#lib/briefs/list.ts"
import { readBrief } from "#lib/briefs/read.ts"
import { api, created } from "#lib/web/api.ts"

export const GET = api(async ({ who, params }) => ({ briefs: await listBriefs(who, params.id ?? "") }))

export const POST = api(newBriefInput, async ({ who, params, input }) => {
  const { id } = await createBrief(who, { workshopId: params.id ?? "", ...input })
  const brief = await readBrief(who, id)
  return created({ ...brief, status: brief.state })
})
