import type { Locale } from "#lib/members/input.ts"
import type { Role } from "#lib/policy.ts"

/** The password of all five. Long enough for the rules, and printed wherever the sample is offered. */
export const samplePassword = "chancery-sample-2026"

/** The people of the sample, one in each role. Nobody can receive mail at these addresses. */
export const samplePeople = {
  convener: { name: "刘岚", email: "liu.lan@sample.chancery", locale: "zh-CN" },
  drafter: { name: "Anna Petrova", email: "anna.petrova@sample.chancery", locale: "en" },
  reviewer: { name: "周敏", email: "zhou.min@sample.chancery", locale: "zh-CN" },
  approver: { name: "陈立", email: "chen.li@sample.chancery", locale: "zh-CN" },
  observer: { name: "Aigerim Sadykova", email: "aigerim@sample.chancery", locale: "en" },
} as const satisfies Record<Role, { name: string; email: string; locale: Locale }>
