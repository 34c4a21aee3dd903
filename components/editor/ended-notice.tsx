"use client"
import { useTranslations } from "next-intl"
import type { Ending } from "#components/editor/connection.ts"
import { Notice } from "#components/ui/notice.tsx"

/** Why this page is no longer alive, and what to do about it. */
export function EndedNotice({ ending }: { ending: Ending | null }) {
  const t = useTranslations("editor.ended")
  if (!ending || ending === "changed" || ending === "refused") return null
  return (
    <div className="mb-6">
      <Notice tone="seal" role="alert">
        {t(ending)}{" "}
        {ending === "signed-out" && (
          <a className="underline" href={`/sign-in?next=${encodeURIComponent(window.location.pathname)}`}>
            {t("signIn")}
          </a>
        )}
        {ending === "outdated" && (
          <button type="button" className="underline" onClick={() => window.location.reload()}>
            {t("reload")}
          </button>
        )}
      </Notice>
    </div>
  )
}
