import { createElement, Fragment, type ReactNode } from "react"
import { langOf } from "#components/sections/names.ts"
import { safeLink } from "#lib/document/attributes.ts"
import type { Language, ProseNode } from "#lib/document/content.ts"

interface Props {
  node: ProseNode
  language: Language
  /** The label of each evidence row, by its id: what a citation shows. */
  citations: Map<string, string>
}

/** A text as it was frozen: no editor, no script. Unknown nodes show their content, unknown marks nothing. */
export function ProseReading({ node, language, citations }: Props) {
  return (
    <div className="tiptap prose-paper" lang={langOf(language)}>
      {draw(node.content, citations)}
    </div>
  )
}

const elements: Record<string, string> = {
  paragraph: "p",
  bulletList: "ul",
  orderedList: "ol",
  listItem: "li",
  blockquote: "blockquote",
  tableRow: "tr",
  tableCell: "td",
  tableHeader: "th",
}

function draw(nodes: ProseNode[] | undefined, citations: Map<string, string>): ReactNode {
  return nodes?.map((node, index) => <Fragment key={index}>{drawNode(node, citations)}</Fragment>)
}

function drawNode(node: ProseNode, citations: Map<string, string>): ReactNode {
  const inside = () => draw(node.content, citations)
  switch (node.type) {
    case "text":
      return (node.marks ?? []).reduce<ReactNode>(wrap, node.text)
    case "heading":
      return createElement(`h${Math.min(Math.max(Number(node.attrs?.level) || 3, 2), 4)}`, null, inside())
    case "hardBreak":
      return <br />
    case "horizontalRule":
      return <hr />
    case "table":
      return (
        <table>
          <tbody>{inside()}</tbody>
        </table>
      )
    case "codeBlock":
      return (
        <pre>
          <code>{inside()}</code>
        </pre>
      )
    case "citation": {
      const id = String(node.attrs?.evidence ?? "")
      const label = citations.get(id)
      return (
        <sup data-evidence={id} className="citation">
          {label ? <a href={`#evidence-${id}`}>{`[${label}]`}</a> : "[?]"}
        </sup>
      )
    }
    default: {
      const element = elements[node.type]
      if (!element) return inside()
      const { colspan, rowspan, start } = (node.attrs ?? {}) as Record<string, number | undefined>
      const attributes = {
        ...(element === "ol" && start && start !== 1 && { start }),
        ...(colspan && colspan > 1 && { colSpan: colspan }),
        ...(rowspan && rowspan > 1 && { rowSpan: rowspan }),
      }
      const children = inside()
      return createElement(element, attributes, element === "p" && !node.content?.length ? <br /> : children)
    }
  }
}

const marks: Record<string, string> = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strike: "s",
  code: "code",
  highlight: "mark",
  subscript: "sub",
  superscript: "sup",
}

function wrap(inside: ReactNode, mark: { type: string; attrs?: Record<string, unknown> }): ReactNode {
  if (mark.type === "link") {
    const href = mark.attrs?.href
    return safeLink(href) ? (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow">
        {inside}
      </a>
    ) : (
      inside
    )
  }
  const element = marks[mark.type]
  return element ? createElement(element, null, inside) : inside
}
