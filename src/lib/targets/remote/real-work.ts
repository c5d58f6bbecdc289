import type { TaskState } from "../../asl/ast.ts";
import type { JsonObject, JsonValue } from "../../base/json.ts";
import { isObject } from "../../base/json.ts";
import type { TaskOutcome, TaskPerformer, TaskRequest } from "../../engine/task.ts";
import type { HistoryEvent } from "../../history/event.ts";
import { payloadValue } from "../../history/payload.ts";
import { followHistory } from "../endpoint/follow-history.ts";
import type { SfnClient } from "../endpoint/sfn-client.ts";
import type { TemporaryResources } from "./temporary-resources.ts";

/** Does the work of faulted Tasks that is really wanted, with the original Resource. */
export interface RealWork {
  readonly perform: TaskPerformer;
  /** The events of the execution that did it, by the request's id. */
  readonly events: ReadonlyMap<number, readonly HistoryEvent[]>;
}

/** A machine of one state for every faulted Task that needs it, made when it is needed; it gets the evaluated parameters as its input. */
export function realWork(
  client: SfnClient,
  resources: TemporaryResources,
  faulted: ReadonlyMap<string, TaskState>,
  interrupted: AbortSignal | undefined,
): RealWork {
  const machines = new Map<string, Promise<string>>();
  const events = new Map<number, readonly HistoryEvent[]>();

  function machineFor(request: TaskRequest): Promise<string> {
    const state = faulted.get(request.state);
    if (state === undefined) throw new Error(`${request.state} is not a faulted Task`);
    const definition = JSON.stringify(oneState(state, request.parameters));
    const known = machines.get(definition);
    if (known !== undefined) return known;
    const made = resources.machine(definition, "STANDARD");
    machines.set(definition, made);
    return made;
  }

  return {
    events,
    async perform(request, unwanted) {
      const signal = interrupted ? AbortSignal.any([interrupted, unwanted]) : unwanted;
      const executionArn = await resources.start(await machineFor(request), JSON.stringify(request.parameters));
      const history: HistoryEvent[] = [];
      for await (const batch of followHistory(client, executionArn, { signal })) history.push(...batch);
      resources.ended(executionArn);
      events.set(request.id, history);
      return outcomeOf(history);
    },
  };
}

/**
 * The Task alone. Each parameter comes from the input by its name, so that nothing in their values is ever taken for a path or an
 * expression.
 */
function oneState({ name, resource, integration, credentials }: TaskState, parameters: JsonValue): JsonObject {
  const takesInput = integration.kind === "lambda-function" || integration.kind === "activity";
  const named = isObject(parameters) && !takesInput ? { Parameters: byName(Object.keys(parameters)) } : {};
  const role = credentials?.type === "literal" ? { Credentials: credentials.value } : {};
  return { StartAt: name, States: { [name]: { Type: "Task", Resource: resource.value, ...named, ...role, End: true } } };
}

function byName(keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    keys.map((key) => [`${key}.$`, /^[A-Za-z_]\w*$/.test(key) ? `$.${key}` : `$['${key.replaceAll(/['\\]/g, String.raw`\$&`)}']`]),
  );
}

function outcomeOf(history: readonly HistoryEvent[]): TaskOutcome {
  const last = history.at(-1);
  if (last?.type === "ExecutionSucceeded") return { type: "succeeded", output: payloadValue(last.details.output) };
  const { error, cause } = last?.type === "ExecutionFailed" ? last.details : {};
  return { type: "failed", ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
}
