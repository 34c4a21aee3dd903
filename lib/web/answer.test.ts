import { expect, test } from "vitest"
import { z } from "zod"
import { conflict, invalid } from "#lib/errors.ts"
import { namesInput, personName, roleInput } from "#lib/members/input.ts"
import { inviteInput } from "#lib/members/invite.ts"
import { answer } from "#lib/web/answer.ts"

const done = async () => "done"
const both = async (schema: z.ZodType, raw: unknown) => {
  const [en, zh] = await Promise.all((["en", "zh-CN"] as const).map((locale) => answer(locale, schema, raw, done)))
  return [en, zh].map((result) => (result && !result.ok ? result.message : "taken"))
}

test("what is in order is given to the use case, in its own shape", async () => {
  const schema = z.object({ name: personName })
  const result = await answer("en", schema, { name: "  Cafe\u0301 ", role: "convener" }, async (input) => input)
  expect(result).toEqual({ ok: true, value: { name: "Café" } })
})

test.each([
  [z.object({ email: z.string() }), {}, "E-mail is missing.", "请填写邮箱。"],
  [z.object({ name: personName }), { name: "  " }, "Name is missing.", "请填写姓名。"],
  [z.object({ name: personName }), { name: 7 }, "Name is of the wrong type.", "姓名的类型不符。"],
  [z.object({ name: personName }), { name: "x".repeat(101) }, "Name must be at most 100.", "姓名不得超过 100。"],
  [
    z.object({ name: personName }),
    { name: "a\u0007b" },
    "Name contains characters that cannot be kept.",
    "姓名含有无法保存的字符。",
  ],
  [
    z.object({ role: roleInput }),
    {},
    "Role must be one of: convener, drafter, reviewer, approver, observer.",
    "角色须为以下之一：convener, drafter, reviewer, approver, observer。",
  ],
  [
    inviteInput,
    { workshopId: "1", role: "observer", email: "no" },
    "E-mail is not an e-mail address.",
    "邮箱不是有效的邮箱地址。",
  ],
  [z.object({ names: namesInput }), { names: { zh: "", en: " " } }, "The name is missing.", "请填写名称。"],
  [z.strictObject({}), { colour: 1 }, "Not known here: colour.", "含有无法识别的内容：colour。"],
  [z.object({}), null, "The input is of the wrong type.", "输入内容的类型不符。"],
])("a wrong shape is said in both languages and names the field (%#)", async (schema, raw, en, zh) => {
  expect(await both(schema, raw)).toEqual([en, zh])
})

test("a refusal keeps its code and details, and says which field it is about", async () => {
  const refuse = async () => {
    throw invalid("password.common", {}, { field: "password" })
  }
  expect(await answer("zh-CN", z.unknown(), {}, refuse)).toEqual({
    ok: false,
    code: "invalid",
    message: "该密码容易被猜到，请加入自己的词句。",
    details: { field: "password" },
  })
  const last = async () => {
    throw conflict("member.lastConvener")
  }
  const said = await answer("en", z.unknown(), {}, last)
  expect(said).toEqual({
    ok: false,
    code: "conflict",
    message: "A workshop needs a convener. Make somebody else convener first.",
  })
})

test("what is not expected is thrown on and never shown", async () => {
  const fail = async () => {
    throw new TypeError("the database is on fire")
  }
  await expect(answer("en", z.unknown(), {}, fail)).rejects.toThrow(TypeError)
})
