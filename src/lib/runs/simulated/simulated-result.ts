import type { ChoiceState, Flow, StateMachine, TaskState } from "../../asl/ast.ts";
import type { Transition } from "../../asl/graph.ts";
import { allFlows, reachableStates, transitionsOf } from "../../asl/graph.ts";
import type { JsonValue } from "../../base/json.ts";
import type { FailureEdge } from "../../saga/model.ts";
import { plainCondition } from "./plain-condition.ts";
import type { SeenPart } from "./result-view.ts";
import { resultView } from "./result-view.ts";
import type { Requirement } from "./satisfy-condition.ts";
import { meets, readsResult, satisfyAll } from "./satisfy-condition.ts";

/** What is known of the machine whose tasks are simulated. */
export interface SimulatedMachine {
  readonly machine: StateMachine;
  readonly failureEdges: readonly FailureEdge[];
}

/**
 * The raw output of a simulated task, changed where a Choice after it tests it, so that the Choice takes a way that leads on: not a failure
 * edge, and not back to the task. Left as it is where it takes such a way already, or where no value was found that does.
 */
export function simulatedResult({ machine, failureEdges }: SimulatedMachine, state: string, output: JsonValue): JsonValue {
  const flow = [...allFlows(machine)].find(({ states }) => states.has(state));
  const task = flow?.states.get(state);
  if (flow === undefined || task?.type !== "Task") return output;
  const view = resultView(task);
  const requirements: Requirement[] = [];
  let made = output;
  for (const choice of choicesAfter(flow, task)) {
    const failing = new Set(failureEdges.filter((edge) => edge.choice === choice.name).map(({ target }) => target));
    const ways = waysOn(flow, choice, task, failing).map((way) => requirementsOf(choice, way, view));
    const taken = ways.find((way) => way !== undefined && way.every((requirement) => meets(requirement, made, view)));
    const wanted = taken ?? ways.find((way) => way !== undefined && satisfyAll([...way, ...requirements], made, view) !== undefined);
    if (wanted === undefined) continue;
    requirements.push(...wanted);
    made = satisfyAll(requirements, made, view) ?? made;
  }
  return made;
}

/** The Choices that come after the task before any other Task does. */
function choicesAfter(flow: Flow, task: TaskState): readonly ChoiceState[] {
  if (task.next === undefined) return [];
  const reached = reachableStates(flow, task.next.value, (_, { type }) => type === "Choice" || type === "Pass" || type === "Wait");
  return [...reached].flatMap((name) => {
    const state = flow.states.get(name);
    return state?.type === "Choice" && state.inputPath === undefined ? [state] : [];
  });
}

function waysOn(flow: Flow, choice: ChoiceState, task: TaskState, failing: ReadonlySet<string>): readonly Transition[] {
  return transitionsOf(choice).filter(
    ({ target }) =>
      !failing.has(target.value) && !reachableStates(flow, target.value, (transition) => transition.type !== "catch").has(task.name),
  );
}

/** What makes a Choice take this way: its own rule holds, those before it do not. Undefined where its rule cannot be brought about. */
export function requirementsOf(choice: ChoiceState, way: Transition, view: readonly SeenPart[]): readonly Requirement[] | undefined {
  const rules = choice.choices.map(({ condition }) => plainCondition(condition));
  const before = (way.type === "choice" ? rules.slice(0, way.index) : rules).flatMap((condition) =>
    condition === undefined ? [] : [{ condition, wanted: false }],
  );
  if (way.type !== "choice") return before;
  const own = rules[way.index];
  return own !== undefined && readsResult(own, view) ? [{ condition: own, wanted: true }, ...before] : undefined;
}
