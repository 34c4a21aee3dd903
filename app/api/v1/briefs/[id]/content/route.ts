import { readLive } from "#lib/briefs/content.ts"
import { api } from "#lib/web/api.ts"
import { jsonWithContent } from "#lib/web/canonical-json.ts"

export const GET = api(async ({ who, params }) => {
  const { canonical, sha256 } = await readLive(who, params.id ?? "")
  return jsonWithContent({ sha256 }, canonical)
})
