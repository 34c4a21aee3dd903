"use client"
import { useEffect, useRef } from "react"
import type * as Y from "yjs"
import { useLive } from "#components/editor/live-context.tsx"
import { classes } from "#components/ui/classes.ts"

interface Props {
  root: string
  fragment: Y.XmlFragment
  /** BCP 47. */
  lang: string
  label: string
  placeholder?: string
  kind: "prose" | "cell"
}

/** A text of the living brief: drawn, and an editor where somebody is. React only gives it its place. */
export function LiveText({ root, fragment, lang, label, placeholder, kind }: Props) {
  const { live } = useLive()
  const host = useRef<HTMLDivElement>(null)
  const latest = useRef(label)
  useEffect(() => {
    if (!host.current) return
    const className = kind === "prose" ? "prose-paper" : "cell-text"
    return live.place(root, fragment, host.current, { lang, label: latest.current, className })
  }, [live, root, fragment, lang, kind])
  // A row is called by its first words, so its label changes while they are typed: the editor stays.
  useEffect(() => {
    latest.current = label
    live.texts.get(root)?.setLabel(label)
  }, [live, root, label])
  return (
    <div
      ref={host}
      data-root={root}
      data-placeholder={placeholder}
      lang={lang}
      className={classes("live-text", kind === "cell" && "live-cell")}
    />
  )
}
