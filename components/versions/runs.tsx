import type { Run } from "#lib/document/diff.ts"

/** Text with what was added and what was deleted: a colour, and a line that says the same without colour. */
export function Runs({ runs }: { runs: Run[] }) {
  return runs.map((run, index) => {
    if (run.op === "add")
      return (
        <ins key={index} className="border-b-[1.5px] border-ok bg-ok-soft text-ok no-underline">
          {run.text}
        </ins>
      )
    if (run.op === "del")
      return (
        <del key={index} className="bg-seal-soft text-seal">
          {run.text}
        </del>
      )
    return run.text
  })
}
