import { expect, test } from "vitest"
import { email } from "#lib/members/email.ts"

test.each([
  ["Liu.Lan@Example.ORG ", "liu.lan@example.org"],
  ["a+b@x.cn", "a+b@x.cn"],
  ["aigerim@sample.chancery", "aigerim@sample.chancery"],
])("%j is the address %j", (raw, address) => expect(email.parse(raw)).toBe(address))

test.each([
  "",
  "liu.lan",
  "@example.org",
  "a@",
  "liu＠example.org", // full-width
  "a@example.org,b@example.org",
  "a@example.org b@example.org",
  '"a b"@example.org',
  "a@b@example.org",
  "a..b@example.org",
  ".a@example.org",
  "a@exam ple.org",
  "刘岚@example.org",
  "a\r\nBcc: b@example.org@example.org",
  `${"a".repeat(250)}@example.org`,
])("%j is no address", (raw) => expect(email.safeParse(raw).success).toBe(false))
