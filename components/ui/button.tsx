import type { ComponentProps } from "react"
import { classes } from "#components/ui/classes.ts"

type Look = "primary" | "quiet" | "plain" | "seal"

const looks: Record<Look, string> = {
  /** The one thing to do on this screen. */
  primary: "bg-accent text-sheet font-medium hover:opacity-90",
  quiet: "border border-line-strong hover:border-ink-3 hover:bg-sunken",
  plain: "text-ink-2 hover:text-ink hover:bg-sunken",
  /** What binds or cannot be taken back. */
  seal: "border border-current text-seal hover:bg-seal-soft",
}

/** The same look for a button and for a link that leads somewhere. */
export const buttonClass = (look: Look = "quiet", size: "m" | "s" = "m") =>
  classes(
    "inline-flex items-center justify-center gap-1.5 rounded-(--radius) whitespace-nowrap transition-colors duration-100",
    "disabled:opacity-50 disabled:hover:bg-transparent aria-disabled:opacity-50",
    size === "m" ? "min-h-9 px-3.5 text-m" : "min-h-7 px-2.5 text-s",
    looks[look],
    look === "primary" && "disabled:hover:bg-accent",
  )

export function Button({
  look = "quiet",
  size = "m",
  className,
  type = "button",
  ...rest
}: ComponentProps<"button"> & { look?: Look; size?: "m" | "s" }) {
  return <button type={type} className={classes(buttonClass(look, size), className)} {...rest} />
}
