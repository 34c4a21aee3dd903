import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { conflict, invalid } from "#lib/errors.ts"
import { locales } from "#lib/members/input.ts"
import { say, sayRefusal } from "#lib/web/say.ts"

type Tree = { [key: string]: string | Tree }
const textsOf = (locale: string): Tree => JSON.parse(readFileSync(`messages/${locale}/errors.json`, "utf8"))
const at = (tree: Tree, path: string) =>
  path
    .split(".")
    .reduce<string | Tree | undefined>((node, key) => (typeof node === "object" ? node[key] : undefined), tree)

/** Every key that a refusal in the code names; a key with a variable end stands for its stem. */
function keysUsed(): [string, string][] {
  const files = readdirSync("lib", { recursive: true, encoding: "utf8" }).filter((file) =>
    /(?<!\.test)\.tsx?$/.test(file),
  )
  return files.flatMap((file) => {
    const code = readFileSync(join("lib", file), "utf8")
    const found = code.matchAll(/\b(?:invalid|conflict|notAllowed|notFound)\(\s*(["`])([\w.-]+)(\$\{)?/g)
    return [...found].map(([, , key = "", variable]): [string, string] => [
      variable ? key.replace(/\.$/, "") : key,
      file,
    ])
  })
}

test("the code is read: refusals are found in it", () => expect(keysUsed().length).toBeGreaterThan(20))

test.each(locales)("every refusal in the code has its sentence in %s", (locale) => {
  const texts = textsOf(locale)
  const missing = keysUsed().filter(([key]) => at(texts, key) === undefined)
  expect(missing).toEqual([])
})

test("a refusal is said in both languages, with its values as text", () => {
  const refusal = conflict("invitation.expired", { name: "<b>刘岚</b>" })
  expect(sayRefusal("en", refusal)).toBe("This invitation has expired. Ask <b>刘岚</b> for a new one.")
  expect(sayRefusal("zh-CN", refusal)).toBe("邀请已过期，请联系<b>刘岚</b>重新发送。")
})

test("numbers bend the English sentence", () => {
  expect(say("en", "signIn.throttled", { seconds: 1 })).toBe("Too many attempts. Try again in one second.")
  expect(say("en", "signIn.throttled", { seconds: 40 })).toBe("Too many attempts. Try again in 40 seconds.")
})

test("a sentence that is missing is never shown as a key", () => {
  expect(sayRefusal("en", invalid("no.such.key"))).toBe("That is not possible.")
  expect(sayRefusal("zh-CN", invalid("no.such.key"))).toBe("无法执行此操作。")
})
