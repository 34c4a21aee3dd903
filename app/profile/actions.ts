"use server"
import { cookies, headers } from "next/headers"
import {
  changePassword,
  changePasswordInput,
  endSession,
  endSessionInput,
  profileInput,
  updateProfile,
} from "#lib/members/profile.ts"
import { createToken, createTokenInput, revokeToken, revokeTokenInput } from "#lib/members/tokens.ts"
import { action } from "#lib/web/action.ts"

export const updateProfileAction = action(profileInput, async (who, input) => {
  await updateProfile(who, input)
  // The choice on this device would outlast the one in the profile.
  ;(await cookies()).set("locale", input.locale, { path: "/", maxAge: 365 * 24 * 60 * 60, sameSite: "lax" })
})

export const changePasswordAction = action(changePasswordInput, async (who, input, { sessionId }) =>
  changePassword(who, input, { keep: sessionId, address: (await headers()).get("x-forwarded-for") ?? "" }),
)

export const endSessionAction = action(endSessionInput, endSession)
export const createTokenAction = action(createTokenInput, createToken)
export const revokeTokenAction = action(revokeTokenInput, revokeToken)
