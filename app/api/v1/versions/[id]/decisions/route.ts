import { decide, decisionInput } from "#lib/versions/decide.ts"
import { api, created } from "#lib/web/api.ts"

export const POST = api(decisionInput, async ({ who, params, input }) =>
  created(await decide(who, { versionId: params.id ?? "", ...input })),
)
