// How much somebody may send: a bucket of 200 that fills with 50 a second. Who draws more is read more slowly, not cut
// off. A socket has its own; all requests of one person on one brief share one, or many requests would be no limit.

const perSecond = 50
const burst = 200

export class Allowance {
  #tokens = burst
  #filledAt = performance.now()

  spend(weight: number) {
    this.#fill()
    this.#tokens -= weight
  }

  /** Milliseconds until what was drawn too much is paid back. */
  get debt(): number {
    this.#fill()
    return Math.max(0, (-this.#tokens / perSecond) * 1000)
  }

  get isFull(): boolean {
    this.#fill()
    return this.#tokens === burst
  }

  #fill() {
    const now = performance.now()
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#filledAt) * perSecond) / 1000)
    this.#filledAt = now
  }
}
