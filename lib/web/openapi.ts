// The API's description, made from the schemas by which requests are judged and answers are tested.

import { z } from "zod"
import { ownersInput } from "#lib/briefs/assign-section.ts"
import { newBriefInput } from "#lib/briefs/create.ts"
import { decisionInput } from "#lib/versions/decide.ts"
import * as shapes from "#lib/web/api-shapes.ts"

const schemaOf = (schema: z.ZodType) => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" })
  return json
}

const answer = (description: string, schema: z.ZodType) => ({
  description,
  content: { "application/json": { schema: schemaOf(schema) } },
})

const body = (schema: z.ZodType) => ({
  requestBody: { required: true, content: { "application/json": { schema: schemaOf(schema) } } },
})

const refusal = (description: string) => ({
  description,
  content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
})

const unknown = {
  401: refusal("No token, or one that is not valid"),
  404: refusal("It is not there, or not yours to see"),
}
const refused = {
  ...unknown,
  400: refusal("Not of the form it must have; for submit, `details` lists what the brief lacks"),
  403: refusal("A member, but the role does not allow it"),
  409: refusal("Something moved meanwhile"),
  413: refusal("Larger than 1 MB"),
}

const parameter = (name: string, place: "path" | "query", schema: object, description: string) => ({
  name,
  in: place,
  required: place === "path",
  description,
  schema,
})

const id = (of: string) => ({
  parameters: [parameter("id", "path", { type: "string", format: "uuid" }, `Id of the ${of}`)],
})

/** OpenAPI 3.1. */
export const openapi = {
  openapi: "3.1.0",
  info: {
    title: "Chancery 文枢",
    version: "1",
    description:
      "Briefs, versions and decisions, for scripts. Tokens are made on the profile page or with `npm run --silent chancery -- token create --email …`. Text is written through the collaboration socket `/collab/{brief id}?token=…&schema=…`, with the y-websocket protocol; `schema` is the version of the document's schema that the script knows (SCHEMA_VERSION in lib/document/schema.ts), and whoever could write must say it.",
    license: { name: "Apache-2.0", identifier: "Apache-2.0" },
  },
  servers: [{ url: "/" }],
  security: [{ token: [] }],
  components: {
    securitySchemes: { token: { type: "http", scheme: "bearer" } },
    schemas: { Error: schemaOf(shapes.errorShape) },
  },
  paths: {
    "/api/health": {
      get: { summary: "The process answers", security: [], responses: { 200: answer("It does", shapes.healthShape) } },
    },
    "/api/ready": {
      get: {
        summary: "Requests can be served",
        security: [],
        responses: { 200: answer("Yes", shapes.healthShape), 503: answer("Not now", shapes.healthShape) },
      },
    },
    "/api/metrics": {
      get: {
        summary: "What is counted and timed in this process, for Prometheus; with CHANCERY_METRICS_TOKEN as bearer",
        security: [{ token: [] }, {}],
        responses: { 200: { description: "Text format of Prometheus" }, 404: { description: "Not for you" } },
      },
    },
    "/api/v1/openapi.json": {
      get: { summary: "This document", security: [], responses: { 200: { description: "OpenAPI 3.1" } } },
    },
    "/api/v1/me": {
      get: {
        summary: "Who the token belongs to",
        responses: { 200: answer("The person", shapes.meShape), 401: unknown[401] },
      },
    },
    "/api/v1/workshops": {
      get: {
        summary: "The workshops one is a member of",
        responses: { 200: answer("Workshops", shapes.workshopsShape), 401: unknown[401] },
      },
    },
    "/api/v1/workshops/{id}/members": {
      get: {
        summary: "The members of a workshop",
        ...id("workshop"),
        responses: { 200: answer("Members", shapes.membersShape), ...unknown },
      },
    },
    "/api/v1/workshops/{id}/briefs": {
      get: {
        summary: "The briefs of a workshop",
        ...id("workshop"),
        responses: { 200: answer("Briefs, the last changed first", shapes.briefsShape), ...unknown },
      },
      post: {
        summary: "Start a brief; the template is given by key or code",
        ...id("workshop"),
        ...body(newBriefInput),
        responses: { 201: answer("The brief", shapes.briefShape), ...refused },
      },
    },
    "/api/v1/briefs/{id}": {
      get: {
        summary: "How far a brief is",
        ...id("brief"),
        responses: { 200: answer("The brief and its sections", shapes.briefShape), ...unknown },
      },
    },
    "/api/v1/briefs/{id}/content": {
      get: {
        summary: "The living text, from the database",
        ...id("brief"),
        responses: { 200: answer("Canonical content and its hash", shapes.liveShape), ...unknown },
      },
    },
    "/api/v1/briefs/{id}/sections/{key}/owners": {
      put: {
        summary:
          "Give a section of a draft to people or roles, for conveners and the lead; an empty list opens it to all",
        parameters: [...id("brief").parameters, parameter("key", "path", { type: "string" }, "Key of the section")],
        ...body(ownersInput),
        responses: { 200: answer("To whom it is given now", shapes.assignedShape), ...refused },
      },
    },
    "/api/v1/briefs/{id}/submit": {
      post: {
        summary: "Freeze the next version and open a round on it",
        ...id("brief"),
        responses: { 201: answer("The version", shapes.submittedShape), ...refused },
      },
    },
    "/api/v1/briefs/{id}/versions": {
      get: {
        summary: "The versions of a brief",
        ...id("brief"),
        responses: { 200: answer("Versions, the newest first", shapes.versionsShape), ...unknown },
      },
    },
    "/api/v1/briefs/{id}/export": {
      get: {
        summary: "A version or the draft as a file",
        parameters: [
          ...id("brief").parameters,
          parameter("format", "query", { enum: ["pdf", "json"], default: "pdf" }, "Kind of file"),
          parameter(
            "version",
            "query",
            { type: "integer", minimum: 1 },
            "n of Rev. n; without it, the text as it stands: the draft, or in review and when approved the newest version",
          ),
          parameter(
            "lang",
            "query",
            { enum: ["zh", "en", "ru", "both"], default: "both" },
            "Languages in the PDF; JSON always holds all, because the hash is over all",
          ),
        ],
        responses: {
          200: {
            description: "The file",
            content: {
              "application/pdf": { schema: { type: "string", format: "binary" } },
              "application/json": { schema: schemaOf(shapes.exportedShape) },
            },
          },
          ...unknown,
          400: refused[400],
        },
      },
    },
    "/api/v1/versions/{id}": {
      get: {
        summary: "One version with its content and decisions",
        ...id("version"),
        responses: { 200: answer("The version", shapes.versionShape), ...unknown },
      },
    },
    "/api/v1/versions/{id}/decisions": {
      post: {
        summary: "Decide on a version; `sha256` is the hash that was read",
        ...id("version"),
        ...body(decisionInput),
        responses: { 201: answer("The decision", shapes.decidedShape), ...refused },
      },
    },
  },
} as const
