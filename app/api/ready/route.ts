import { db } from "#lib/db.ts"
import { json } from "#lib/web/api.ts"

export const dynamic = "force-dynamic"

/** Whether requests can be served: the database answers and takes writes. */
export async function GET() {
  try {
    const [state] = await db.$queryRaw<{ standby: boolean }[]>`select pg_is_in_recovery() as standby`
    if (state && !state.standby) return json({ status: "ready" })
  } catch (error) {
    console.error("Not ready:", error)
  }
  return json({ status: "not-ready" }, 503)
}
