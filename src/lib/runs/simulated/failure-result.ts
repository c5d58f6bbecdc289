import type { StateMachine, TaskState } from "../../asl/ast.ts";
import { allFlows, transitionsOf } from "../../asl/graph.ts";
import type { JsonValue } from "../../base/json.ts";
import { isObject, member } from "../../base/json.ts";
import type { FailureEdge } from "../../saga/model.ts";
import { resultView } from "./result-view.ts";
import { satisfyAll } from "./satisfy-condition.ts";
import { requirementsOf } from "./simulated-result.ts";

/**
 * The result of the step whose Choice then takes the failure edge, made of a raw output of that step (`STATE=JSON` takes it as it is);
 * undefined where none was found, or where the edge tests no single step.
 */
export function failureResult(machine: StateMachine, edge: FailureEdge, output: JsonValue): JsonValue | undefined {
  const flow = [...allFlows(machine)].find(({ states }) => states.has(edge.choice));
  const choice = flow?.states.get(edge.choice);
  const task = edge.step === null ? undefined : flow?.states.get(edge.step);
  if (choice?.type !== "Choice" || task?.type !== "Task") return undefined;
  const view = resultView(task);
  for (const way of transitionsOf(choice).filter(({ target }) => target.value === edge.target)) {
    const requirements = requirementsOf(choice, way, view);
    const made = requirements === undefined ? undefined : satisfyAll(requirements, output, view);
    if (made !== undefined) return withoutEnvelope(task, made);
  }
  return undefined;
}

/** What a handler would have to return for this raw output. */
function withoutEnvelope({ integration: { kind, service, action } }: TaskState, output: JsonValue): JsonValue {
  if (kind !== "service" || !isObject(output)) return output;
  if (service === "lambda" && action === "invoke") return member(output, "Payload") ?? null;
  return service === "http" ? (member(output, "ResponseBody") ?? null) : output;
}
