/** Where a template stands in the gallery: papers on a mechanism, on actors and their games, on a situation, and desk formats. */
export const families = ["mechanism", "actors", "situation", "desk"] as const
export type Family = (typeof families)[number]
