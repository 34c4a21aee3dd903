import type { ErrorCode } from "#lib/errors.ts"

/** What an action answers: a value, or a refusal that is already said in the reader's language. */
export type Result<Value> =
  | { ok: true; value: Value }
  | { ok: false; code: ErrorCode; message: string; details?: unknown }
