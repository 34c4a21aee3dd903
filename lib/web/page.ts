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
