import { useFormatter, useTranslations } from "next-intl"
import { Avatar } from "#components/ui/avatar.tsx"
import type { Role } from "#lib/policy.ts"

export interface ShownDecision {
  id: string
  person: { id: string; name: string }
  role: Role
  kind: "pass" | "request_changes" | "approve"
  note: string
  at: Date
}

/** What was decided on a version, by whom, and on which hash. */
export function ClearanceList({ sha256, decisions }: { sha256: string; decisions: ShownDecision[] }) {
  const t = useTranslations("versions")
  const words = useTranslations("words")
  const format = useFormatter()
  return (
    <section aria-labelledby="clearance" className="mt-14 border-t border-line-strong pt-5">
      <h2 id="clearance" className="text-l font-semibold">
        {t("decisions")}
      </h2>
      <p className="mt-1 text-xs text-ink-3">
        {t("hash")} <code className="break-all">{sha256}</code>
      </p>
      {decisions.length === 0 ? (
        <p className="mt-4 text-ink-3">{t("noDecisions")}</p>
      ) : (
        <ul className="mt-4 grid gap-4">
          {decisions.map((decision) => (
            <li key={decision.id} className="grid grid-cols-[auto_1fr] gap-x-3">
              <Avatar id={decision.person.id} name={decision.person.name} />
              <div>
                <p>
                  <span className="font-medium">{decision.person.name}</span>{" "}
                  <span className="text-ink-3">{words(`role.${decision.role}`)}</span>{" "}
                  <span className={decision.kind === "request_changes" ? "text-warn" : "text-ok"}>
                    {words(`decision.${decision.kind}`)}
                  </span>{" "}
                  <time className="text-s text-ink-3" dateTime={decision.at.toISOString()}>
                    {format.dateTime(decision.at, {
                      year: "numeric",
                      month: "short",
                      day: "numeric",
                      hour: "2-digit",
                      minute: "2-digit",
                      timeZoneName: "short",
                    })}
                  </time>
                </p>
                {decision.note && <p className="text-ink-2">{decision.note}</p>}
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
