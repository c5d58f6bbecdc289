import type { ChoiceRule, ChoiceState } from "../asl/ast.ts";
import type { JsonValue } from "../base/json.ts";
import type { Evaluated, EvaluationFailure } from "../expr/evaluated.ts";
import { evaluated, runtimeFailure } from "../expr/evaluated.ts";
import { ofType } from "../expr/jsonata-outcome.ts";
import type { OutputFields } from "./data-flow.ts";
import { dataFlow } from "./data-flow.ts";
import { evaluateCondition } from "./evaluate-condition.ts";
import { pathScope } from "./json-path-flow.ts";
import type { StateResult } from "./run-flow.ts";
import { exit, failed } from "./run-simple-states.ts";
import type { Eventual } from "./step.ts";
import { andThen, isStep } from "./step.ts";
import type { Visit } from "./visit.ts";

/** Choice: leaves by the first rule that holds, else by Default; where neither is there the flow ends, and nothing can catch that. */
export function runChoice(visit: Visit<ChoiceState>): Eventual<StateResult> {
  const input = dataFlow(visit.state.queryLanguage).selectInput(visit);
  return input.ok ? leaveBy(visit, 0, input.value) : failed(visit, input);
}

/** Leaves by the first rule from that index on that holds. */
function leaveBy(visit: Visit<ChoiceState>, from: number, input: JsonValue): Eventual<StateResult> {
  const { state } = visit;
  for (let index = from; index < state.choices.length; index++) {
    const rule = state.choices[index]!;
    const holds = ruleHolds(visit, rule, index, input);
    if (isStep(holds)) return andThen(holds, (value) => decide(visit, rule, index, input, value));
    if (!holds.ok || holds.value) return decide(visit, rule, index, input, holds);
  }
  if (state.default) return exit(visit, state, { input }, state.default.value);
  return failed(visit, runtimeFailure("Failed to transition out of the state. The state does not point to a next state."));
}

function decide(
  visit: Visit<ChoiceState>,
  rule: ChoiceRule,
  index: number,
  input: JsonValue,
  holds: Evaluated<boolean>,
): Eventual<StateResult> {
  if (!holds.ok) return failed(visit, holds);
  return holds.value ? exit(visit, ruleFields(visit.state, rule), { input }, rule.next.value) : leaveBy(visit, index + 1, input);
}

/** A rule brings its own Assign and Output; those of the state stand for its Default. */
function ruleFields({ outputPath }: ChoiceState, { output, assign }: ChoiceRule): OutputFields {
  return { outputPath, output, assign };
}

function ruleHolds(visit: Visit<ChoiceState>, { condition }: ChoiceRule, index: number, input: JsonValue): Eventual<Evaluated<boolean>> {
  if (condition.type !== "jsonata") return evaluateCondition(condition, pathScope(visit, input));
  const { expression } = condition;
  const location = `Choices[${index}]/Condition`;
  return andThen(dataFlow("JSONata").evaluate(visit, expression, { input }, location), (value): Evaluated<boolean> => {
    if (!value.ok) return value;
    if (typeof value.value === "boolean") return evaluated(value.value);
    const source = expression.type === "jsonata" ? expression.source : "";
    return ofType(value.value, "boolean", { source, location }) as EvaluationFailure;
  });
}
