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
import type { Step } from "./step.ts";
import type { Visit } from "./visit.ts";

/** Choice: leaves by the first rule that holds, else by Default; where neither is there the flow ends, and nothing can catch that. */
export function* runChoice(visit: Visit<ChoiceState>): Step<StateResult> {
  const { state } = visit;
  const input = dataFlow(state.queryLanguage).selectInput(visit);
  if (!input.ok) return failed(visit, input);
  for (const [index, rule] of state.choices.entries()) {
    const holds = yield* ruleHolds(visit, rule, index, input.value);
    if (!holds.ok) return failed(visit, holds);
    if (holds.value) return yield* exit(visit, ruleFields(state, rule), { input: input.value }, rule.next.value);
  }
  if (state.default) return yield* exit(visit, state, { input: input.value }, state.default.value);
  return failed(visit, runtimeFailure("Failed to transition out of the state. The state does not point to a next state."));
}

/** A rule brings its own Assign and Output; those of the state stand for its Default. */
function ruleFields({ outputPath }: ChoiceState, { output, assign }: ChoiceRule): OutputFields {
  return { outputPath, output, assign };
}

function* ruleHolds(visit: Visit<ChoiceState>, { condition }: ChoiceRule, index: number, input: JsonValue): Step<Evaluated<boolean>> {
  if (condition.type !== "jsonata") return evaluateCondition(condition, pathScope(visit, input));
  const field = `Choices[${index}]/Condition`;
  const value = yield* dataFlow("JSONata").evaluate(visit, condition.expression, { input }, field);
  if (!value.ok) return value;
  if (typeof value.value === "boolean") return evaluated(value.value);
  const source = condition.expression.type === "jsonata" ? condition.expression.source : "";
  return ofType(value.value, "boolean", { source, location: field }) as EvaluationFailure;
}
