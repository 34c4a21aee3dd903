// Guessing passwords is slow: each account and each address has a few free attempts, then a wait that doubles.
// An attempt is counted before the password is looked at and forgiven when it was right, under a lock,
// so that a thousand guesses sent at once are not a thousand guesses.
import { createHmac } from "node:crypto"
import { db } from "#lib/db.ts"
import { env } from "#lib/env.ts"
import { notAllowed } from "#lib/errors.ts"

const minute = 60 * 1000

/**
 * `free` attempts within `memory` (milliseconds), then a wait of `first` seconds after each, doubling up to `most`.
 * A whole ministry may sit behind one address, so an address forgets within the hour.
 */
const rules = {
  account: { free: 5, first: 5, most: 15 * 60, memory: 24 * 60 * minute },
  address: { free: 50, first: 5, most: 15 * 60, memory: 60 * minute },
} as const

/** The longest that any failure is kept. Milliseconds. */
export const remembered = rules.account.memory

type About = keyof typeof rules

/** Seconds to wait after so many failures. */
export function waitAfter(about: About, failures: number): number {
  const { free, first, most } = rules[about]
  return failures < free ? 0 : Math.min(most, first * 2 ** Math.min(failures - free, 20))
}

/** Neither the e-mail nor the address is kept, and without our secret neither can be guessed from what is. */
export const keyOf = (about: About, value: string) =>
  `${about}:${createHmac("sha256", env.AUTH_SECRET).update(value).digest("hex")}`

/** An IPv6 customer has a whole /64: it counts as one address. */
export function addressUnit(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "").toLowerCase()
  if (!plain.includes(":")) return plain
  const [head = "", tail] = plain.split("::")
  const groups = head.split(":").filter(Boolean)
  const after = tail?.split(":").filter(Boolean) ?? []
  const whole =
    tail === undefined
      ? groups
      : [...groups, ...Array(Math.max(0, 8 - groups.length - after.length)).fill("0"), ...after]
  return `${whole.slice(0, 4).join(":")}::/64`
}

export interface Attempt {
  /** Forgets this attempt and every failure of the account: the password was right. */
  forgive(): Promise<void>
}

/** Counts an attempt, or refuses it (not-allowed, with the seconds to wait). */
export async function attempt(email: string, address: string): Promise<Attempt> {
  const keys = { account: keyOf("account", email), address: keyOf("address", addressUnit(address)) }
  const ids = await db.$transaction(async (tx) => {
    // Always the account before the address, so two attempts never wait for each other.
    for (const key of [keys.account, keys.address])
      await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`
    const now = Date.now()
    let wait = 0
    for (const about of ["account", "address"] as const) {
      const failures = await tx.signInFailure.aggregate({
        where: { key: keys[about], at: { gt: new Date(now - rules[about].memory) } },
        _count: true,
        _max: { at: true },
      })
      const until = (failures._max.at?.getTime() ?? 0) + waitAfter(about, failures._count) * 1000
      wait = Math.max(wait, Math.ceil((until - now) / 1000))
    }
    if (wait > 0) throw notAllowed("signIn.throttled", { seconds: wait })
    const rows = await tx.signInFailure.createManyAndReturn({
      data: [{ key: keys.account }, { key: keys.address }],
      select: { id: true },
    })
    return rows.map(({ id }) => id)
  })
  return {
    async forgive() {
      const old = { at: { lt: new Date(Date.now() - remembered) } }
      await db.signInFailure.deleteMany({ where: { OR: [{ id: { in: ids } }, { key: keys.account }, old] } })
    },
  }
}
