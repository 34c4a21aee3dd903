import { readVersion } from "#lib/versions/read.ts"
import { api } from "#lib/web/api.ts"
import { jsonWithContent } from "#lib/web/canonical-json.ts"

export const GET = api(async ({ who, params }) => {
  const { canonical, content: _, ...version } = await readVersion(who, params.id ?? "")
  return jsonWithContent(version, canonical)
})
