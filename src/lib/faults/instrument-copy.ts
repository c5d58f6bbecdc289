import type { JsonObject, JsonValue } from "../base/json.ts";
import { isArray, isObject, member } from "../base/json.ts";
import type { FaultEffect } from "./fault.ts";

/** Makes another state of one that a fault is for. */
export type Instrument = (state: JsonObject, name: string) => JsonObject;

/** A copy of a definition in which the named states are replaced, wherever they lie; everything else stays as it is. */
export function instrumentCopy(definition: JsonObject, faulted: ReadonlySet<string>, instrument: Instrument): JsonObject {
  const copyFlow = (flow: JsonValue): JsonValue =>
    isObject(flow) ? mapMembers(flow, (value, key) => (key === "States" ? copyStates(value) : value)) : flow;
  const copyStates = (states: JsonValue): JsonValue =>
    isObject(states) ? mapMembers(states, (state, name) => (isObject(state) ? copyState(state, name) : state)) : states;
  const copyState = (state: JsonObject, name: string): JsonObject => {
    if (faulted.has(name)) return instrument(state, name);
    return mapMembers(state, (value, key) => {
      if (key === "Branches" && isArray(value)) return value.map(copyFlow);
      return key === "ItemProcessor" || key === "Iterator" ? copyFlow(value) : value;
    });
  };
  return copyFlow(definition) as JsonObject;
}

/**
 * The Task with an activity in the place of its Resource: its Retry, Catch and timeouts stay its own, and the activity gets what the
 * Resource would have got. A task token belongs to the Resource, so its parameters go with it.
 */
export function activityInstrument(activityArn: string): Instrument {
  return (state) => {
    const resource = member(state, "Resource");
    const hasToken = typeof resource === "string" && resource.endsWith(".waitForTaskToken");
    const copied = without(state, hasToken ? ["Credentials", "Parameters", "Arguments"] : ["Credentials"]);
    return { ...copied, Resource: activityArn };
  };
}

/** What only a Task has. */
const TASK_FIELDS = [
  "Resource",
  "Credentials",
  "Parameters",
  "Arguments",
  "ResultSelector",
  "TimeoutSeconds",
  "TimeoutSecondsPath",
  "HeartbeatSeconds",
  "HeartbeatSecondsPath",
];

/** The Task as a Parallel of the same name that fails: an EXPRESS machine has no activities. Retry and Catch stay its own. */
export function failInstrument(effectOf: (state: string) => FaultEffect | undefined): Instrument {
  return (state, name) => {
    const effect = effectOf(name);
    if (effect?.type !== "fail") throw new Error(`No failure is wanted of "${name}"`);
    const { error, cause } = effect;
    const inner = `${name.slice(0, LONGEST_NAME - SUFFIX.length)}${SUFFIX}`;
    const branch = { StartAt: inner, States: { [inner]: { Type: "Fail", Error: error, Cause: cause } } };
    return { ...without(state, TASK_FIELDS), Type: "Parallel", Branches: [branch] };
  };
}

/** A state's name has at most 80 characters. */
const LONGEST_NAME = 80;
const SUFFIX = " (saga-cli fault)";

function without(object: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

function mapMembers(object: JsonObject, map: (value: JsonValue, key: string) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value, key)]));
}
