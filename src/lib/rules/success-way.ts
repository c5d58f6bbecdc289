import type { MachineGraph } from "../saga/machine-graph.ts";
import { everAfter, reachable, successors } from "../saga/machine-graph.ts";
import type { SagaStep } from "../saga/model.ts";
import { failuresOf } from "./failing.ts";
import type { Subject } from "./rule.ts";

/** A machine's way to success, and where on it something is done already. */
export interface SuccessWay {
  readonly graph: MachineGraph;
  /** States on the way to success, in its order. */
  readonly states: ReadonlySet<string>;
  /** States that may run when an effect stands: those that ever come after a step with an effect that is done. */
  readonly afterEffect: ReadonlySet<string>;
  /** States that run only forward: those after the declared pivot. */
  readonly afterPivot: ReadonlySet<string>;
}

const known = new WeakMap<Subject, SuccessWay>();

/** The way of the machine to success; every rule gets the same. */
export function successWay(subject: Subject): SuccessWay {
  const way = known.get(subject) ?? findWay(subject);
  known.set(subject, way);
  return way;
}

function findWay(subject: Subject): SuccessWay {
  const { graph, forward: states } = failuresOf(subject);
  const steps = [...subject.model.steps.values()];
  const fromEffects = steps.filter(leavesEffect).flatMap(({ state }) => successors(graph, state));
  const fromPivots = steps.filter(({ pivot }) => pivot).flatMap(({ state }) => successors(graph, state));
  return {
    graph,
    states,
    afterEffect: new Set([...fromEffects, ...everAfter(graph, fromEffects)]),
    afterPivot: new Set(reachable(graph, fromPivots)),
  };
}

/** Whether the step has an effect that somebody has to undo. */
function leavesEffect({ role, noCompensation }: SagaStep): boolean {
  return role === "forward" && noCompensation === null;
}
