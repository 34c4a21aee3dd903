const isApple = () => /Mac|iPhone|iPad/.test(navigator.platform)

/** How a shortcut is written on this machine: "Ctrl+B", or "⌘B" on one by Apple. Only in the browser. */
export const shortcut = (key: string): string => (isApple() ? `⌘${key}` : `Ctrl+${key}`)

/** The same with the keys that move what one is in: "Alt+Shift+↑", or "⌥⇧↑". Only in the browser. */
export const moveShortcut = (key: string): string => (isApple() ? `⌥⇧${key}` : `Alt+Shift+${key}`)
