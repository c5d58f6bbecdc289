import type { FailState, PassState, SucceedState, WaitState } from "../asl/ast.ts";
import type { JsonValue } from "../base/json.ts";
import type { Evaluated, EvaluationFailure } from "../expr/evaluated.ts";
import { evaluated } from "../expr/evaluated.ts";
import type { Template } from "../expr/template.ts";
import type { Focus, OutputFields } from "./data-flow.ts";
import { dataFlow } from "./data-flow.ts";
import type { StateResult } from "./run-flow.ts";
import { failEvaluation } from "./state-failure.ts";
import type { Step } from "./step.ts";
import { isStep, sleepUntil } from "./step.ts";
import type { Visit } from "./visit.ts";
import { waitUntil } from "./wait-until.ts";

/** Pass: its Result, or its Parameters, or its input. */
export function* runPass(visit: Visit<PassState>): Step<StateResult> {
  const { state } = visit;
  const flow = dataFlow(state.queryLanguage);
  const input = flow.selectInput(visit);
  if (!input.ok) return failed(visit, input);
  const result = yield* passResult(visit, input.value);
  if (!result.ok) return failed(visit, result);
  return yield* exit(visit, state, { input: input.value, result: result.value }, state.next?.value ?? null);
}

function* passResult(visit: Visit<PassState>, input: JsonValue): Step<Evaluated<JsonValue>> {
  const { state } = visit;
  if (state.result !== undefined) return evaluated(state.result);
  if (state.arguments === undefined) return evaluated(input);
  return yield* dataFlow(state.queryLanguage).evaluate(visit, state.arguments, { input }, "Parameters");
}

/** Succeed: ends its flow with its input. */
export function* runSucceed(visit: Visit<SucceedState>): Step<StateResult> {
  const input = dataFlow(visit.state.queryLanguage).selectInput(visit);
  if (!input.ok) return failed(visit, input);
  return yield* exit(visit, visit.state, { input: input.value }, null);
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
  return yield* exit(visit, state, { input: input.value }, state.next?.value ?? null);
}

/** Fail: ends its flow with its own error; an empty Fail has neither error nor cause. */
export function* runFail(visit: Visit<FailState>): Step<StateResult> {
  const { error, cause } = visit.state;
  const name = constantText(error) ?? (yield* failText(visit, error, "Error"));
  if (!name.ok) return failed(visit, name);
  const text = constantText(cause) ?? (yield* failText(visit, cause, "Cause"));
  if (!text.ok) return failed(visit, text);
  return {
    type: "failed",
    failure: { ...(name.value === undefined ? {} : { error: name.value }), ...(text.value === undefined ? {} : { cause: text.value }) },
  };
}

function constantText(template: Template | undefined): Evaluated<string> | undefined {
  return template?.type === "literal" && typeof template.value === "string" ? evaluated(template.value) : undefined;
}

function* failText(visit: Visit<FailState>, template: Template | undefined, field: "Error" | "Cause"): Step<Evaluated<string | undefined>> {
  if (template === undefined) return evaluated(undefined);
  const name = template.type === "path" || template.type === "intrinsic" ? `${field}Path` : field;
  const value = yield* dataFlow(visit.state.queryLanguage).evaluate(visit, template, { input: visit.raw }, name);
  if (!value.ok) return value;
  return evaluated(typeof value.value === "string" ? value.value : JSON.stringify(value.value));
}

/** Shapes the output and leaves the state for `next`. */
export function* exit(visit: Visit, fields: OutputFields, focus: Focus, next: string | null): Step<StateResult> {
  const completed = dataFlow(visit.state.queryLanguage).complete(visit, fields, focus);
  const output = isStep(completed) ? yield* completed : completed;
  return output.ok ? { type: "exited", exit: output.value, next } : failed(visit, output);
}

/** Ends a state that cannot catch anything with a failed evaluation. */
export function failed(visit: Visit, failure: EvaluationFailure): StateResult {
  return { type: "failed", failure: failEvaluation(visit, failure) };
}
