import { json } from "#lib/web/api.ts"
import { openapi } from "#lib/web/openapi.ts"

export const dynamic = "force-dynamic"

/** Needs no token: it holds nothing that is not in the sources. */
export const GET = () => json(openapi)
