import { useTranslations } from "next-intl"

/** The shape of what comes: outline, paper, margin. */
export function Coming() {
  const t = useTranslations("shell")
  const line = (width: string) => <div className="h-3 rounded-sm bg-line" style={{ width }} />
  return (
    <div aria-busy="true" className="animate-pulse">
      <p role="status" className="sr-only">
        {t("loading")}
      </p>
      <div className="h-14 border-b border-line bg-sheet" />
      <div className="mx-auto grid max-w-[54rem] gap-10 px-8 py-16">
        <div className="grid gap-3">
          {line("8rem")}
          <div className="h-8 w-3/5 rounded-sm bg-line" />
        </div>
        {[0, 1, 2].map((section) => (
          <div key={section} className="grid gap-3">
            {line("12rem")}
            {line("100%")}
            {line("96%")}
            {line("71%")}
          </div>
        ))}
      </div>
    </div>
  )
}
