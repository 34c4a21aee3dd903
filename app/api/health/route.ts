import { json } from "#lib/web/api.ts"

export const dynamic = "force-dynamic"

/** The process answers. Says nothing of the database: see /api/ready. */
export const GET = () => json({ status: "ok" })
