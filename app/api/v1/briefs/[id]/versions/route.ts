import { listVersions } from "#lib/versions/read.ts"
import { api } from "#lib/web/api.ts"

export const GET = api(async ({ who, params }) => ({ versions: await listVersions(who, params.id ?? "") }))
