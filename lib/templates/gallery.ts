// The templates that come with Chancery. Node side: reads the files beside it.

import { readdir, readFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { parse } from "yaml"
import { db } from "#lib/db.ts"
import { canonicalJson } from "#lib/document/canonical.ts"
import { type TemplateDefinition, templateDefinition } from "#lib/templates/definition.ts"

const folder = new URL("./gallery/", import.meta.url)

/** All gallery definitions in the order of their codes. Throws a ZodError that names what is wrong in a file. */
export async function readGallery(): Promise<TemplateDefinition[]> {
  const names = (await readdir(fileURLToPath(folder))).filter((name) => name.endsWith(".yaml")).sort()
  return Promise.all(
    names.map(async (name) => templateDefinition.parse(parse(await readFile(new URL(name, folder), "utf8")))),
  )
}

/**
 * Puts the gallery into the database: a template that is new, or a new version of one whose definition has changed.
 * What is there is never altered, so a brief keeps the version it was made from. Any number of servers may start at once.
 */
export async function publishGallery(): Promise<void> {
  const gallery = await readGallery()
  await db.$transaction(async (tx) => {
    // Two servers that start together would both find version 1 missing.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('chancery.gallery'))`
    for (const definition of gallery) {
      const { key, code } = definition
      const template = await tx.template.upsert({
        where: { key },
        create: { key, code },
        update: {},
        select: { id: true },
      })
      const latest = await tx.templateVersion.findFirst({
        where: { templateId: template.id },
        orderBy: { number: "desc" },
        select: { number: true, definition: true },
      })
      if (latest && canonicalJson(latest.definition) === canonicalJson(definition)) continue
      await tx.templateVersion.create({
        data: { templateId: template.id, number: (latest?.number ?? 0) + 1, definition },
      })
    }
  })
}
