/** The kinds of works that the form for a new source asks about, by their names in CSL. */
export const sourceTypes = [
  "article-journal",
  "article-newspaper",
  "book",
  "chapter",
  "report",
  "thesis",
  "webpage",
] as const
export type SourceType = (typeof sourceTypes)[number]

/** Whether what it came out in is a publisher's house, not a journal, a newspaper, a volume or a site. */
export const hasPublisher = (type: SourceType): boolean => type === "book" || type === "report" || type === "thesis"

/** Whether it is one of an issue. */
export const hasIssue = (type: SourceType): boolean => type === "article-journal"

export const isOnline = (type: SourceType): boolean => type === "webpage"
