let region: HTMLElement | undefined

/** Says to screen readers, politely, what others see happen. Only in the browser. */
export function announce(words: string): void {
  if (!region?.isConnected) {
    region = document.createElement("div")
    region.className = "sr-only"
    region.setAttribute("aria-live", "polite")
    region.dataset.announcer = ""
    document.body.append(region)
  }
  // The same words again are news only if something changes.
  region.textContent = region.textContent === words ? `${words}\u00a0` : words
}
