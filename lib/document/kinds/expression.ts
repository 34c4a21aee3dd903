// Arithmetic and comparisons that a writer types: "A > (B + D) / 2", "(R9C2 / R8C2 - 1) * 100". Read by a parser of
// its own and never run as a program; what a name stands for is asked of the caller.

export type Answer = { value: number | boolean } | { problem: "unreadable" | "unknown"; at: string }

/** What a name or a call stands for; undefined where it stands for nothing. */
export interface Names {
  value(name: string): number | undefined
  /** `sum(R1C2:R4C2)`: the name of the call and what is in its brackets. */
  call?(name: string, inside: string): number | undefined
}

/** Longer than any formula under a table, shorter than what could keep a server busy. */
const longest = 300

/** The value of an expression, or what cannot be read or is not known in it. */
export function evaluate(text: string, names: Names): Answer {
  const tokens = text.length > longest ? undefined : tokensOf(text)
  if (!tokens) return { problem: "unreadable", at: text.slice(0, 40) }
  try {
    return { value: new Parser(tokens, names).whole() }
  } catch (stopped) {
    if (stopped instanceof Stopped) return { problem: stopped.problem, at: stopped.at }
    throw stopped
  }
}

class Stopped extends Error {
  readonly problem: "unreadable" | "unknown"
  readonly at: string

  constructor(problem: "unreadable" | "unknown", at: string) {
    super(`${problem}: ${at}`)
    this.problem = problem
    this.at = at
  }
}

type Token =
  | { type: "number"; value: number }
  | { type: "name" | "sign"; text: string }
  | { type: "call"; text: string; inside: string }

/** As they are typed on a Chinese keyboard or set in print. */
const alike: Record<string, string> = {
  "（": "(",
  "）": ")",
  "＞": ">",
  "＜": "<",
  "≥": ">=",
  "≤": "<=",
  "＝": "=",
  "==": "=",
  "≠": "!=",
  "＋": "+",
  "－": "-",
  "−": "-",
  "–": "-",
  "×": "*",
  "·": "*",
  "÷": "/",
  "／": "/",
}

const pattern =
  /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z]+)\(([A-Za-z0-9:,. ]*)\)|([A-Za-z][A-Za-z0-9]*)|(>=|<=|==|!=|[()（）><＞＜≥≤=＝≠+\-*/＋－−–×·÷／]))\s*/y

function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = []
  pattern.lastIndex = 0
  while (pattern.lastIndex < text.length) {
    const found = pattern.exec(text)
    if (!found) return undefined
    const [, number, call, inside, name, sign] = found
    if (number !== undefined) tokens.push({ type: "number", value: Number(number) })
    else if (call !== undefined) tokens.push({ type: "call", text: call, inside: inside ?? "" })
    else if (name !== undefined) tokens.push({ type: "name", text: name })
    else if (sign !== undefined) tokens.push({ type: "sign", text: alike[sign] ?? sign })
  }
  return tokens
}

const comparisons: Record<string, (left: number, right: number) => boolean> = {
  ">": (left, right) => left > right + dust,
  "<": (left, right) => left < right - dust,
  ">=": (left, right) => left >= right - dust,
  "<=": (left, right) => left <= right + dust,
  "=": (left, right) => Math.abs(left - right) <= dust,
  "!=": (left, right) => Math.abs(left - right) > dust,
}

/** What binary fractions leave over: 0.1 + 0.2 is 0.3. */
const dust = 1e-9

/** Comparison of sums of products of factors; a chain A > B > C holds if each of its links does. */
class Parser {
  #at = 0
  #depth = 0
  readonly #tokens: Token[]
  readonly #names: Names

  constructor(tokens: Token[], names: Names) {
    this.#tokens = tokens
    this.#names = names
  }

  whole(): number | boolean {
    let left = this.#sum()
    let holds: boolean | undefined
    for (let sign = this.#take(Object.keys(comparisons)); sign; sign = this.#take(Object.keys(comparisons))) {
      const right = this.#sum()
      holds = holds !== false && comparisons[sign]?.(left, right) === true
      left = right
    }
    if (this.#at < this.#tokens.length) throw this.#unreadable()
    return holds ?? left
  }

  #sum(): number {
    let value = this.#product()
    for (let sign = this.#take(["+", "-"]); sign; sign = this.#take(["+", "-"]))
      value = sign === "+" ? value + this.#product() : value - this.#product()
    return value
  }

  #product(): number {
    let value = this.#factor()
    for (let sign = this.#take(["*", "/"]); sign; sign = this.#take(["*", "/"])) {
      const by = this.#factor()
      if (sign === "/" && by === 0) throw new Stopped("unreadable", "/ 0")
      value = sign === "*" ? value * by : value / by
    }
    return value
  }

  #factor(): number {
    if (this.#take(["-"])) return -this.#factor()
    if (this.#take(["("])) {
      if (++this.#depth > 50) throw this.#unreadable()
      const value = this.#sum()
      if (!this.#take([")"])) throw this.#unreadable()
      this.#depth--
      return value
    }
    const token = this.#tokens[this.#at++]
    if (token?.type === "number") return token.value
    if (token?.type === "name") return known(this.#names.value(token.text), token.text)
    if (token?.type === "call")
      return known(this.#names.call?.(token.text, token.inside), `${token.text}(${token.inside})`)
    this.#at--
    throw this.#unreadable()
  }

  #take(signs: string[]): string | undefined {
    const token = this.#tokens[this.#at]
    if (token?.type !== "sign" || !signs.includes(token.text)) return undefined
    this.#at++
    return token.text
  }

  #unreadable(): Stopped {
    const token = this.#tokens[this.#at]
    return new Stopped("unreadable", token ? String(token.type === "number" ? token.value : token.text) : "")
  }
}

function known(value: number | undefined, name: string): number {
  if (value === undefined) throw new Stopped("unknown", name)
  return value
}
