import { classes } from "#components/ui/classes.ts"

/** One Han character of a Chinese name (the family name), two initials of any other. */
export function initialsOf(name: string): string {
  const first = [...name.trim()][0] ?? "?"
  if (/\p{Script=Han}/u.test(first)) return first
  const words = name.trim().split(/\s+/)
  return ((words[0]?.[0] ?? "?") + (words.length > 1 ? (words.at(-1)?.[0] ?? "") : "")).toUpperCase()
}

/** White letters on these keep 4.5:1 in light and dark. */
const inks = ["#1d4f63", "#8a5a00", "#6b4a86", "#2e6b4a", "#9a3b2e", "#44546a", "#7a4a2b", "#2f5d8a"]

/** The colour of a person: the same everywhere, from their id. */
export function colourOf(id: string): string {
  let sum = 0
  for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) >>> 0
  return inks[sum % inks.length] as string
}

export function Avatar({
  id,
  name,
  size = 28,
  className,
}: {
  id: string
  name: string
  size?: number
  className?: string
}) {
  return (
    <span
      role="img"
      aria-label={name}
      title={name}
      style={{ background: colourOf(id), width: size, height: size, fontSize: Math.round(size * 0.43) }}
      className={classes("inline-grid shrink-0 place-items-center rounded-full text-white select-none", className)}
    >
      {initialsOf(name)}
    </span>
  )
}
