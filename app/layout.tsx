import "./globals.css"
import type { Metadata, Viewport } from "next"
import { cookies } from "next/headers"
import { NextIntlClientProvider } from "next-intl"
import { getLocale } from "next-intl/server"
import type { ReactNode } from "react"
import { Toasts } from "#components/ui/toast.tsx"

export const metadata: Metadata = {
  title: { default: "Chancery 文枢", template: "%s · Chancery 文枢" },
  description: "Draft, negotiate and clear policy briefs together.",
  robots: { index: false, follow: false },
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#1e1d1a" },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const locale = await getLocale()
  const theme = (await cookies()).get("theme")?.value
  return (
    <html lang={locale} data-theme={theme === "light" || theme === "dark" ? theme : undefined}>
      <body>
        <NextIntlClientProvider>
          <Toasts>{children}</Toasts>
        </NextIntlClientProvider>
      </body>
    </html>
  )
}
