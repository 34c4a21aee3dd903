// A Yjs client id belongs to one person for ever, so that every surviving character has a true author. It is claimed
// when its socket opens, or when it is first used; the table BriefClient keeps those that wrote.

export class ClientIds {
  #owners = new Map<number, string>()
  #stored = new Set<number>()

  /** As the table has it. */
  load(client: number, person: string) {
    this.#owners.set(client, person)
    this.#stored.add(client)
  }

  /** Whether the id is this person's, which it becomes if it is nobody's. */
  claim(client: number, person: string): boolean {
    if (!Number.isInteger(client) || client < 0 || client > 0xffffffff) return false
    const owner = this.#owners.get(client)
    if (owner === undefined) this.#owners.set(client, person)
    return owner === undefined || owner === person
  }

  /** Takes back a claim that nothing came of. */
  release(client: number) {
    if (!this.#stored.has(client)) this.#owners.delete(client)
  }

  knows(client: number): boolean {
    return this.#owners.has(client)
  }

  /** Of these ids the ones that the table does not have; from now on it counts as having them. */
  unstored(clients: Iterable<number>): number[] {
    const fresh = [...clients].filter((client) => !this.#stored.has(client))
    for (const client of fresh) this.#stored.add(client)
    return fresh
  }

  /** These did not get into the table after all. */
  notStored(clients: Iterable<number>) {
    for (const client of clients) this.#stored.delete(client)
  }
}
