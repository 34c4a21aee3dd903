import { defineConfig } from "prisma/config"

// Only for authoring migrations and checking drift. The product itself never runs the Prisma CLI:
// it applies prisma/migrations through lib/postgres/migrate.ts when it starts.
export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://unset@127.0.0.1:1/unset" },
})
