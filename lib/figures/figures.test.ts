import { execFileSync } from "node:child_process"
import { describe, expect, test } from "vitest"
import type { Language, Row, SectionContent, Text } from "#lib/document/content.ts"
import type { Drawing, Figure, Frame, View } from "#lib/figures/figure.ts"
import { contrast, paper, shade } from "#lib/figures/palette.ts"
import { figuresOf } from "#lib/figures/registry.ts"
import { svgOf } from "#lib/figures/svg.ts"
import { spanOf } from "#lib/figures/timeline.ts"
import { widthOf, wrap } from "#lib/figures/wrap.ts"
import { sampleBriefs, sampleRegisters } from "#lib/sample/files.ts"
import { readGallery } from "#lib/templates/gallery.ts"

const registers = Object.fromEntries(
  Object.entries(sampleRegisters()).map(([key, entries]) => [
    key,
    Object.fromEntries(entries.map(({ code, names }) => [code, names])),
  ]),
) as Record<string, Record<string, Text>>

const viewIn = (languages: Language[], about: string[] = []): View => ({
  languages,
  about,
  name: (register, code) => registers[`${register}s`]?.[code] ?? { zh: code },
})

const frame: Frame = { width: 620, palette: paper, font: "'Source Sans 3', 'Noto Sans SC'" }
const phone: Frame = { ...frame, width: 320 }

/** The section of the sample brief whose file begins so. */
async function sample(name: string, key: string): Promise<{ section: SectionContent; about: string[] }> {
  const brief = sampleBriefs().find((one) => one.name.startsWith(name))
  const outline = (await readGallery()).find((one) => one.key === brief?.template)?.sections ?? []
  const found = outline.find((one) => one.key === key)
  if (!brief || !found) throw new Error(`no such section: ${name} ${key}`)
  return {
    about: brief.options,
    section: { key, kind: found.kind, heading: found.heading as Text, ...brief.sections[key] },
  }
}

async function drawn(name: string, section: string, figure: string, languages: Language[] = ["zh", "en"]) {
  const found = await sample(name, section)
  const one = figuresOf(found.section, viewIn(languages, found.about)).find(({ key }) => key === figure)
  if (!one) throw new Error(`no such figure: ${figure}`)
  return one
}

const made = (kind: string, parts: Record<string, Row[]>, languages: Language[] = ["zh", "en"]): Figure[] =>
  figuresOf({ key: kind, kind, heading: {}, parts }, viewIn(languages))

const row = (id: string, cells: Row["cells"]): Row => ({ id, cells })
const text = (zh: string, en: string): Text => ({ zh, en })

/** The words in an SVG, as a reader sees them. */
const wordsOf = (svg: string) =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)]
    .map(([, words]) => words?.replace(/&amp;/g, "&").replace(/&lt;/g, "<").replace(/&gt;/g, ">") ?? "")
    .join("\n")

const wordsIn = (figure: Figure, at = frame) => wordsOf(svgOf(figure.draw(at), at.width))

interface Series {
  type: string
  data: { value?: unknown; itemStyle?: object; lineStyle?: { type: unknown }; symbol?: string }[]
}

const seriesOf = ({ option }: Drawing) => option.series as Series[]

describe("from the sample briefs", () => {
  test("totals of a criteria matrix: the first is solid, the others are hatched", async () => {
    const figure = await drawn("04", "criteria", "totals")
    expect(figure.alt).toEqual({
      zh: "加权总分：1. 八国对话论坛：32；2. G3+5机制：30。",
      en: "Weighted totals: 1. Eight-nation dialogue forum: 32; 2. G3+5 mechanism: 30.",
    })
    expect(figure.table.rows.map(([rank, , total]) => [rank, total])).toEqual([
      ["1", "32"],
      ["2", "30"],
    ])
    const [bars] = seriesOf(figure.draw(frame))
    expect(bars?.data.map(({ value }) => value)).toEqual([32, 30])
    expect(bars?.data.map(({ itemStyle }) => "decal" in (itemStyle ?? {}))).toEqual([false, true])
  })

  test("scores by criterion: a radar with a dash and a mark for each option; numbers in cells on a phone", async () => {
    const figure = await drawn("04", "criteria", "profile")
    expect(figure.alt.en).toContain("Eight-nation dialogue forum: C1 Fit with the regional environment 4, C2")
    expect(figure.table.rows).toHaveLength(10)
    const [radar] = seriesOf(figure.draw(frame))
    expect(radar?.type).toBe("radar")
    const looks = radar?.data.map(({ lineStyle, symbol }) => JSON.stringify([lineStyle?.type, symbol])) ?? []
    expect(new Set(looks).size).toBe(2)
    const small = figure.draw(phone)
    expect(seriesOf(small)[0]?.type).toBe("heatmap")
    expect(wordsOf(svgOf(small, phone.width))).toContain("C10")
  })

  test("risks stand in the heat map by their number, and the words say each", async () => {
    const figure = await drawn("01", "risks", "heat")
    expect(figure.alt.zh).toMatch(/R1 .*（可能性 4、影响 4、评级 16）/)
    expect(wordsIn(figure)).toContain("R1 R3 R4")
    expect(figure.table.rows[0]?.at(-1)).toBe("16")
  })

  test("relations: every mechanism with the word on its line; what is parallel is not drawn like what complements", async () => {
    const figure = await drawn("01", "existing", "relations")
    for (const word of ["上海合作组织", "Shanghai Cooperation", "互补", "平行", "parallel"])
      expect(wordsIn(figure)).toContain(word)
    expect(figure.alt.en).toContain("Collective Security Treaty Organization: parallel (Russia")
    const { graphic } = figure.draw(frame).option as { graphic: { elements: { type: string; style: object }[] } }
    const dashes = graphic.elements.filter(({ type }) => type === "polyline").map(({ style }) => JSON.stringify(style))
    expect(new Set(dashes).size).toBe(2)
  })

  test("a timeline draws a month as long as a month, and a day as a mark", async () => {
    const figure = await drawn("03", "milestones", "timeline")
    expect(figure.alt.en).toContain("2004-10-22: CBM catalogue adopted")
    const [spans, days] = seriesOf(figure.draw(frame))
    expect(spans?.data).toHaveLength(figure.table.rows.length - 1)
    expect(days?.data).toHaveLength(1)
    expect(wordsIn(figure)).toContain("1992-10")
  })

  test("a step plan says gates, horizons and what waits for what", async () => {
    const figure = await drawn("03", "plan", "steps")
    expect(figure.alt.en).toMatch(/2: Grow common.*\(1–3 years, planned, After 1, Gate /)
    for (const word of ["门槛 · Gate", "within a year", "3–5 years"]) expect(wordsIn(figure)).toContain(word)
  })

  test("the boundary model says base, ceiling, engine, open and blocked directions", async () => {
    const figure = await drawn("03", "operating", "boundary")
    for (const word of ["军事安全合作", "升级安全承诺", "More dialogue platforms", "上限 · Ceiling"])
      expect(wordsIn(figure)).toContain(word)
    expect(figure.alt.zh).toContain("上限：军事安全合作")
  })

  test("stances stand as signs, the unknown as a question mark", async () => {
    const figure = await drawn("04", "stances", "stances")
    for (const word of ["+2 支持", "−1 有保留", "? 未知"]) expect(wordsIn(figure)).toContain(word)
    expect(figure.alt.en).toContain("Kazakhstan: G3+5 mechanism 0 neutral, Eight-nation dialogue forum +2 for")
  })

  test("the reader's language leads, and one language is enough", async () => {
    const english = wordsIn(await drawn("03", "operating", "boundary", ["en"]))
    expect(english).not.toMatch(/\p{Script=Han}/u)
    const both = wordsIn(await drawn("03", "operating", "boundary", ["en", "zh"]))
    expect(both.indexOf("Military-security")).toBeLessThan(both.indexOf("军事安全合作"))
  })

  test("every figure draws at both widths, its option is plain data, and two runs draw the same", async () => {
    const gallery = await readGallery()
    let count = 0
    for (const brief of sampleBriefs())
      for (const { key, kind, heading } of gallery.find((one) => one.key === brief.template)?.sections ?? [])
        for (const figure of figuresOf(
          { key, kind, heading: heading as Text, ...brief.sections[key] },
          viewIn(["zh", "en"], brief.options),
        ))
          for (const at of [frame, phone]) {
            const drawing = figure.draw(at)
            expect(JSON.parse(JSON.stringify(drawing))).toEqual(drawing)
            const svg = svgOf(drawing, at.width)
            expect(svg).toBe(svgOf(figure.draw(at), at.width))
            expect(svg).not.toContain("NaN")
            count++
          }
    expect(count).toBeGreaterThan(40)
  })

  test("another process draws the same", async () => {
    const figure = await drawn("03", "scoring", "totals")
    const drawing = figure.draw(frame)
    const script = `import { svgOf } from "#lib/figures/svg.ts"
      process.stdout.write(svgOf(${JSON.stringify(drawing)}, ${frame.width}))`
    const other = execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" })
    expect(other).toBe(svgOf(drawing, frame.width))
  })
})

describe("of the kinds that the papers need", () => {
  const square = {
    axes: [
      row("fields", {
        x_name: text("外交平衡", "Diplomatic balance"),
        x_low: text("失衡", "unbalanced"),
        x_high: text("平衡", "balanced"),
        x_rule: text("与各大国均保持合作", "Works with all great powers"),
        y_name: text("控局能力认知", "Perceived control"),
        y_low: text("低", "low"),
        y_high: text("高", "high"),
      }),
    ],
    cells: [row("fields", { low_low_label: text("冲突升级", "Escalation"), marked: ["low_low"] })],
    placements: [
      row("a", { case: text("白俄罗斯", "Belarus"), cell: "high_high" }),
      row("b", { case: text("乌克兰", "Ukraine"), cell: "low_low", dissent: text("平衡早已动摇", "Shaken before") }),
    ],
  }

  test("2×2: cases stand in their cells, an empty one says so, dissent has its note", () => {
    const [figure] = made("matrix_2x2", square)
    if (!figure) throw new Error("not drawn")
    expect(figure.alt.en).toContain("Escalation (unbalanced × low, to watch): Ukraine (Dissent: Shaken before)")
    expect(figure.alt.zh).toContain("无案例")
    expect(figure.alt.en).toContain("Coding rule · Diplomatic balance: Works with all great powers")
    for (const word of [
      "Belarus",
      "乌克兰 [1]",
      "异议 1 · 乌克兰：平衡早已动摇",
      "▲ 须警惕",
      "编码规则 · 外交平衡：与各大国均保持合作",
    ])
      expect(wordsIn(figure)).toContain(word)
    expect(figure.table.rows[1]?.[3]).toEqual(text("平衡早已动摇", "Shaken before"))
  })

  const legs = (...states: string[]) => ({
    legs: ["sovereignty", "connectivity", "security"].map((leg, at) =>
      row(leg, { leg, state: states[at] ?? "", provider: "US", content: text("内容", "Content") }),
    ),
  })

  test("triangle: each leg in a line of its own, the weakest named", () => {
    const [figure] = made("triangle_assessment", legs("strong", "partial", "absent"))
    if (!figure) throw new Error("not drawn")
    expect(wordsIn(figure)).toMatch(/· 最弱 · 美国/)
    expect(wordsIn(figure)).not.toMatch(/最弱[\s\S]*最弱/)
    expect(made("triangle_assessment", { legs: legs("strong").legs.slice(1) })).toEqual([])
  })

  const game = (reading: string) => ({
    players: [row("fields", { row_player: text("甲", "One"), column_player: text("乙", "Two") })],
    columns: [row("c", { name: text("合作", "Cooperate") }), row("d", { name: text("不合作", "Defect") })],
    rows: [
      row("c", { name: text("合作", "Cooperate"), "c/first": 3, "c/second": 3, "d/first": 4, "d/second": 1 }),
      row("d", { name: text("不合作", "Defect"), "c/first": 1, "c/second": 4, "d/first": 2, "d/second": 2 }),
    ],
    terms: [row("fields", { reading })],
  })

  test("pay-offs: the equilibrium is framed, and is another one when the pairs are read the other way", () => {
    const said = (reading: string) => made("payoff_matrix", game(reading))[0]?.alt.en ?? ""
    expect(said("row_first")).toContain("Cooperate / Cooperate: 3, 3 (equilibrium)")
    expect(said("row_first").match(/equilibrium/g)).toHaveLength(1)
    expect(said("column_first")).toContain("Defect / Defect: 2, 2 (equilibrium)")
    const gap = game("row_first")
    delete gap.rows[0]?.cells["d/first"]
    expect(made("payoff_matrix", gap)).toEqual([])
  })
})

test("what is not there is not drawn: an empty section has no figure", () => {
  for (const kind of [
    "boundary_model",
    "criteria_matrix",
    "relation_map",
    "risk_register",
    "stance_matrix",
    "step_plan",
    "timeline",
  ]) {
    expect(made(kind, {})).toEqual([])
    expect(figuresOf({ key: "x", kind, heading: {} }, viewIn(["zh"]))).toEqual([])
  }
})

test("words of a brief are only words: no markup, no template, no broken file", () => {
  const hostile = `{b} {a|x} <b>&"' ]]> \u0000\u0007 \ud800 😀`
  const [figure] = made("timeline", {
    events: [
      row("1", { date: "2004", event: text(hostile, hostile) }),
      row("2", { date: "2005", event: text("二", "two") }),
    ],
  })
  if (!figure) throw new Error("not drawn")
  const svg = svgOf(figure.draw(frame), frame.width)
  expect(wordsOf(svg)).toContain("{b} {a|x} <b>&")
  expect(svg).not.toContain("<b>")
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(svg).not.toMatch(/[\u0000-\u0008\ud800]/)
})

test("partial dates mean all their days", () => {
  const days = (date: string) => {
    const span = spanOf(date)
    return span && (span.to - span.from) / 86_400_000
  }
  expect(["2004", "2004-02", "2004-02-29", "0099"].map(days)).toEqual([366, 29, 1, 365])
  expect(["", "2004-13", "soon"].map(days)).toEqual([null, null, null])
})

test("lines fit their width; no mark begins one; what is left out is said", () => {
  const chinese = "基础与上限之间即为发展空间，主席国投入越多，越快触顶。"
  for (const width of [60, 90, 137, 200])
    for (const line of wrap(chinese, width, 12)) {
      expect(line).not.toMatch(/^[，。]/)
      expect(widthOf(line, 12)).toBeLessThanOrEqual(width + 12)
    }
  expect(wrap(chinese, 100, 12).join("")).toBe(chinese)
  expect(wrap("one two three four", 60, 12, 1)).toEqual(["one two…"])
  expect(wrap("Donaudampfschifffahrtsgesellschaft", 60, 12).join("")).toBe("Donaudampfschifffahrtsgesellschaft")
})

test("tones get darker step by step in grey, and the ink can be read on each, in light and in dark", () => {
  const dark = { ...paper, sheet: "#1e1d1a", ink: "#ece8e0", seal: "#e58a7c", accent: "#8fc0d1" }
  for (const palette of [paper, dark])
    for (const colour of [palette.seal, palette.accent]) {
      const tones = Array.from({ length: 5 }, (_, at) => shade(palette, colour, (at + 1) / 5))
      const steps = tones.map((tone) => contrast(tone, palette.sheet))
      for (const [at, step] of steps.entries()) expect(step / (steps[at - 1] ?? 1)).toBeGreaterThan(1.1)
      for (const tone of tones) expect(contrast(tone, palette.ink)).toBeGreaterThanOrEqual(4.5)
    }
})
