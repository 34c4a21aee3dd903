import { listWorkshops } from "#lib/members/workshops.ts"
import { api } from "#lib/web/api.ts"

export const GET = api(async ({ who }) => ({ workshops: await listWorkshops(who) }))
