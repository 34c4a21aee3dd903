import { readBrief } from "#lib/briefs/read.ts"
import { api } from "#lib/web/api.ts"

export const GET = api(({ who, params }) => readBrief(who, params.id ?? ""))
