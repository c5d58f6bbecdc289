import { demandText } from "../saga/dataflow/data-demand.ts";
import { dataFlowOf } from "../saga/dataflow/data-flow.ts";
import type { Loss } from "../saga/dataflow/data-losses.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A recovery state that reads what some way to it has not set: see docs/rules/compensation-missing-data.md. */
export const compensationMissingData: Rule = {
  id: "compensation-missing-data",
  severity: "error",
  check({ machine, model }: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    for (const loss of dataFlowOf(machine, model).missing) {
      const { reader, path, always } = loss;
      const { state, demand, span } = reader;
      findings.push({
        message: `"${state.name}" reads ${demandText(demand, state.queryLanguage)}, which is not set on ${always ? "any" : "every"} way to it`,
        state: state.name,
        span,
        hint: always
          ? `Set it before, or read what is there${instead(loss)}.`
          : `Set it on this way, too, or ask for it first: ${askFirst(state.queryLanguage)}.`,
        path,
      });
    }
    return findings;
  },
};

/** Who leaves something else where it is looked for. */
function instead({ at, reader }: Loss): string {
  return at === null || reader.demand.variable !== null ? "" : `: "${at.name}" hands on no such field`;
}

function askFirst(language: "JSONPath" | "JSONata"): string {
  return language === "JSONPath" ? "a Choice with IsPresent" : "$exists(…)";
}
