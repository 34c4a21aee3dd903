// Points in time as they are printed: to the minute, always with their offset.

/** "2026-11-21 10:42 UTC+08:00" */
export function moment(at: Date, timeZone = "UTC"): string {
  const part = parts(at, timeZone)
  const offset = part.timeZoneName === "GMT" ? "UTC" : (part.timeZoneName ?? "").replace("GMT", "UTC")
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute} ${offset}`
}

/** Year, month and day of the moment in that zone. */
export function dateParts(at: Date, timeZone = "UTC"): [number, number, number] {
  const part = parts(at, timeZone)
  return [Number(part.year), Number(part.month), Number(part.day)]
}

function parts(at: Date, timeZone: string): Record<string, string> {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "longOffset",
  })
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
}
