import { notFound } from "next/navigation"
import { ExpectedError } from "#lib/errors.ts"

/**
 * The value, or the page that says there is nothing here. What may not be seen looks like what does not exist,
 * and so does a page for something that this person may not do.
 */
export async function orNotFound<Value>(promise: Promise<Value>): Promise<Value> {
  try {
    return await promise
  } catch (error) {
    if (error instanceof ExpectedError && (error.code === "not-found" || error.code === "not-allowed")) notFound()
    throw error
  }
}

/** A path on this site as it was asked for, or the first page: nobody is sent elsewhere by a link to sign in. */
export function pathOfOurs(asked: string | string[] | undefined): string {
  const base = "http://here.invalid"
  const url = typeof asked === "string" && asked.startsWith("/") ? URL.parse(asked, base) : null
  return url?.origin === base ? url.pathname + url.search + url.hash : "/"
}
