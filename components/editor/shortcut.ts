/** How a shortcut is written on this machine: "Ctrl+B", or "⌘B" on one by Apple. Only in the browser. */
export const shortcut = (key: string): string =>
  /Mac|iPhone|iPad/.test(navigator.platform) ? `⌘${key}` : `Ctrl+${key}`
