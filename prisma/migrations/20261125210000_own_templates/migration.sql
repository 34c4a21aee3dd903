-- Templates of a workshop's own, beside those of the gallery, and drafts of them.
DROP INDEX "Template_code_key";
ALTER TABLE "Template" ADD COLUMN "workshopId" UUID;
CREATE UNIQUE INDEX "Template_workshopId_code_key" ON "Template"("workshopId", "code");
ALTER TABLE "Template" ADD CONSTRAINT "Template_workshopId_fkey" FOREIGN KEY ("workshopId") REFERENCES "Workshop"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "TemplateVersion" ADD COLUMN "publishedById" UUID;
ALTER TABLE "TemplateVersion" ADD CONSTRAINT "TemplateVersion_publishedById_fkey" FOREIGN KEY ("publishedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "TemplateVersion" DROP CONSTRAINT "TemplateVersion_templateId_fkey";
ALTER TABLE "TemplateVersion" ADD CONSTRAINT "TemplateVersion_templateId_fkey" FOREIGN KEY ("templateId") REFERENCES "Template"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "TemplateDraft" (
    "templateId" UUID NOT NULL,
    "definition" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "savedById" UUID NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TemplateDraft_pkey" PRIMARY KEY ("templateId")
);
ALTER TABLE "TemplateDraft" ADD CONSTRAINT "TemplateDraft_templateId_fkey" FOREIGN KEY ("templateId") REFERENCES "Template"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "TemplateDraft" ADD CONSTRAINT "TemplateDraft_savedById_fkey" FOREIGN KEY ("savedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
