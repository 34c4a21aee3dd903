"use client"
import { Languages, MoonStar, Sun, SunMoon } from "lucide-react"
import { useRouter } from "next/navigation"
import { useLocale, useTranslations } from "next-intl"
import { Menu, MenuItem, MenuSeparator } from "#components/ui/menu.tsx"

const year = 365 * 24 * 60 * 60
function keep(name: string, value: string) {
  const secure = location.protocol === "https:" ? "; Secure" : ""
  // biome-ignore lint/suspicious/noDocumentCookie: Safari and Firefox do not all have the Cookie Store
  document.cookie = `${name}=${value}; Path=/; Max-Age=${year}; SameSite=Lax${secure}`
}

/** Language and light, kept on this device: also before anyone has signed in. */
export function Preferences() {
  const t = useTranslations("shell")
  const locale = useLocale()
  const router = useRouter()
  const setLocale = (next: string) => {
    keep("locale", next)
    router.refresh()
  }
  const setTheme = (next: "system" | "light" | "dark") => {
    keep("theme", next)
    if (next === "system") delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = next
  }
  const trigger = (
    <button
      type="button"
      className="inline-flex min-h-8 items-center gap-1 rounded-(--radius) px-2 text-s text-ink-2 hover:bg-sunken hover:text-ink"
    >
      <Languages size={16} aria-hidden />
      <span className="hidden sm:inline">{locale === "zh-CN" ? "中文" : "English"}</span>
    </button>
  )
  return (
    <Menu trigger={trigger} label={t("preferences")}>
      <MenuItem onSelect={() => setLocale("zh-CN")}>
        <span lang="zh-CN">中文</span>
      </MenuItem>
      <MenuItem onSelect={() => setLocale("en")}>
        <span lang="en">English</span>
      </MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={() => setTheme("system")}>
        <SunMoon size={15} aria-hidden /> {t("theme.system")}
      </MenuItem>
      <MenuItem onSelect={() => setTheme("light")}>
        <Sun size={15} aria-hidden /> {t("theme.light")}
      </MenuItem>
      <MenuItem onSelect={() => setTheme("dark")}>
        <MoonStar size={15} aria-hidden /> {t("theme.dark")}
      </MenuItem>
    </Menu>
  )
}
