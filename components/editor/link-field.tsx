"use client"
import { Popover } from "@base-ui/react/popover"
import type { Editor } from "@tiptap/core"
import { useTranslations } from "next-intl"
import { type ReactNode, useRef, useState } from "react"
import { Button } from "#components/ui/button.tsx"
import { classes } from "#components/ui/classes.ts"
import { TextField } from "#components/ui/field.tsx"
import { safeLink } from "#lib/document/attributes.ts"

/** Where selected words lead: a web address or a mail address, nothing else. */
export function LinkField({ editor, isOn, icon }: { editor: Editor | null; isOn: boolean; icon: ReactNode }) {
  const t = useTranslations("editor.toolbar")
  const [open, setOpen] = useState(false)
  const [href, setHref] = useState("")
  const [problem, setProblem] = useState<string>()
  const input = useRef<HTMLInputElement>(null)
  const take = () => {
    const typed = href.trim()
    const address = /^[^\s:/@]+\.[^\s:@]+$/.test(typed)
      ? `https://${typed}`
      : /^[^\s:@]+@[^\s:@]+$/.test(typed)
        ? `mailto:${typed}`
        : typed
    if (!address) editor?.chain().focus().extendMarkRange("link").unsetLink().run()
    else if (!safeLink(address)) return setProblem(t("linkProblem"))
    else if (editor?.state.selection.empty && !isOn)
      editor
        .chain()
        .focus()
        .insertContent({ type: "text", text: typed, marks: [{ type: "link", attrs: { href: address } }] })
        .run()
    else editor?.chain().focus().extendMarkRange("link").setLink({ href: address }).run()
    setOpen(false)
  }
  return (
    <Popover.Root
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        setProblem(undefined)
        if (next) setHref(String(editor?.getAttributes("link").href ?? ""))
      }}
    >
      <Popover.Trigger
        aria-label={t("link")}
        title={t("link")}
        disabled={!editor}
        className={classes("tool", isOn && "tool-on")}
      >
        {icon}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} className="z-50">
          <Popover.Popup
            initialFocus={input}
            className="grid w-80 gap-3 rounded-lg border border-line bg-sheet p-3 shadow-card outline-none"
          >
            <form
              className="grid gap-3"
              onSubmit={(event) => {
                event.preventDefault()
                take()
              }}
            >
              <TextField
                ref={input}
                label={t("linkAddress")}
                placeholder="https://"
                value={href}
                {...(problem && { problem })}
                onChange={(event) => setHref(event.target.value)}
              />
              <div className="flex justify-end gap-2">
                {isOn && (
                  <Button
                    look="plain"
                    size="s"
                    onClick={() => {
                      editor?.chain().focus().extendMarkRange("link").unsetLink().run()
                      setOpen(false)
                    }}
                  >
                    {t("unlink")}
                  </Button>
                )}
                <Button look="primary" size="s" type="submit">
                  {t("setLink")}
                </Button>
              </div>
            </form>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
