import type { Catcher, StateMachine } from "../asl/ast.ts";
import { allStates } from "../asl/graph.ts";
import { demandText } from "../saga/dataflow/data-demand.ts";
import { dataFlowOf } from "../saga/dataflow/data-flow.ts";
import type { CaughtLoss } from "../saga/dataflow/data-losses.ts";
import type { Finding, Fix, Rule, Subject } from "./rule.ts";

/** A catcher whose error output replaces input that is read after it: see docs/rules/catch-overwrites-input.md. */
export const catchOverwritesInput: Rule = {
  id: "catch-overwrites-input",
  severity: "error",
  check({ machine, model }: Subject): readonly Finding[] {
    const findings: Finding[] = [];
    for (const loss of dataFlowOf(machine, model).caught) {
      const { at, reader, path } = loss;
      const catcher = "catch" in at ? at.catch[loss.catcher] : undefined;
      if (catcher === undefined) continue;
      const field = at.queryLanguage === "JSONata" ? "Output" : "ResultPath";
      const fix = fixOf(machine, loss);
      findings.push({
        message: `The Catch of "${at.name}" ${keptBy(catcher)}, and "${reader.state.name}" then ${readingOf(loss)}`,
        state: at.name,
        span: catcher.span,
        hint: `Give the catcher ${field === "Output" ? "an Output" : "a ResultPath"} that keeps the input and puts the error beside it.`,
        path,
        ...(fix === null ? {} : { fix }),
      });
    }
    return findings;
  },
};

function keptBy({ output }: Catcher): string {
  return output === undefined ? "keeps nothing but {Error, Cause}" : "passes on its Output alone";
}

function readingOf({ reader: { state, kind, demand, saves } }: CaughtLoss): string {
  const place = demandText(demand, state.queryLanguage);
  switch (kind) {
    case "field":
      return `reads ${place}`;
    case "whole":
      return "is called with that instead of the data of what it undoes";
    case "saved":
      return `is called without ${place}, where the result of "${saves ?? ""}" was`;
  }
}

/** Safe where nobody reads the error output at the place that it would leave. */
function fixOf(machine: StateMachine, { at, catcher: index, errorIsRead }: CaughtLoss): Fix | null {
  const catcher = "catch" in at ? at.catch[index] : undefined;
  if (errorIsRead || catcher === undefined || catcher.resultPath !== undefined || catcher.output !== undefined) return null;
  if (at.queryLanguage === "JSONPath") {
    return { type: "add-field", object: catcher.span, key: "ResultPath", value: usualErrorPath(machine) };
  }
  const value = "{% $merge([$states.input, {'error': $states.errorOutput}]) %}";
  return { type: "add-field", object: catcher.span, key: "Output", value };
}

/** Where the machine's other catchers put errors, so that whoever reads them finds this one, too. */
function usualErrorPath(machine: StateMachine): string {
  const counts = new Map<string, number>();
  for (const state of allStates(machine)) {
    for (const { resultPath } of "catch" in state ? state.catch : []) {
      if (resultPath?.keys && resultPath.keys.length > 0) counts.set(resultPath.text, (counts.get(resultPath.text) ?? 0) + 1);
    }
  }
  const [usual] = [...counts].sort(([, a], [, b]) => b - a);
  return usual?.[0] ?? "$.error";
}
