import { submit } from "#lib/versions/submit.ts"
import { api, created } from "#lib/web/api.ts"

export const POST = api(async ({ who, params }) => created(await submit(who, { briefId: params.id ?? "" })))
