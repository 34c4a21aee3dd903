import { listMembers } from "#lib/members/list.ts"
import { api } from "#lib/web/api.ts"

export const GET = api(async ({ who, params }) => ({
  members: await listMembers(who, { workshopId: params.id ?? "" }),
}))
