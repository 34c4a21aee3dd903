"use server"
import { allowOffline, allowOfflineInput } from "#lib/members/allow-offline.ts"
import { changeRole, changeRoleInput, removeMember, removeMemberInput } from "#lib/members/change.ts"
import { invite, inviteInput, revokeInvitation, revokeInvitationInput } from "#lib/members/invite.ts"
import { renameWorkshop, renameWorkshopInput } from "#lib/members/rename-workshop.ts"
import { action } from "#lib/web/action.ts"

export const inviteAction = action(inviteInput, invite)
export const revokeInvitationAction = action(revokeInvitationInput, revokeInvitation)
export const changeRoleAction = action(changeRoleInput, changeRole)
export const removeMemberAction = action(removeMemberInput, removeMember)
export const renameWorkshopAction = action(renameWorkshopInput, renameWorkshop)
export const allowOfflineAction = action(allowOfflineInput, allowOffline)
