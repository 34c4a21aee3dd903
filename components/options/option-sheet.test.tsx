import { NextIntlClientProvider } from "next-intl"
import { renderToStaticMarkup } from "react-dom/server"
import { expect, test } from "vitest"
import { OptionSheet } from "#components/options/option-sheet.tsx"
import en from "../../messages/en/options.json" with { type: "json" }
import zh from "../../messages/zh-CN/options.json" with { type: "json" }

const draw = (locale: "en" | "zh-CN") =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} timeZone="UTC" messages={{ options: locale === "en" ? en : zh }}>
      <OptionSheet
        facts={{
          design: [{ key: "chair", text: { zh: "轮值", en: "Rotating", origin: "P" } }, { key: "decision_rule" }],
          lists: [{ key: "risks", items: [{ zh: "排他", en: "Exclusivity", origin: "D" }] }],
          relations: [],
          positions: [{ actor: { zh: "印度", en: "India" }, reason: { zh: "未表态", en: "Has not said" } }],
        }}
      />
    </NextIntlClientProvider>,
  )

test("a gap in the design is said, and so is what was derived and a stance that nobody knows", () => {
  const [english, chinese] = [draw("en"), draw("zh-CN")]
  expect(english).toMatch(/Decision rule<\/dt><dd[^>]*><span[^>]*>not specified</)
  expect(chinese).toMatch(/决策规则<\/dt><dd[^>]*><span[^>]*>未说明</)
  expect(english).toMatch(/Exclusivity <abbr[^>]*>derived</)
  expect(english).not.toMatch(/Rotating <abbr/)
  expect(chinese).toContain("未知")
})
