import { useSyncExternalStore } from "react"

/** A value that says when it changes: how the living brief, which React does not own, reaches React. */
export class Signal<Value> {
  private readonly listeners = new Set<() => void>()
  private current: Value

  constructor(initial: Value) {
    this.current = initial
  }

  get value(): Value {
    return this.current
  }

  set(next: Value) {
    if (Object.is(next, this.current)) return
    this.current = next
    for (const listener of [...this.listeners]) listener()
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }
}

export const useSignal = <Value>(signal: Signal<Value>): Value =>
  useSyncExternalStore(
    signal.subscribe,
    () => signal.value,
    () => signal.value,
  )

/** A part of a value: draws again only when that part is another. */
export const useSelected = <Value, Part>(signal: Signal<Value>, select: (value: Value) => Part): Part =>
  useSyncExternalStore(
    signal.subscribe,
    () => select(signal.value),
    () => select(signal.value),
  )
