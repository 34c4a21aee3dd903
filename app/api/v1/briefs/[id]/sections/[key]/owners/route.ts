import { assignSection, ownersInput } from "#lib/briefs/assign-section.ts"
import { api } from "#lib/web/api.ts"

export const PUT = api(ownersInput, ({ who, params, input }) =>
  assignSection(who, { briefId: params.id ?? "", section: params.key ?? "", ...input }),
)
