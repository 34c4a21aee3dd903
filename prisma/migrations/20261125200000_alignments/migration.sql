-- CreateTable
CREATE TABLE "Alignment" (
    "briefId" UUID NOT NULL,
    "place" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "lead" TEXT NOT NULL,
    "other" TEXT NOT NULL,
    "byId" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Alignment_pkey" PRIMARY KEY ("briefId","place","language")
);

-- AddForeignKey
ALTER TABLE "Alignment" ADD CONSTRAINT "Alignment_briefId_fkey" FOREIGN KEY ("briefId") REFERENCES "Brief"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alignment" ADD CONSTRAINT "Alignment_byId_fkey" FOREIGN KEY ("byId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;
