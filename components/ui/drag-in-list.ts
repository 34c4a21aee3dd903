// Moving one of a list by its handle, with mouse, pen or finger. The list is read from the page while it is dragged
// over, so what others add or take out meanwhile is where it is.

import type { PointerEvent as ReactPointerEvent } from "react"

/** So far the pointer goes before it means dragging. Pixels. */
const threshold = 4
/** So near the edge of the window the page begins to move. Pixels. */
const edge = 72

interface Place {
  item: HTMLElement
  side: "before" | "after"
  after: string | null
}

/**
 * Call it when a handle is pressed. Items are those in `list` with the data attribute `name`, which holds their id.
 * `drop` hears what was moved and after which it stands now (null: at the top). Escape leaves all as it was.
 */
export function dragInList(
  { nativeEvent: press, currentTarget: handle }: ReactPointerEvent<HTMLElement>,
  list: HTMLElement,
  name: string,
  drop: (id: string, after: string | null) => void,
): void {
  const moving = handle.closest<HTMLElement>(`[data-${name}]`)
  const id = moving?.getAttribute(`data-${name}`)
  if (press.button !== 0 || !moving || !id) return
  let place: Place | null = null
  let isDragging = false

  const placeAt = (y: number): Place | null => {
    const others = [...list.querySelectorAll<HTMLElement>(`[data-${name}]`)].filter((item) => item !== moving)
    const at = others.findIndex((item) => {
      const { top, height } = item.getBoundingClientRect()
      return y < top + height / 2
    })
    const next = others[at]
    const last = others.at(at < 0 ? -1 : at - 1)
    const after = at === 0 ? null : (last?.getAttribute(`data-${name}`) ?? null)
    if (next) return { item: next, side: "before", after }
    return last ? { item: last, side: "after", after } : null
  }
  const mark = (next: Place | null) => {
    place?.item.removeAttribute("data-drop")
    next?.item.setAttribute("data-drop", next.side)
    place = next
  }
  const onMove = (event: PointerEvent) => {
    if (!isDragging && Math.hypot(event.clientX - press.clientX, event.clientY - press.clientY) < threshold) return
    if (!isDragging) {
      isDragging = true
      moving.setAttribute("data-dragged", "")
    }
    if (event.clientY < edge) window.scrollBy(0, -edge / 6)
    else if (event.clientY > window.innerHeight - edge) window.scrollBy(0, edge / 6)
    mark(placeAt(event.clientY))
  }
  const end = () => {
    mark(null)
    moving.removeAttribute("data-dragged")
    handle.removeEventListener("pointermove", onMove)
    handle.removeEventListener("pointerup", onUp)
    handle.removeEventListener("pointercancel", end)
    window.removeEventListener("keydown", onKey, true)
  }
  const onUp = () => {
    const to = place
    end()
    if (!isDragging) return
    // Letting go is no click on the handle.
    const swallow = (event: Event) => event.stopPropagation()
    window.addEventListener("click", swallow, { capture: true, once: true })
    setTimeout(() => window.removeEventListener("click", swallow, true))
    if (to) drop(id, to.after)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return
    event.stopPropagation()
    mark(null)
    handle.removeEventListener("pointermove", onMove)
  }
  handle.setPointerCapture(press.pointerId)
  handle.addEventListener("pointermove", onMove)
  handle.addEventListener("pointerup", onUp)
  handle.addEventListener("pointercancel", end)
  window.addEventListener("keydown", onKey, true)
}
