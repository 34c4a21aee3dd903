// Which passwords are taken. No rules of composition and no renewal by calendar: length, and not what a guesser
// tries first (NIST SP 800-63B-4, section 3.1.1.2). Counted by code point after NFC, so a Chinese phrase counts fairly.
// The list below is our own: short words that people build long passwords from, in English and Chinese usage;
// what is made of them, of keyboard walks, sequences, years and repeats is refused by rule, so it can stay short.

export type PasswordFault = "short" | "long" | "common" | "personal"

export const minimumLength = 15
export const maximumBytes = 1024
/** This many code points must stand outside everything that is easy to guess. */
const minimumOwn = 6

const commonWords = [
  ..."password passwort passphrase passcode passwd secret letmein welcome admin administrator root login signin default".split(
    " ",
  ),
  ..."changeme qwerty azerty master dragon monkey shadow sunshine princess football baseball superman batman starwars".split(
    " ",
  ),
  ..."trustno1 iloveyou ilove loveyou forever whatever freedom michael jordan charlie test testing guest user temp".split(
    " ",
  ),
  ..."correcthorsebatterystaple correct horse battery staple abc xyz hello world google facebook chancery".split(" "),
  ..."woaini woaiwojia aini wodemima mima zhongguo beijing shanghai zhonghua renmin nihao qaz wsx edc asd zxc".split(
    " ",
  ),
  ..."我爱你 密码 我的密码 中国 中华人民共和国 北京 你好 管理员 文枢 生日快乐 芝麻开门".split(" "),
  ..."5201314 1314520 520520 1314 521 888 666 168".split(" "),
].sort((a, b) => b.length - a.length)

const rows = [
  "1234567890",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "qazwsxedcrfvtgbyhnujmikolp",
  "abcdefghijklmnopqrstuvwxyz",
]
const walks = rows.flatMap((row) => [row + row, [...(row + row)].reverse().join("")])
walks.push("1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "!@#$%^&*()_+")

const letterOf: Record<string, string> = {
  "@": "a",
  "4": "a",
  "3": "e",
  "1": "i",
  "!": "i",
  "0": "o",
  $: "s",
  "5": "s",
  "7": "t",
}
const unmask = (text: string) => [...text].map((character) => letterOf[character] ?? character).join("")

/** How many code units from `at` on are easy to guess; 0 when none. */
function easyAt(text: string, plain: string, at: number, personal: string[]): number {
  let longest = 0
  for (const word of [...commonWords, ...personal]) {
    if (word.length > longest && (text.startsWith(word, at) || plain.startsWith(word, at))) longest = word.length
  }
  for (let length = 3; at + length <= text.length; length++) {
    if (!walks.some((walk) => walk.includes(text.slice(at, at + length)))) break
    longest = Math.max(longest, length)
  }
  const year = /^(?:19|20)\d\d(?:[-/.]?[01]\d[-/.]?[0-3]\d)?/.exec(text.slice(at))
  if (year) longest = Math.max(longest, year[0].length)
  const beat = /^(.{1,2}?)\1+/u.exec(text.slice(at))
  if (beat && beat[0].length >= 3) longest = Math.max(longest, beat[0].length)
  // What was said before in the same password adds nothing when it is said again.
  for (let length = 4; at + length <= text.length && text.slice(0, at).includes(text.slice(at, at + length)); length++)
    longest = Math.max(longest, length)
  return longest
}

const lettersOf = (text: string) => text.toLowerCase().normalize("NFC")

/** What a guesser who knows the person would try. Short Latin pieces are left out: they stand in too many words. */
function personalPieces(facts: { email?: string; name?: string }): string[] {
  const local = lettersOf(facts.email ?? "").split("@")[0] ?? ""
  const name = lettersOf(facts.name ?? "")
  const pieces = [lettersOf(facts.email ?? ""), local, name.replace(/\s+/g, ""), name]
  return pieces.filter((piece) => (/\p{Script=Han}/u.test(piece) ? [...piece].length >= 2 : piece.length >= 4))
}

/** What is wrong with a new password, or null. `facts` are about whose it will be. */
export function passwordFault(raw: string, facts: { email?: string; name?: string } = {}): PasswordFault | null {
  const password = raw.normalize("NFC")
  if ([...password].length < minimumLength) return "short"
  if (new TextEncoder().encode(password).length > maximumBytes) return "long"
  const text = lettersOf(password)
  const personal = personalPieces(facts)
  if (personal.some((piece) => text.includes(piece))) return "personal"
  if (new Set(text).size < 5) return "common"
  const plain = unmask(text)
  const parts = (facts.name ?? "")
    .toLowerCase()
    .split(/\s+/)
    .filter((part) => part.length >= 4)
  let own = 0
  for (let at = 0; at < text.length; ) {
    const easy = easyAt(text, plain, at, parts)
    if (easy) at += easy
    else {
      const character = String.fromCodePoint(text.codePointAt(at) as number)
      if (/[\p{L}\p{N}]/u.test(character)) own += 1
      at += character.length
    }
  }
  return own < minimumOwn ? "common" : null
}
