const browsers = [
  ["Edge", /Edg(?:e|A|iOS)?\//],
  ["WeChat", /MicroMessenger\//],
  ["Opera", /OPR\//],
  ["Firefox", /(?:Firefox|FxiOS)\//],
  ["Chrome", /(?:Chrome|CriOS|HeadlessChrome)\//],
  ["Safari", /Version\/[\d.]+.*Safari\//],
] as const

const systems = [
  ["HarmonyOS", /HarmonyOS|OpenHarmony/],
  ["Android", /Android/],
  ["iOS", /iPhone|iPad|iPod/],
  ["Windows", /Windows/],
  ["macOS", /Mac OS X/],
  ["ChromeOS", /CrOS/],
  ["Linux", /Linux|X11/],
] as const

/** Browser and system by their usual names, as far as the user agent tells: enough to know one's own devices. */
export function deviceOf(userAgent: string): { browser: string; system: string } | null {
  const browser = browsers.find(([, sign]) => sign.test(userAgent))?.[0]
  const system = systems.find(([, sign]) => sign.test(userAgent))?.[0]
  return browser && system ? { browser, system } : null
}
