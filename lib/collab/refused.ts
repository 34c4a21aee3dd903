/** Why an update may not enter. The word goes to the client in a *refused* message and into the counts. */
export type RefusalReason =
  | "malformed"
  | "too-big"
  | "value"
  | "client-id"
  | "duplicate-client"
  | "struct"
  | "content"
  | "element"
  | "empty-struct"
  | "clock"
  | "delete-range"
  | "trailing-bytes"
  | "foreign-client"
  | "gap"
  | "reference-to-self"
  | "missing-dependency"
  | "cycle"
  | "unknown-root"
  | "foreign-root"
  | "parent-not-a-type"
  | "cross-parent"
  | "depth"
  | "delete-of-unknown"
  | "read-only"
  | "message"
  | "rights-changed"

/** Thrown by the gate. Nothing of the update has entered: all or nothing. */
export class Refused extends Error {
  readonly reason: RefusalReason

  constructor(reason: RefusalReason, detail?: string | number) {
    super(detail === undefined ? reason : `${reason}: ${detail}`)
    this.name = "Refused"
    this.reason = reason
  }
}

export const refuse = (reason: RefusalReason, detail?: string | number): never => {
  throw new Refused(reason, detail)
}
