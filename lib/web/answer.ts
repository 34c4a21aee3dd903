import type { z } from "zod"
import { ExpectedError } from "#lib/errors.ts"
import type { Locale } from "#lib/members/input.ts"
import type { Result } from "#lib/result.ts"
import { sayIssue, sayRefusal } from "#lib/web/say.ts"

/**
 * Checks the shape of what came in, runs the use case, and says a refusal in the reader's language.
 * `details.field` names the input field a refusal is about. What is not expected is thrown on: a bug.
 */
export async function answer<Input, Value>(
  locale: Locale,
  schema: z.ZodType<Input>,
  raw: unknown,
  run: (input: Input) => Promise<Value>,
): Promise<Result<Value>> {
  const parsed = schema.safeParse(raw, { reportInput: true })
  if (!parsed.success) {
    const { message, field } = sayIssue(locale, parsed.error)
    return { ok: false, code: "invalid", message, details: { field } }
  }
  try {
    return { ok: true, value: await run(parsed.data) }
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    const { code, details } = error
    return { ok: false, code, message: sayRefusal(locale, error), ...(details !== undefined && { details }) }
  }
}
