/** A text in its languages. */
type Text = { zh?: string; en?: string; ru?: string }

/** The text in the reader's language, or in whichever language it exists. */
export const inLocale = (text: Text | null | undefined, locale: string): string =>
  (locale.startsWith("zh") ? (text?.zh ?? text?.en) : (text?.en ?? text?.zh)) ?? text?.ru ?? ""

/** The same text in the other of the two languages, where it is there in both. */
export const inOther = (text: Text | null | undefined, locale: string): string | undefined =>
  locale.startsWith("zh") ? text?.zh && text.en : text?.en && text.zh

/** The HTML language of `inOther`. */
export const otherLang = (locale: string) => (locale.startsWith("zh") ? "en" : "zh-CN")
