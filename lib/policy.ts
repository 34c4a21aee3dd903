// Who may do what, as one table: role × action × state of the brief.
// Pages ask it which buttons to show, use cases ask it whether to refuse,
// the collaboration server asks it who may write.

export const roles = ["convener", "drafter", "reviewer", "approver", "observer"] as const
export type Role = (typeof roles)[number]

export const briefStates = ["draft", "in_review", "approved"] as const
export type BriefState = (typeof briefStates)[number]

export interface Rule {
  roles: readonly Role[]
  /** The states of the brief in which it may be done. Absent: not about one brief, or in every state. */
  while?: readonly BriefState[]
  /** Refused to whoever wrote in the version in question. */
  notOwnWork?: true
  /** Also for the lead of the brief, whatever their role. */
  orLead?: true
  /** About one section: only where it is open or theirs and not in quarantine. These roles need not own it. */
  inSection?: { whoever: readonly Role[] }
}

const everyone = roles
const policy = {
  "workshop.read": { roles: everyone },
  "workshop.edit": { roles: ["convener"] },
  "member.invite": { roles: ["convener"] },
  "member.change": { roles: ["convener"] },
  "option.edit": { roles: ["convener", "drafter"] },
  "audit.read": { roles: ["convener"] },
  "template.edit": { roles: ["convener"] },

  "brief.create": { roles: ["convener", "drafter"] },
  "brief.read": { roles: everyone },
  "brief.export": { roles: everyone },
  "brief.write": { roles: ["convener", "drafter"], while: ["draft"] },
  "brief.rename": { roles: ["convener", "drafter"], while: ["draft"] },
  // The outline is what the writing is given out by: whoever gives sections arranges them.
  "brief.outline": { roles: ["convener"], orLead: true, while: ["draft"] },
  "brief.language": { roles: ["convener"], orLead: true, while: ["draft"] },
  // Whoever arranges a brief takes it over to what its template has become.
  "brief.follow_template": { roles: ["convener"], orLead: true, while: ["draft"] },
  "brief.submit": { roles: ["convener", "drafter"], while: ["draft"] },
  "brief.withdraw": { roles: ["convener"], while: ["in_review"] },
  "brief.reopen": { roles: ["convener", "drafter"], while: ["approved"] },

  // What is given is the writing, so it is given while there is writing: what is under review has its authors already.
  "section.assign": { roles: ["convener"], orLead: true, while: ["draft"] },
  "section.repair": { roles: ["convener"], while: ["draft"] },
  "section.write": { roles: ["convener", "drafter"], while: ["draft"], inSection: { whoever: ["convener"] } },

  "comment.write": { roles: ["convener", "drafter", "reviewer", "approver"] },
  "comment.resolve": { roles: ["convener", "drafter", "reviewer", "approver"] },

  "version.pass": { roles: ["reviewer"], while: ["in_review"], notOwnWork: true },
  "version.request_changes": { roles: ["reviewer", "approver"], while: ["in_review"], notOwnWork: true },
  "version.approve": { roles: ["approver"], while: ["in_review"], notOwnWork: true },
} as const satisfies Record<string, Rule>

export type Action = keyof typeof policy
export const actions = Object.keys(policy) as Action[]

/** What a person is to the thing they want to act on. A fact that is missing refuses. */
export interface Access {
  role: Role
  state?: BriefState
  /** Whether they wrote in the version in question, by the update log. */
  isOwnWork?: boolean
  /** Whether they lead the brief in question. */
  isLead?: boolean
  /** What they are to the section in question. */
  section?: SectionAccess
}

/** To whom a section is given: a person, or everybody of a role. */
export type Owner = { userId: string } | { role: Role }

/** A section is open while it is given to nobody. In quarantine nobody writes there: what it holds breaks the schema. */
export interface SectionAccess {
  tenure: "open" | "own" | "foreign"
  isQuarantined: boolean
}

/** What a section with these owners is to a person. */
export function tenureOf(owners: readonly Owner[], person: { id: string; role: Role }): SectionAccess["tenure"] {
  if (owners.length === 0) return "open"
  const isTheirs = (owner: Owner) => ("role" in owner ? owner.role === person.role : owner.userId === person.id)
  return owners.some(isTheirs) ? "own" : "foreign"
}

/** The one decision. */
export function can(access: Access, action: Action): boolean {
  const rule: Rule = policy[action]
  if (!rule.roles.includes(access.role) && !(rule.orLead && access.isLead === true)) return false
  if (rule.while && !(access.state && rule.while.includes(access.state))) return false
  if (rule.notOwnWork && access.isOwnWork !== false) return false
  if (rule.inSection) {
    if (access.section?.isQuarantined !== false) return false
    if (access.section.tenure === "foreign" && !rule.inSection.whoever.includes(access.role)) return false
  }
  return true
}

/** The rule itself, for whoever must say it in words or in SQL. */
export const ruleFor = (action: Action): Rule => policy[action]
