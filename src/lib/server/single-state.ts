import type { Flow, PassState, State, StateMachine, SucceedState, TaskState } from "../asl/ast.ts";
import { transitionsOf } from "../asl/graph.ts";
import { integrationOf } from "../asl/integration.ts";
import type { JsonObject, JsonValue } from "../base/json.ts";
import type { Span } from "../base/span.ts";
import type { FinishedRun } from "../engine/run-machine.ts";
import { localIdentity, runMachine } from "../engine/run-machine.ts";
import type { TaskPerformer } from "../engine/task.ts";
import type { HistoryEvent } from "../history/event.ts";
import { payloadValue } from "../history/payload.ts";

/** A state to run by itself, and what it runs with. */
export interface SingleState {
  readonly state: State;
  readonly machine: StateMachine;
  readonly input: JsonValue;
  readonly variables: JsonObject;
  /** Members of the context object. */
  readonly context: JsonObject;
  readonly perform: TaskPerformer;
  readonly startTime: number;
}

/** What came of it. */
export type SingleStateEnd =
  | { readonly ok: true; readonly output: JsonValue; readonly next: string | undefined }
  | { readonly ok: false; readonly error: string | undefined; readonly cause: string | undefined };

/** Runs one state on the engine, in virtual time: whatever it leads to is a Succeed that only shows where it went and with what. */
export async function runSingleState(single: SingleState): Promise<SingleStateEnd & { readonly events: readonly HistoryEvent[] }> {
  const { machine, input, perform, startTime } = single;
  const identity = { ...localIdentity("TestState", "test-state"), context: single.context };
  const { events, result } = await runMachine({ machine: { ...machine, ...flowOf(single) }, input, perform, identity, startTime });
  if (result.status !== "SUCCEEDED") return { ok: false, error: result.error, cause: result.cause, events };
  return { ok: true, output: result.output, next: nextStateOf(events, single.state.name), events };
}

/** The variables that the state assigned, as JSON values. */
export function assignedVariables({ events }: Pick<FinishedRun, "events">, state: string): JsonObject {
  const exit = events.find((event) => event.type.endsWith("StateExited") && "name" in event.details && event.details.name === state);
  const assigned = exit && "assignedVariables" in exit.details ? (exit.details.assignedVariables ?? {}) : {};
  return Object.fromEntries(Object.entries(assigned).map(([name, payload]) => [name, payloadValue(payload)]));
}

/** A state that does what a Parallel or Map does with its data, and has its work done by a mock. */
export function asTask(state: State): State {
  if (state.type !== "Parallel" && state.type !== "Map") return state;
  const { resultSelector, resultPath, retry, retryUnread, catch: catchers, next, end, inputPath, outputPath, output, assign } = state;
  const { name, nameSpan, span, comment, queryLanguage } = state;
  const task: TaskState = {
    type: "Task",
    name,
    nameSpan,
    span,
    comment,
    queryLanguage,
    inputPath,
    outputPath,
    output,
    assign,
    next,
    end,
    resultSelector,
    resultPath,
    retry,
    retryUnread,
    catch: catchers,
    arguments: state.type === "Parallel" ? state.arguments : undefined,
    resource: { value: "", span },
    integration: integrationOf(""),
    timeoutSeconds: undefined,
    heartbeatSeconds: undefined,
    credentials: undefined,
  };
  return task;
}

/** Names that no definition has. */
const TESTED = "\u0000tested";
const VARIABLES = "\u0000variables";

/** The state under another name, so that it may lead to itself, and before it one that assigns the variables. */
function flowOf({ state, variables }: SingleState): Pick<Flow, "startAt" | "states"> {
  const { span } = state;
  const states = new Map<string, State>(transitionsOf(state).map(({ target }) => [target.value, landing(target.value, span)]));
  const tested = { value: TESTED, span };
  states.set(TESTED, state);
  if (Object.keys(variables).length === 0) return { startAt: tested, states };
  const assign = { type: "literal", value: variables, span } as const;
  states.set(VARIABLES, { ...plainPass(state), name: VARIABLES, queryLanguage: "JSONPath", assign, next: tested, end: false });
  return { startAt: { value: VARIABLES, span }, states };
}

/** A Pass in a state's place that passes its input on as it is. */
export function plainPass({ name, span, queryLanguage }: State): PassState {
  const nothing = { arguments: undefined, result: undefined, resultPath: undefined, next: undefined };
  return { ...landing(name, span), ...nothing, type: "Pass", queryLanguage, end: true };
}

function landing(name: string, span: Span): SucceedState {
  return {
    type: "Succeed",
    name,
    nameSpan: span,
    span,
    comment: undefined,
    queryLanguage: "JSONPath",
    inputPath: undefined,
    outputPath: undefined,
    output: undefined,
    assign: undefined,
  };
}

function nextStateOf(events: readonly HistoryEvent[], state: string): string | undefined {
  const entered = events
    .filter((event) => event.type.endsWith("StateEntered"))
    .map(({ details }) => ("name" in details ? details.name : ""));
  return entered[entered.indexOf(state) + 1];
}
