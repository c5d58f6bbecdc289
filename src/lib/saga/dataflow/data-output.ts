import type { Catcher, ChoiceRule, MapState, ParallelState, PassState, State, TaskState } from "../../asl/ast.ts";
import type { Transition } from "../../asl/graph.ts";
import type { JsonPath } from "../../expr/json-path.ts";
import type { Template } from "../../expr/template.ts";
import type { Demand, Keys } from "./data-demand.ts";
import { below, demandOf, inputAt, isWithin } from "./data-demand.ts";
import { resultFields } from "./data-results.ts";
import type { Source } from "./data-shape.ts";
import type { Dollar } from "./data-source.ts";
import { assigns, mayHold, readsOnlyResult, sourceInTemplate } from "./data-source.ts";

/** Where a value in what a state passes on comes from. */
export type Origin =
  /** The state's own input, or a variable that it could read. */
  | { readonly type: "input"; readonly demand: Demand }
  /** The output of a branch. */
  | { readonly type: "branch"; readonly branch: number; readonly demand: Demand }
  /** Made here: it may be there. */
  | { readonly type: "unknown" }
  /** It may be there, in a result that took the place of the whole input. */
  | { readonly type: "replaced" }
  /** It is there: in a catcher's error output, which took the place of the whole input. */
  | { readonly type: "error" }
  /** It is not there: a catcher's error output (`caught`) or a result of known fields (`result`) took the place of the whole input, or what was built there has no such field. */
  | { readonly type: "absent"; readonly because: "caught" | "result" | "shape" };

const UNKNOWN: Origin = { type: "unknown" };
const MISSHAPEN: Origin = { type: "absent", because: "shape" };

/** Where the value comes from, for the state that the transition leads to; null is the end of a flow. */
export function originOf(state: State, transition: Transition | null, demand: Demand): Origin {
  const catcher = transition?.type === "catch" && "catch" in state ? state.catch[transition.index] : undefined;
  if (catcher) return originInCaught(state, catcher, demand);
  const rule = transition?.type === "choice" && state.type === "Choice" ? state.choices[transition.index] : undefined;
  return originInOutput(state, rule ?? state, demand);
}

/** Where a value comes from that a nested flow starts with. */
export function originInNested(holder: ParallelState | MapState, demand: Demand): Origin {
  if (demand.variable !== null) return seesVariables(holder) ? { type: "input", demand } : MISSHAPEN;
  const made = holder.type === "Map" ? (holder.itemSelector ?? holder.arguments) : holder.arguments;
  if (made)
    return settle(
      sourceInTemplate(made, demand.keys, (keys) => workedOn(holder, keys)),
      holder,
      null,
    );
  // An item of an array, of which nothing is known.
  return holder.type === "Map" ? UNKNOWN : settle(workedOn(holder, demand.keys), holder, null);
}

/**
 * The children of a distributed Map are executions of their own, to which the variables around it are unknown.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
 */
function seesVariables(holder: ParallelState | MapState): boolean {
  return holder.type === "Parallel" || holder.mode === "INLINE";
}

/** What `$` is for a state's Parameters: its input after InputPath. */
export function workedOn(state: State, keys: Keys): Source {
  const path: JsonPath | null | undefined = "inputPath" in state ? state.inputPath : undefined;
  if (path === undefined) return { type: "input", demand: inputAt(keys) };
  if (path === null) return keys.length === 0 ? { type: "unknown" } : { type: "absent" };
  const demand = demandOf(path);
  return demand === null ? { type: "unknown" } : { type: "input", demand: below(demand, keys) };
}

function originInCaught(state: State, { resultPath, output, assign }: Catcher, demand: Demand): Origin {
  const error: Dollar = (keys) => ({ type: "error", keys });
  if (demand.variable !== null) return originInAssign(assign, demand, (template, keys) => sourceInTemplate(template, keys, error), state);
  if (output) return originInCaughtOutput(state, sourceInTemplate(output, demand.keys, error), demand);
  return put(resultPath, demand, (keys, whole) => settle({ type: "error", keys }, state, whole ? "caught" : null));
}

/** `fields` brings the Assign and Output: the state, or the rule by which a Choice is left. */
function originInOutput(state: State, fields: State | ChoiceRule, demand: Demand): Origin {
  const output = "output" in fields ? fields.output : undefined;
  const assign = "assign" in fields ? fields.assign : undefined;
  const dollar: Dollar = "resultPath" in state ? (keys) => ({ type: "result", keys }) : (keys) => workedOn(state, keys);
  const made = (template: Template, keys: Keys): Source => sourceInTemplate(template, keys, dollar);
  if (demand.variable !== null) return originInAssign(assign, demand, made, state);
  if (output) return settle(made(output, demand.keys), state, isResult(state, output) ? "result" : null);
  return originBeforeOutputPath(state, demand);
}

/** Whether what the Output makes of the state's result, and of nothing else, takes the place of the whole input. */
function isResult(state: State, output: Template): boolean {
  return "resultPath" in state && state.type !== "Pass" && readsOnlyResult(output);
}

/** A catcher's Output says what is left when the error has come: what it leaves out is lost there, and so is what would have to be in an error output. */
function originInCaughtOutput(state: State, source: Source, { keys }: Demand): Origin {
  if (source.type === "absent") return { type: "absent", because: "caught" };
  return settle(source, state, source.type === "error" && source.keys.length === keys.length ? "caught" : null);
}

function originInAssign(
  assign: Template | undefined,
  demand: Demand,
  made: (template: Template, keys: Keys) => Source,
  state: State,
): Origin {
  if (assign === undefined || demand.variable === null || !assigns(assign, demand.variable)) return { type: "input", demand };
  return settle(made(assign, [demand.variable, ...demand.keys]), state, null);
}

function originBeforeOutputPath(state: State, demand: Demand): Origin {
  const path = "outputPath" in state ? state.outputPath : undefined;
  if (path === undefined) return originInCombined(state, demand);
  if (path === null) return demand.keys.length === 0 ? UNKNOWN : MISSHAPEN;
  const selected = demandOf(path);
  if (selected === null) return UNKNOWN;
  const more = below(selected, demand.keys);
  return more.variable === null ? originInCombined(state, more) : { type: "input", demand: more };
}

/** Where a value comes from in what ResultPath makes of a state's input and its result, before OutputPath. */
export function originInCombined(state: State, demand: Demand): Origin {
  switch (state.type) {
    case "Task":
    case "Pass":
    case "Parallel":
    case "Map":
      return put(state.resultPath, demand, (keys, whole) => originInResult(state, keys, whole));
    case "Choice":
    case "Wait":
    case "Succeed":
    case "Fail":
      return settle(workedOn(state, demand.keys), state, null);
  }
}

/** ResultPath: what lies at the path comes from the result, all else from the input. */
function put(resultPath: JsonPath | null | undefined, demand: Demand, inResult: (keys: Keys, whole: boolean) => Origin): Origin {
  if (resultPath === null) return { type: "input", demand };
  const { keys } = demand;
  const at = resultPath?.keys ?? [];
  if (isWithin(keys, at)) return inResult(keys.slice(at.length), at.length === 0);
  return keys.length > 0 && isWithin(at, keys) ? UNKNOWN : { type: "input", demand };
}

type Worker = TaskState | PassState | ParallelState | MapState;

function originInResult(state: Worker, keys: Keys, whole: boolean): Origin {
  const selector = "resultSelector" in state ? state.resultSelector : undefined;
  const source: Source = selector ? sourceInTemplate(selector, keys, (more) => ({ type: "result", keys: more })) : { type: "result", keys };
  return settle(source, state, whole ? "result" : null);
}

/** What the source is for the state; `replacing` says what took the place of the whole input, if anything did. */
function settle(source: Source, state: State, replacing: "caught" | "result" | null): Origin {
  switch (source.type) {
    case "input":
      return source;
    case "constant":
    case "unknown":
      return UNKNOWN;
    case "absent":
      return { type: "absent", because: replacing ?? "shape" };
    case "error":
      if (!hasErrorField(source.keys, replacing)) return { type: "absent", because: replacing ?? "shape" };
      return replacing === null ? UNKNOWN : { type: "error" };
    case "result":
      return originInRawResult(state, source.keys, replacing === null ? null : "result");
  }
}

/** An error output is `{Error, Cause}`; asked for as a whole, it is no substitute for the input that it replaced. */
function hasErrorField(keys: Keys, replacing: unknown): boolean {
  if (keys.length === 0) return replacing === null;
  return keys.length === 1 && (keys[0] === "Error" || keys[0] === "Cause");
}

function originInRawResult(state: State, keys: Keys, replacing: "result" | null): Origin {
  const [key] = keys;
  const there: Origin = replacing === null ? UNKNOWN : { type: "replaced" };
  const missing: Origin = { type: "absent", because: replacing ?? "shape" };
  switch (state.type) {
    case "Task": {
      const fields = typeof key === "string" ? resultFields(state.integration) : null;
      return fields === null || fields.includes(String(key)) ? there : missing;
    }
    case "Pass":
      return originInPass(state, keys);
    case "Parallel":
      if (typeof key === "number" && key >= 0) return { type: "branch", branch: key, demand: inputAt(keys.slice(1)) };
      // JSONata looks into every item of an array.
      return typeof key === "string" && state.queryLanguage === "JSONPath" ? missing : there;
    case "Map":
      return typeof key === "string" && state.queryLanguage === "JSONPath" && !state.resultWriter ? missing : there;
    case "Choice":
    case "Wait":
    case "Succeed":
    case "Fail":
      return UNKNOWN;
  }
}

function originInPass(state: PassState, keys: Keys): Origin {
  if (state.result !== undefined) return mayHold(state.result, keys) ? UNKNOWN : MISSHAPEN;
  const { arguments: template } = state;
  return settle(template ? sourceInTemplate(template, keys, (more) => workedOn(state, more)) : workedOn(state, keys), state, null);
}
