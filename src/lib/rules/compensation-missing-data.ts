import { demandText } from "../saga/dataflow/data-demand.ts";
import { dataFlowOf } from "../saga/dataflow/data-flow.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A recovery state that reads what some way to it has not set: see docs/rules/compensation-missing-data.md. */
export const compensationMissingData: Rule = {
  id: "compensation-missing-data",
  severity: "error",
  check({ machine, model }: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    for (const { reader, path, always } of dataFlowOf(machine, model).missing) {
      const { state, demand, span } = reader;
      findings.push({
        message: `"${state.name}" reads ${demandText(demand)}, which is not set on ${always ? "any" : "every"} way to it`,
        state: state.name,
        span,
        hint: always
          ? "Set it before, or read what is there."
          : `Set it on this way, too, or ask for it first: ${askFirst(state.queryLanguage)}.`,
        path,
      });
    }
    return findings;
  },
};

function askFirst(language: "JSONPath" | "JSONata"): string {
  return language === "JSONPath" ? "a Choice with IsPresent" : "$exists(…)";
}
