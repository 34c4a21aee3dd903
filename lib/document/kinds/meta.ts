import { choices, named } from "#lib/document/kinds/columns.ts"
import type { Kind } from "#lib/document/kinds/kind.ts"

/** Title, options, languages and marking are the brief's own; state and version are the system's. */
export const meta: Kind = {
  key: "meta",
  names: named("题录信息", "Brief header"),
  parts: [
    {
      key: "fields",
      names: named("题录信息", "Brief header"),
      single: true,
      columns: [
        {
          key: "region",
          names: named("地区", "Region"),
          type: "choice",
          choices: choices({
            central_asia: ["中亚", "Central Asia"],
            south_caucasus: ["南高加索", "South Caucasus"],
            eurasia: ["欧亚", "Eurasia"],
            asia: ["亚洲", "Asia"],
            asia_pacific: ["亚太", "Asia-Pacific"],
            europe: ["欧洲", "Europe"],
            middle_east: ["中东", "Middle East"],
            africa: ["非洲", "Africa"],
            americas: ["美洲", "Americas"],
            arctic: ["北极", "Arctic"],
            global: ["全球", "Global"],
          }),
        },
        {
          key: "issue_area",
          names: named("议题领域", "Issue areas"),
          type: "choice",
          many: true,
          choices: choices({
            security: ["安全", "security"],
            non_traditional_security: ["非传统安全", "non-traditional security"],
            multilateral_security: ["多边安全", "multilateral security"],
            great_power_coordination: ["大国协调", "great-power coordination"],
            great_power_relations: ["大国关系", "great-power relations"],
            alliances: ["同盟", "alliances"],
            minilateralism: ["小多边", "minilateralism"],
            crisis_management: ["危机管控", "crisis management"],
            institution_building: ["机制建设", "institution building"],
            institutional_reform: ["机制改革", "institutional reform"],
            regional_order: ["地区秩序", "regional order"],
            small_state_strategy: ["中小国家战略", "small-state strategy"],
            sovereignty: ["主权", "sovereignty"],
            strategy_alignment: ["战略对接", "strategy alignment"],
            global_governance: ["全球治理", "global governance"],
            connectivity: ["互联互通", "connectivity"],
            corridors: ["走廊", "corridors"],
            transport: ["运输", "transport"],
            energy: ["能源", "energy"],
            trade: ["经贸", "trade"],
            development: ["发展", "development"],
            arctic: ["北极事务", "Arctic affairs"],
            scenarios: ["情景展望", "scenarios"],
          }),
        },
        { key: "as_of_date", names: named("资料截止日期", "As-of date"), type: "date", required: true },
        {
          key: "classification",
          names: named("知悉范围", "Circulation"),
          type: "choice",
          choices: choices({
            internal_sample: ["样例·内部研讨", "sample, for workshop discussion"],
            public: ["公开", "public"],
            internal: ["内部", "internal"],
            restricted: ["限定范围", "restricted"],
          }),
        },
        {
          // A source whose particulars are still to be verified may be discussed, but not cited as final.
          key: "standing",
          names: named("文稿性质", "Standing"),
          type: "choice",
          choices: choices({ discussion: ["讨论稿", "for discussion"], final: ["定稿", "final"] }),
        },
        { key: "lead_author", names: named("执笔人", "Lead author"), type: "ref", to: "member" },
        {
          key: "reviewers",
          names: named("审阅人", "Reviewers"),
          type: "ref",
          to: "member",
          many: true,
          secondary: true,
        },
      ],
    },
  ],
}
