import { api } from "#lib/web/api.ts"

export const GET = api(async ({ person: { id, name, email, locale, isAdministrator } }) => ({
  id,
  name,
  email,
  locale,
  isAdministrator,
}))
