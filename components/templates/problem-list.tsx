"use client"
import { useProblemText } from "#components/templates/problem-text.ts"
import type { Problem } from "#lib/templates/problem.ts"

/** All that is wrong, each with its place and why. */
export function ProblemList({ problems }: { problems: Problem[] }) {
  const { place, reason } = useProblemText()
  return (
    <ul className="grid max-h-64 gap-1.5 overflow-y-auto text-s" data-testid="template-problems">
      {problems.map((problem) => (
        <li key={`${problem.line}/${problem.path.join(".")}/${problem.reason}`} className="grid">
          <span className="text-xs text-ink-3 tabular">{place(problem)}</span>
          <span className="break-words text-ink">{reason(problem)}</span>
        </li>
      ))}
    </ul>
  )
}

/** The problems that a refusal carries. */
export const problemsIn = (details: unknown): Problem[] =>
  ((details as { problems?: Problem[] } | undefined)?.problems ?? []).filter(({ path }) => Array.isArray(path))
