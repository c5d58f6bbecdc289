import type { FailState, PassState, SucceedState, WaitState } from "../asl/ast.ts";
import type { JsonValue } from "../base/json.ts";
import type { Evaluated, EvaluationFailure } from "../expr/evaluated.ts";
import { evaluated } from "../expr/evaluated.ts";
import type { Template } from "../expr/template.ts";
import { failureOf } from "../history/failure.ts";
import type { Focus, OutputFields } from "./data-flow.ts";
import { dataFlow } from "./data-flow.ts";
import type { StateResult } from "./run-flow.ts";
import { failEvaluation } from "./state-failure.ts";
import type { Eventual, Step } from "./step.ts";
import { andThen, awaited, sleepUntil } from "./step.ts";
import type { Visit } from "./visit.ts";
import { waitUntil } from "./wait-until.ts";

/** Whether a Pass only marks a place: what leaves it is what came in, and nothing has to be evaluated. */
export function passesOn(state: PassState): boolean {
  return (
    state.result === undefined &&
    state.arguments === undefined &&
    state.resultPath === undefined &&
    state.inputPath === undefined &&
    state.outputPath === undefined &&
    state.output === undefined &&
    state.assign === undefined
  );
}

/** Such a Pass: passes its input on as it is. */
export function passOn({ raw, state }: Visit<PassState>): StateResult {
  return { type: "exited", exit: { output: raw, assigned: undefined }, next: state.next?.value ?? null };
}

/** Pass: its Result, or its Parameters, or its input. */
export function runPass(visit: Visit<PassState>): Eventual<StateResult> {
  const { state } = visit;
  const input = dataFlow(state.queryLanguage).selectInput(visit);
  if (!input.ok) return failed(visit, input);
  return andThen(passResult(visit, input.value), (result) => {
    if (!result.ok) return failed(visit, result);
    return exit(visit, state, { input: input.value, result: result.value }, state.next?.value ?? null);
  });
}

function passResult(visit: Visit<PassState>, input: JsonValue): Eventual<Evaluated<JsonValue>> {
  const { state } = visit;
  if (state.result !== undefined) return evaluated(state.result);
  if (state.arguments === undefined) return evaluated(input);
  return dataFlow(state.queryLanguage).evaluate(visit, state.arguments, { input }, "Parameters");
}

/** Succeed: ends its flow with its input. */
export function runSucceed(visit: Visit<SucceedState>): Eventual<StateResult> {
  const input = dataFlow(visit.state.queryLanguage).selectInput(visit);
  return input.ok ? exit(visit, visit.state, { input: input.value }, null) : failed(visit, input);
}

/** Wait: passes its input on when the moment has come. */
export function* runWait(visit: Visit<WaitState>): Step<StateResult> {
  const { state, frame } = visit;
  const flow = dataFlow(state.queryLanguage);
  const input = flow.selectInput(visit);
  if (!input.ok) return failed(visit, input);
  const until = yield* waitUntil(visit, input.value, frame.execution.simulation.now());
  if (!until.ok) return failed(visit, until);
  yield* sleepUntil(until.value);
  return yield* awaited(exit(visit, state, { input: input.value }, state.next?.value ?? null));
}

/** Fail: ends its flow with its own error; an empty Fail has neither error nor cause. */
export function runFail(visit: Visit<FailState>): Eventual<StateResult> {
  const { error, cause } = visit.state;
  return andThen(failText(visit, error, "Error"), (name) => {
    if (!name.ok) return failed(visit, name);
    return andThen(failText(visit, cause, "Cause"), (text) =>
      text.ok ? { type: "failed", failure: failureOf(name.value, text.value) } : failed(visit, text),
    );
  });
}

function failText(
  visit: Visit<FailState>,
  template: Template | undefined,
  field: "Error" | "Cause",
): Eventual<Evaluated<string | undefined>> {
  if (template === undefined) return evaluated(undefined);
  const name = template.type === "path" || template.type === "intrinsic" ? `${field}Path` : field;
  const value = dataFlow(visit.state.queryLanguage).evaluate(visit, template, { input: visit.raw }, name);
  return andThen(value, (text) => (text.ok ? evaluated(typeof text.value === "string" ? text.value : JSON.stringify(text.value)) : text));
}

/** Shapes the output and leaves the state for `next`. */
export function exit(visit: Visit, fields: OutputFields, focus: Focus, next: string | null): Eventual<StateResult> {
  const completed = dataFlow(visit.state.queryLanguage).complete(visit, fields, focus);
  return andThen(completed, (output) => (output.ok ? { type: "exited", exit: output.value, next } : failed(visit, output)));
}

/** Ends a state that cannot catch anything with a failed evaluation. */
export function failed(visit: Visit, failure: EvaluationFailure): StateResult {
  return { type: "failed", failure: failEvaluation(visit, failure) };
}
