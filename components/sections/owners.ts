// To whom a section is given, as the page shows it.

import type { NamedOwner } from "#lib/briefs/access.ts"
import type { Owner } from "#lib/policy.ts"

export const ownerKey = (owner: Owner): string => ("role" in owner ? owner.role : owner.userId)

/** Whether somebody is left to whom it is given; else only conveners write there. */
export const anyWrites = (owners: NamedOwner[]): boolean => owners.some((owner) => "role" in owner || owner.writes)
