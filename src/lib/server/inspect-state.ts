import type { MapState, PassState, State, TaskState } from "../asl/ast.ts";
import type { JsonObject, JsonValue } from "../base/json.ts";
import { isArray } from "../base/json.ts";
import type { TaskReply } from "../engine/task.ts";
import { present } from "../targets/embedded/present.ts";
import type { SingleState } from "./single-state.ts";
import { asTask, assignedVariables, plainPass, runSingleState } from "./single-state.ts";

/** The value of a state that has only some of the tested state's fields; undefined where it fails. */
type ValueOf = (state: State) => Promise<JsonValue | undefined>;

/**
 * What a state makes of its data step by step, as the inspection data of TestState. Each step is a state of its own that has only the
 * fields up to there, run on the engine; a step that fails, and those that need it, are left out.
 */
export async function inspect(single: SingleState, reply: () => TaskReply | undefined): Promise<JsonObject> {
  const { state, input, variables } = single;
  const valueOf = valuesIn(single);
  const jsonPath = state.queryLanguage === "JSONPath";
  const steps = {
    ...(jsonPath ? await jsonPathSteps(state, valueOf) : await jsonataSteps(state, valueOf)),
    ...(await mapSteps(state, valueOf)),
  };
  const done = reply();
  const assigned = assignedVariables(await runSingleState({ ...single, state: done ? asTask(state) : state }), state.name);
  const all = { ...variables, ...assigned };
  return present({
    input: JSON.stringify(input),
    ...asTexts(steps),
    result: done?.type === "succeeded" ? JSON.stringify(done.output) : undefined,
    variables: Object.keys(all).length === 0 ? undefined : JSON.stringify(all),
  });
}

/** What a Map's limits come to, and how many items it has. */
export async function mapLimits(single: SingleState, state: MapState): Promise<MapLimits> {
  const steps = await mapSteps(state, valuesIn(single));
  const items = steps["afterItemsPath"] ?? steps["afterItemsPointer"] ?? single.input;
  const numberOf = (value: JsonValue | undefined): number => (typeof value === "number" ? value : 0);
  return {
    items: isArray(items) ? items.length : 0,
    toleratedFailureCount: numberOf(steps["toleratedFailureCount"]),
    toleratedFailurePercentage: numberOf(steps["toleratedFailurePercentage"]),
  };
}

interface MapLimits {
  readonly items: number;
  readonly toleratedFailureCount: number;
  readonly toleratedFailurePercentage: number;
}

function valuesIn(single: SingleState): ValueOf {
  return async (step) => {
    const end = await runSingleState({ ...single, state: step });
    return end.ok ? end.output : undefined;
  };
}

type Steps = Readonly<Record<string, JsonValue | undefined>>;

async function jsonPathSteps(state: State, valueOf: ValueOf): Promise<Steps> {
  if (state.type === "Fail") return {};
  const { inputPath } = state;
  const steps: Record<string, JsonValue | undefined> = { afterInputPath: await valueOf({ ...plainPass(state), inputPath }) };
  if ("arguments" in state && state.arguments && state.type !== "Map")
    steps["afterParameters"] = await valueOf({ ...plainPass(state), inputPath, arguments: state.arguments });
  const work = asTask(state);
  if (work.type === "Task") {
    const selected: TaskState = { ...work, retry: [], catch: [], outputPath: undefined };
    steps["afterResultSelector"] = await valueOf({ ...selected, resultPath: undefined });
    steps["afterResultPath"] = await valueOf(selected);
  } else if (work.type === "Pass") steps["afterResultPath"] = await valueOf({ ...work, outputPath: undefined });
  return steps;
}

async function jsonataSteps(state: State, valueOf: ValueOf): Promise<Steps> {
  if (!("arguments" in state) || !state.arguments) return {};
  return { afterArguments: await valueOf({ ...plainPass(state), output: state.arguments }) };
}

async function mapSteps(state: State, valueOf: ValueOf): Promise<Steps> {
  if (state.type !== "Map") return {};
  const jsonPath = state.queryLanguage === "JSONPath";
  const evaluated = async (template: PassState["arguments"]): Promise<JsonValue | undefined> => {
    if (template === undefined) return undefined;
    const pass = plainPass(state);
    return valueOf(jsonPath ? { ...pass, inputPath: state.inputPath, arguments: template } : { ...pass, output: template });
  };
  const selects = state.itemSelector ?? state.arguments;
  return {
    [jsonPath ? "afterItemsPath" : "afterItemsPointer"]: await evaluated(state.items),
    afterItemSelector: selects && (await valueOf(onlySelecting(state))),
    toleratedFailureCount: await evaluated(state.toleratedFailureCount),
    toleratedFailurePercentage: await evaluated(state.toleratedFailurePercentage),
    maxConcurrency: await evaluated(state.maxConcurrency),
  };
}

/** The Map with a processor that passes its items on. */
function onlySelecting(state: MapState): MapState {
  const { processor, span } = state;
  const pass = { ...plainPass(state), name: "Item" };
  const startAt = { value: pass.name, span };
  return {
    ...state,
    mode: "INLINE",
    itemReader: undefined,
    itemBatcher: undefined,
    resultWriter: undefined,
    output: undefined,
    assign: undefined,
    resultSelector: undefined,
    resultPath: undefined,
    outputPath: undefined,
    retry: [],
    catch: [],
    processor: { ...processor, startAt, states: new Map([[pass.name, pass]]) },
  };
}

/** Data as JSON text, as the API has it; numbers stay numbers. */
function asTexts(steps: Steps): Steps {
  return Object.fromEntries(
    Object.entries(steps).map(([name, value]) => [name, value === undefined || LIMITS.has(name) ? value : JSON.stringify(value)]),
  );
}

const LIMITS: ReadonlySet<string> = new Set(["toleratedFailureCount", "toleratedFailurePercentage", "maxConcurrency"]);
