import Link from "next/link"

/** Chancery 文枢: the name, and the seal beside it. */
export function Wordmark({ href = "/" }: { href?: string }) {
  return (
    <Link
      href={href}
      className="inline-flex shrink-0 items-baseline whitespace-nowrap gap-1.5 font-serif text-l font-semibold tracking-wide"
    >
      <span lang="en">Chancery</span>
      <span lang="zh-CN" className="text-seal">
        文枢
      </span>
    </Link>
  )
}
