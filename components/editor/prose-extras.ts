import { type Editor, Extension } from "@tiptap/core"
import { PluginKey } from "@tiptap/pm/state"
import type { Offer, Popup } from "#components/editor/popup.tsx"
import type { Evidence } from "#components/sections/names.ts"
import { inLanguage } from "#components/sections/names.ts"
import type { Language } from "#lib/document/content.ts"

/** What the slash menu needs to say, in the language of the interface. */
export interface ProseWords {
  slash: string
  citation: string
  nothing: string
  noEvidence: string
  block(key: BlockKey): string
}

export const blocks = [
  "heading3",
  "heading4",
  "bulletList",
  "orderedList",
  "blockquote",
  "table",
  "rule",
  "citation",
] as const
export type BlockKey = (typeof blocks)[number]

/** How a block is typed without the menu. */
const hints: Record<BlockKey, string> = {
  heading3: "###",
  heading4: "####",
  bulletList: "-",
  orderedList: "1.",
  blockquote: ">",
  table: "",
  rule: "---",
  citation: "[^",
}

/** What people type to find a block, in either language and in pinyin. */
const aliases: Record<BlockKey, string> = {
  heading3: "heading title h3 标题 biaoti",
  heading4: "subheading h4 小标题 xiaobiaoti",
  bulletList: "bullet list 列表 liebiao",
  orderedList: "numbered ordered list 编号 bianhao",
  blockquote: "quote 引文 yinwen",
  table: "table 表格 biaoge",
  rule: "rule line divider 分隔线 fengexian",
  citation: "citation evidence footnote 引注 证据 yinzhu zhengju",
}

export function makeBlock(editor: Editor, key: BlockKey) {
  const chain = editor.chain().focus()
  switch (key) {
    case "heading3":
      return chain.toggleHeading({ level: 3 }).run()
    case "heading4":
      return chain.toggleHeading({ level: 4 }).run()
    case "bulletList":
      return chain.toggleBulletList().run()
    case "orderedList":
      return chain.toggleOrderedList().run()
    case "blockquote":
      return chain.toggleBlockquote().run()
    case "table":
      return chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run()
    case "rule":
      return chain.setHorizontalRule().run()
    case "citation":
      return chain.insertContent("[^").run()
  }
}

const slashKey = new PluginKey("slash")
const citeKey = new PluginKey("cite")

/** "/" offers blocks, "[^" offers the brief's evidence. */
export const proseOffers = (popup: Popup, words: ProseWords, evidence: () => readonly Evidence[], language: Language) =>
  Extension.create({
    name: "proseOffers",
    priority: 1200,
    addProseMirrorPlugins() {
      const { editor } = this
      return [
        popup.suggestion(editor, {
          char: "/",
          key: slashKey,
          label: words.slash,
          empty: words.nothing,
          startOfBlock: true,
          offers: (query) =>
            blocks
              .filter((key) => `${words.block(key)} ${aliases[key]}`.toLowerCase().includes(query.toLowerCase()))
              .map((key) => ({
                key,
                name: words.block(key),
                hint: hints[key],
                run: (of, range) => {
                  of.chain().focus().deleteRange(range).run()
                  makeBlock(of, key)
                },
              })),
        }),
        popup.suggestion(editor, {
          char: "[^",
          key: citeKey,
          label: words.citation,
          empty: evidence().length ? words.nothing : words.noEvidence,
          offers: (query) => citationOffers(evidence(), query, language),
        }),
      ]
    },
  })

function citationOffers(evidence: readonly Evidence[], query: string, language: Language): Offer[] {
  const needle = query.replace(/\]$/, "").toLowerCase()
  return evidence
    .map((one) => ({ one, said: [one.label, inLanguage(one.claim, language), one.source].filter(Boolean).join(" · ") }))
    .filter(({ said }) => said.toLowerCase().includes(needle))
    .slice(0, 30)
    .map(({ one, said }) => ({
      key: one.id,
      name: said.length > 90 ? `${said.slice(0, 90)}…` : said,
      run: (editor, range) =>
        editor
          .chain()
          .focus()
          .insertContentAt(range, { type: "citation", attrs: { evidence: one.id } })
          .run(),
    }))
}
