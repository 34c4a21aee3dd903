import type { NextConfig } from "next"
import createNextIntlPlugin from "next-intl/plugin"

const withNextIntl = createNextIntlPlugin("./lib/web/i18n.ts")

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Yjs must be one copy, or its classes are not each other's instances; the others bring machine code.
  serverExternalPackages: [
    "yjs",
    "lib0",
    "y-protocols",
    "pg",
    "@prisma/adapter-pg",
    "@node-rs/argon2",
    "@myriaddreamin/typst-ts-node-compiler",
  ],
  // `npm run check` checks the types: a newcomer's first start need not.
  typescript: { ignoreBuildErrors: true },
  experimental: { serverActions: { bodySizeLimit: "1mb" } },
  // The address under which the development server is opened on this machine.
  allowedDevOrigins: ["127.0.0.1", "localhost"],
}

export default withNextIntl(config)
