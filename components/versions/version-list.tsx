import Link from "next/link"
import { useFormatter, useTranslations } from "next-intl"
import { Chip, type Tone } from "#components/ui/chip.tsx"

export interface ListedVersion {
  id: string
  number: number
  sha256: string
  createdAt: Date
  createdBy: { name: string }
  state: "open" | "approved" | "changes_requested" | "withdrawn"
  decisions: { person: { id: string; name: string }; kind: "pass" | "request_changes" | "approve"; at: Date }[]
}

const tones: Record<ListedVersion["state"], Tone> = {
  open: "seal",
  approved: "ok",
  changes_requested: "warn",
  withdrawn: "plain",
}

/** Every version of a brief, the newest first, each with what was decided on it and the way to compare it. */
export function VersionList({
  briefId,
  versions,
  canCompareLive,
}: {
  briefId: string
  versions: ListedVersion[]
  /** Whether the living text may differ from the newest version. */
  canCompareLive: boolean
}) {
  const t = useTranslations("versions")
  const words = useTranslations("words")
  const format = useFormatter()
  const base = `/briefs/${briefId}`
  return (
    <ol className="border-t border-line">
      {versions.map((version, index) => {
        const older = versions[index + 1]
        return (
          <li key={version.id} className="grid gap-x-8 gap-y-2 border-b border-line py-5 md:grid-cols-[9rem_1fr_auto]">
            <div className="flex items-baseline gap-3 md:grid md:content-start md:gap-1">
              <Link
                href={`${base}/versions/${version.number}`}
                className="font-serif text-xl font-semibold hover:text-accent"
              >
                {words("rev", { number: version.number })}
              </Link>
              <Chip tone={tones[version.state]} className="justify-self-start">
                {words(`round.${version.state}`)}
              </Chip>
            </div>
            <div className="grid min-w-0 content-start gap-1 text-s">
              <div className="text-ink-2">
                {t("frozenBy", { name: version.createdBy.name })}
                {" · "}
                <time dateTime={version.createdAt.toISOString()}>
                  {format.dateTime(version.createdAt, { dateStyle: "medium", timeStyle: "short" })}
                </time>
              </div>
              <code className="text-xs break-all text-ink-3" title={t("hash")}>
                {version.sha256}
              </code>
              {version.decisions.map((decision) => (
                <div key={`${decision.person.id}${decision.at.toISOString()}`}>
                  <span className="font-medium">{decision.person.name}</span>{" "}
                  <span className={decision.kind === "request_changes" ? "text-warn" : "text-ok"}>
                    {words(`decision.${decision.kind}`)}
                  </span>{" "}
                  <time className="text-ink-3" dateTime={decision.at.toISOString()}>
                    {format.dateTime(decision.at, { dateStyle: "medium", timeStyle: "short" })}
                  </time>
                </div>
              ))}
            </div>
            <div className="flex flex-wrap content-start gap-x-4 gap-y-1 text-s text-accent">
              <Link href={`${base}/versions/${version.number}`}>{t("read")}</Link>
              {older && <Link href={`${base}/compare?from=${older.number}&to=${version.number}`}>{t("compare")}</Link>}
              {index === 0 && canCompareLive && (
                <Link href={`${base}/compare?from=${version.number}&to=live`}>{t("currentDraft")}</Link>
              )}
              <a href={`/api/v1/briefs/${briefId}/export?format=pdf&version=${version.number}`}>{t("pdf")}</a>
            </div>
          </li>
        )
      })}
    </ol>
  )
}
