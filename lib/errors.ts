// Expected failures: what a person did that cannot be, said so that they can mend it.
// Everything else that is thrown is a bug.

export type ErrorCode = "invalid" | "not-found" | "not-allowed" | "conflict"

/** Values that a message names. They are shown as text, never as markup. */
export type MessageValues = Record<string, string | number>

/**
 * A refusal with its reason. `messageKey` is a key below `errors` in messages/, so it comes in the reader's language;
 * `details` carries what the caller may act on, for example the list of what is missing.
 */
export class ExpectedError extends Error {
  readonly code: ErrorCode
  readonly messageKey: string
  readonly values: MessageValues
  readonly details: unknown

  constructor(code: ErrorCode, messageKey: string, values: MessageValues = {}, details?: unknown) {
    super(`${code}: ${messageKey}`)
    this.name = "ExpectedError"
    this.code = code
    this.messageKey = messageKey
    this.values = values
    this.details = details
  }
}

/** The input is not of the shape it must have. */
export const invalid = (messageKey: string, values?: MessageValues, details?: unknown) =>
  new ExpectedError("invalid", messageKey, values, details)

/** It does not exist, or this person may not know that it does. */
export const notFound = (messageKey = "notFound") => new ExpectedError("not-found", messageKey)

/** It exists, they may see it, they may not do this. */
export const notAllowed = (messageKey = "notAllowed", values?: MessageValues) =>
  new ExpectedError("not-allowed", messageKey, values)

/** It was possible a moment ago: something moved meanwhile. */
export const conflict = (messageKey: string, values?: MessageValues, details?: unknown) =>
  new ExpectedError("conflict", messageKey, values, details)
