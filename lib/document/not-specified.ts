import type { Text } from "#lib/document/content.ts"

/** How a gap that says something is shown and printed (kinds with `gaps`, registers). Never an empty space. */
export const notSpecified: Required<Text> = { zh: "未说明", en: "not specified", ru: "не указано" }
