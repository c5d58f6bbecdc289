import { demandText } from "../saga/dataflow/data-demand.ts";
import { dataFlowOf } from "../saga/dataflow/data-flow.ts";
import type { ReplacedLoss } from "../saga/dataflow/data-losses.ts";
import type { Finding, Rule, Subject } from "./rule.ts";

/** A result that replaces the input which compensations read later: see docs/rules/result-overwrites-input.md. */
export const resultOverwritesInput: Rule = {
  id: "result-overwrites-input",
  severity: "info",
  check({ machine, model }: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    for (const loss of dataFlowOf(machine, model).replaced) {
      const { at, path } = loss;
      findings.push({
        message: `The result of "${at.name}" replaces its whole input, ${consequence(loss)}`,
        state: at.name,
        span: at.nameSpan,
        ...(loss.lost === "unknown" ? {} : { severity: "error" }),
        hint: `Give it ${at.queryLanguage === "JSONata" ? "an Output" : "a ResultPath"} that keeps the input beside the result.`,
        path,
      });
    }
    return findings;
  },
};

function consequence({ lost, reader }: ReplacedLoss): string {
  const { state, kind, demand, saves } = reader;
  const place = demandText(demand, state.queryLanguage);
  switch (lost) {
    case "field":
      return `so ${place}, which "${state.name}" reads, is gone`;
    case "saved":
      return `with the result of "${saves ?? ""}" in ${place}, which "${state.name}" needs to undo it`;
    case "unknown":
      if (kind === "field") return `in which "${state.name}" looks for ${place} later: that is safe only while the result carries it on`;
      return `which "${state.name}" works on later: that is safe only while the result carries all of it on`;
  }
}
