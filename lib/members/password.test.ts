import { expect, test } from "vitest"
import { passwordFault } from "#lib/members/password.ts"
import { hashPassword, isPassword } from "#lib/members/password-hash.ts"

test.each([
  "",
  "short",
  "fourteen chars",
  "亚信两条路径各有难处须再议", // 13 code points
  "👍🏽👍🏽👍🏽👍🏽👍🏽", // 10 code points, 40 bytes
])("%j is too short, counted by code point", (password) => expect(passwordFault(password)).toBe("short"))

test.each([
  "亚信两条路径各有难处须再议一次", // 15 code points
  "咸海退了又退岸边的船还在等水来",
  "the ferry leaves Aktau at dawn",
  "nine mountains, two rivers",
  "Der Zug nach Taschkent fährt spät",
  "Поезд идёт из Бишкека в Ош",
  "chancery-sample-2026",
  "v4Q-tulip-9z-rRk",
])("%j is taken", (password) => expect(passwordFault(password)).toBeNull())

test.each([
  "passwordpassword",
  "Password12345678",
  "P@ssw0rdP@ssw0rd",
  "qwertyuiopasdfghjkl",
  "1qaz2wsx3edc4rfv",
  "123456789012345",
  "abcdefghijklmnopqrstuvwxyz",
  "aaaaaaaaaaaaaaaaaaaa",
  "abcabcabcabcabcabc",
  "iloveyouiloveyou",
  "woaini5201314woaini",
  "woaizhongguo1314520",
  "zhongguobeijing2008",
  "我爱你我爱你我爱你我爱你我爱你",
  "中华人民共和国中华人民共和国2026",
  "admin-admin-admin-2026",
  "letmeinletmein123",
  "correct horse battery staple",
  "19900101 19900101 1990",
  "---------------------x",
  "river-river-river-river",
])("%j is refused: it is what a guesser tries first", (password) => expect(passwordFault(password)).toBe("common"))

test.each([
  ["liulan-and-the-river-ili", { email: "liulan@example.org" }],
  ["the river ili, Anna Petrova", { name: "Anna Petrova" }],
  ["annapetrova by the river", { name: "Anna Petrova" }],
  ["刘岚在伊犁河边写了很长很长的信", { name: "刘岚" }],
])("%j is refused: it holds the person's own name or e-mail", (password, facts) =>
  expect(passwordFault(password, facts)).toBe("personal"),
)

test("a password is at most 1024 bytes", () => {
  const varied = Array.from({ length: 60 }, (_, i) => `w${i * 7919}q`).join("-")
  expect(passwordFault("x".repeat(3) + varied.padEnd(1021, "河").slice(0, 400))).toBeNull()
  expect(passwordFault(`${varied}${"河湖海洋山川".repeat(100)}`)).toBe("long")
})

test("a hash is argon2id with OWASP's parameters and of the NFC form", async () => {
  const hash = await hashPassword("caf\u00e9 at the old station")
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await isPassword("cafe\u0301 at the old station", hash)).toBe(true)
  expect(await isPassword("café at the new station", hash)).toBe(false)
  expect(await isPassword("a person who does not exist", null)).toBe(false)
})
