import { choices, evidence, named, notes } from "#lib/document/kinds/columns.ts"
import type { Column, Kind } from "#lib/document/kinds/kind.ts"

/** Prints every field, filled or not: a gap in a design is a finding (lib/document/not-specified.ts). */
export const designSheet: Kind = {
  key: "design_sheet",
  names: named("制度设计表", "Institutional design sheet"),
  main: "levels",
  gaps: true,
  parts: [
    {
      key: "levels",
      names: named("会议层级", "Meeting levels"),
      columns: [
        { key: "name", names: named("层级", "Level"), type: "text", required: true },
        { key: "frequency", names: named("频次", "Frequency"), type: "text" },
        { key: "participants", names: named("参加者", "Participants"), type: "text", width: 1.6 },
        { key: "chair", names: named("主持", "Chair"), type: "text" },
      ],
    },
    {
      key: "fields",
      names: named("制度安排", "Arrangements"),
      single: true,
      columns: [
        { key: "secretariat_exists", names: named("设秘书处", "Has a secretariat"), type: "boolean" },
        { key: "secretariat_seat", names: named("秘书处驻地", "Seat of the secretariat"), type: "text", size: "short" },
        { key: "secretariat_mandate", names: named("秘书处职责", "Mandate of the secretariat"), type: "text" },
        {
          key: "secretariat_staff",
          names: named("秘书处人员", "Staff of the secretariat"),
          type: "text",
          size: "short",
        },
        {
          key: "chair_rule",
          names: named("主席产生方式", "Chair rule"),
          type: "choice",
          choices: choices({
            none: ["不设主席", "no chair"],
            fixed: ["固定", "fixed"],
            rotating: ["轮值", "rotating"],
            hosted_in_turn: ["轮流承办", "hosted in turn"],
            contract: ["合同约定", "by contract"],
          }),
        },
        {
          key: "rotation_order",
          names: named("轮换次序", "Order of rotation"),
          type: "ref",
          to: "actor",
          many: true,
        },
        decisionRule(),
        {
          key: "formality",
          names: named("形式", "Formality"),
          type: "choice",
          choices: choices({
            informal: ["非正式", "informal"],
            declaration: ["宣言", "declaration"],
            charter: ["章程", "charter"],
            treaty: ["条约", "treaty"],
            contract: ["合同", "contract"],
          }),
        },
        {
          key: "outputs",
          names: named("成果形式", "Outputs"),
          type: "choice",
          many: true,
          choices: choices({
            joint_statement: ["联合声明", "joint statement"],
            declaration: ["宣言", "declaration"],
            communique: ["公报", "communiqué"],
            joint_scheme: ["联合办法", "joint scheme"],
            cbm_catalogue: ["信任措施目录", "catalogue of confidence-building measures"],
            rules_of_procedure: ["议事规则", "rules of procedure"],
            agreement: ["协定", "agreement"],
            project_contract: ["项目合同", "project contract"],
          }),
        },
        { key: "funding", names: named("经费", "Funding"), type: "text" },
        { key: "legal_basis", names: named("法律依据", "Legal basis"), type: "text" },
        { key: "term", names: named("期限", "Term"), type: "text" },
        evidence,
      ],
    },
    notes,
  ],
}

function decisionRule(): Column {
  return {
    key: "decision_rule",
    names: named("决策规则", "Decision rule"),
    type: "choice",
    choices: choices({
      consensus: ["协商一致", "consensus"],
      consensus_with_opt_out: ["协商一致，可不参加", "consensus with opt-out"],
      vote: ["表决", "vote"],
      lead_power: ["牵头国决定", "decided by the lead power"],
      contract: ["合同约定", "by contract"],
    }),
  }
}
