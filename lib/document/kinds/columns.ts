// Columns and parts that many kinds share, so that they are named and checked alike everywhere.

import type { Text } from "#lib/document/content.ts"
import type { Choice, Column, Part } from "#lib/document/kinds/kind.ts"

export const named = (zh: string, en: string): Text => ({ zh, en })

/** Choices from `value: [zh, en]`. */
export const choices = (list: Record<string, [zh: string, en: string]>): Choice[] =>
  Object.entries(list).map(([value, [zh, en]]) => ({ value, names: { zh, en } }))

/** Rows of the brief's evidence list that bear this row out. */
export const evidence: Column = {
  key: "evidence",
  names: named("证据", "Evidence"),
  type: "ref",
  to: "evidence",
  many: true,
  width: 0.6,
}

/** Whether a paper says it or the team concluded it. Printed, so that nobody takes the one for the other. */
export const origin: Column = {
  key: "origin",
  names: named("来源性质", "Origin"),
  type: "choice",
  choices: choices({ P: ["原文", "paper"], D: ["推导", "derived"] }),
  width: 0.4,
}

export const confidence: Column = {
  key: "confidence",
  names: named("可信度", "Confidence"),
  type: "choice",
  choices: choices({ high: ["高", "high"], medium: ["中", "medium"], low: ["低", "low"] }),
  width: 0.4,
}

/** What claims and evidence assert. */
export const claimTypes = choices({
  fact: ["事实", "fact"],
  figure: ["数据", "figure"],
  argument: ["论点", "argument"],
  forecast: ["预测", "forecast"],
  normative: ["主张", "normative"],
})

/** From firmly against to firmly for; unknown is an answer, not a gap. */
export const stances = choices({
  "-2": ["反对", "against"],
  "-1": ["有保留", "reserved"],
  "0": ["中立", "neutral"],
  "1": ["倾向支持", "inclined"],
  "2": ["支持", "for"],
  unknown: ["未知", "unknown"],
})

/** 1 (lowest) to 5 (highest). */
export const level = (key: string, names: Text): Column => ({
  key,
  names,
  type: "number",
  min: 1,
  max: 5,
  integer: true,
  width: 0.4,
})

/** Line under a table: where it comes from, what to mind in reading it. */
export const notes: Part = {
  key: "notes",
  names: named("表注", "Table notes"),
  single: true,
  secondary: true,
  columns: [
    { key: "source", names: named("资料来源", "Source"), type: "text" },
    { key: "note", names: named("注", "Note"), type: "text", size: "long" },
  ],
}
