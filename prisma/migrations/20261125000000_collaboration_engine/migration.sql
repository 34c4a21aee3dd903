-- AlterTable
ALTER TABLE "BriefSection" ADD COLUMN     "fault" JSONB;

-- AlterTable
ALTER TABLE "BriefSnapshot" ADD COLUMN     "index" BYTEA;

-- AlterTable
ALTER TABLE "Workshop" ADD COLUMN     "offline" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "SectionOwner" (
    "id" UUID NOT NULL,
    "briefId" UUID NOT NULL,
    "sectionKey" TEXT NOT NULL,
    "userId" UUID,
    "role" "Role",

    CONSTRAINT "SectionOwner_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "SectionOwner_one" CHECK (("userId" IS NULL) <> ("role" IS NULL))
);

-- CreateIndex
CREATE UNIQUE INDEX "SectionOwner_briefId_sectionKey_userId_key" ON "SectionOwner"("briefId", "sectionKey", "userId");

-- CreateIndex
CREATE UNIQUE INDEX "SectionOwner_briefId_sectionKey_role_key" ON "SectionOwner"("briefId", "sectionKey", "role");

-- AddForeignKey
ALTER TABLE "SectionOwner" ADD CONSTRAINT "SectionOwner_briefId_sectionKey_fkey" FOREIGN KEY ("briefId", "sectionKey") REFERENCES "BriefSection"("briefId", "key") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SectionOwner" ADD CONSTRAINT "SectionOwner_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The snapshot and its index are bytes that do not compress: kept as they are, they are read without unpacking.
ALTER TABLE "BriefSnapshot" ALTER COLUMN "data" SET STORAGE EXTERNAL;
ALTER TABLE "BriefSnapshot" ALTER COLUMN "index" SET STORAGE EXTERNAL;

-- One name for this instance among others on the same Redis.
INSERT INTO "Setting" ("key", "value") VALUES ('instance', to_jsonb(gen_random_uuid()::text));
