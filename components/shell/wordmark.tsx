import Link from "next/link"

/** Chancery 文枢: the name, and the seal beside it; on a phone the seal alone where a screen needs the room. */
export function Wordmark({ href = "/", isShort = false }: { href?: string; isShort?: boolean }) {
  return (
    <Link
      href={href}
      className="inline-flex shrink-0 items-baseline whitespace-nowrap gap-1.5 font-serif text-l font-semibold tracking-wide"
    >
      <span lang="en" className={isShort ? "max-sm:sr-only" : undefined}>
        Chancery
      </span>
      <span lang="zh-CN" className="text-seal">
        文枢
      </span>
    </Link>
  )
}
