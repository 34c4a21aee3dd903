// Every server action is made here. One that is not has no guard at all. Next itself refuses actions from other origins.
import type { z } from "zod"
import type { Person } from "#lib/members/identify.ts"
import type { Result } from "#lib/result.ts"
import { answer } from "#lib/web/answer.ts"
import { say } from "#lib/web/say.ts"
import { currentLocale, currentPerson } from "#lib/web/session.ts"

/** Sign-in, then shape, then the use case; the answer is a Result that is already said in the reader's language. */
export function action<Input, Value>(
  schema: z.ZodType<Input>,
  run: (who: string, input: Input, person: Person & { sessionId: string }) => Promise<Value>,
) {
  return async (raw: unknown): Promise<Result<Value>> => {
    const locale = await currentLocale()
    const person = await currentPerson()
    if (!person?.sessionId) return { ok: false, code: "not-allowed", message: say(locale, "signedOut") }
    const { sessionId } = person
    return answer(locale, schema, raw, (input) => run(person.id, input, { ...person, sessionId }))
  }
}

/** For the few things that somebody who is not signed in may do: claim an instance, accept an invitation. */
export function openAction<Input, Value>(schema: z.ZodType<Input>, run: (input: Input) => Promise<Value>) {
  return async (raw: unknown): Promise<Result<Value>> => answer(await currentLocale(), schema, raw, run)
}
