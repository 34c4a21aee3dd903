import { readVersion } from "#lib/versions/read.ts"
import { api } from "#lib/web/api.ts"
import { jsonWithContent } from "#lib/web/canonical-json.ts"

export const GET = api(async ({ who, params }) => {
  const { id, briefId, isLatest, isOwnWork, clearance, canonical } = await readVersion(who, params.id ?? "")
  return jsonWithContent({ id, briefId, isLatest, isOwnWork, ...clearance }, canonical)
})
