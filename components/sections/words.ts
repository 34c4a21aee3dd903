/** The few words that values need, from messages/…/editor.json. */
export const readingWords = (t: (key: "cell.yes" | "cell.no" | "cell.notSpecified") => string) => ({
  yes: t("cell.yes"),
  no: t("cell.no"),
  notSpecified: t("cell.notSpecified"),
})
