/** A position from −2 to +2 as five marks, the one that holds filled. The word stands beside it for who cannot see it. */
export function Stance({ value, label }: { value: string; label: string }) {
  const at = Number(value)
  if (value === "" || Number.isNaN(at) || at < -2 || at > 2) return <span className="text-ink-3">{label || "—"}</span>
  const filled = at > 0 ? "bg-accent" : at < 0 ? "bg-seal" : "bg-ink-3"
  return (
    <span role="img" aria-label={label} title={label} className="inline-flex items-center gap-[2px] align-middle">
      {[-2, -1, 0, 1, 2].map((step) => (
        <span key={step} className={`size-[11px] rounded-[2px] ${step === at ? filled : "bg-line"}`} />
      ))}
    </span>
  )
}

/** A score from 1 to 5: as many marks filled. */
export function Pips({ value, of = 5 }: { value: number; of?: number }) {
  return (
    <span role="img" aria-label={`${value} / ${of}`} className="pips inline-flex items-center gap-[2px] align-middle">
      {Array.from({ length: of }, (_, step) => (
        <span key={step} className={`size-[9px] rounded-full ${step < value ? "bg-accent" : "bg-line"}`} />
      ))}
    </span>
  )
}
