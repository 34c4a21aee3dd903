"use client"
import { useTranslations } from "next-intl"
import { useEffect, useRef } from "react"
import { jumpTo } from "#components/editor/jump.ts"
import { useLackText } from "#components/editor/lack-text.ts"
import { announce } from "#components/ui/announce.ts"
import type { Lack, SectionOutline } from "#lib/document/kinds/kind.ts"

/** F8 goes to the next thing that stands against submitting, Shift+F8 to the one before: filling in without a pointer. */
export function useNextMissing(lacks: readonly Lack[], outline: readonly SectionOutline[]) {
  const t = useTranslations("editor.missing")
  const say = useLackText()
  const last = useRef<{ lack: string; at: number }>({ lack: "", at: 0 })
  const go = (direction: 1 | -1) => {
    const errors = lacks.filter(({ level }) => level === "error")
    if (errors.length === 0) return announce(t("nothing"))
    const was = errors.findIndex((lack) => keyOf(lack) === last.current.lack)
    // What has been mended is gone from the list: the next now stands in its place.
    const from = was >= 0 ? was : last.current.at - (direction > 0 ? 1 : 0)
    const at = (from + direction + errors.length) % errors.length
    const lack = errors[at]
    if (!lack) return
    last.current = { lack: keyOf(lack), at }
    jumpTo(lack)
    announce(
      say(
        lack,
        outline.find(({ key }) => key === lack.section),
      ),
    )
  }
  const latest = useRef(go)
  latest.current = go
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "F8" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      event.preventDefault()
      latest.current(event.shiftKey ? -1 : 1)
    }
    document.addEventListener("keydown", onKey)
    return () => document.removeEventListener("keydown", onKey)
  }, [])
}

const keyOf = ({ section, message, part, row, column, language }: Lack) =>
  [section, message, part, row, column, language].join()
