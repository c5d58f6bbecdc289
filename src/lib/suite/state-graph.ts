import type { Flow, StateMachine } from "../asl/ast.ts";
import { allFlows, nestedFlows } from "../asl/graph.ts";
import { waysOut } from "../saga/graph/ways-out.ts";
import type { Role, SagaModel } from "../saga/model.ts";
import type { VisitRecord } from "./observation.ts";

/** The states of a machine and their ways, with how many cases took them. */
export interface StateGraph {
  readonly start: string;
  /** In the order of the definition, outer before inner. */
  readonly states: readonly GraphState[];
  readonly ways: readonly GraphWay[];
}

/** One state of the graph. */
export interface GraphState {
  readonly name: string;
  readonly type: string;
  readonly role: Role;
  /** Cases that entered it. */
  readonly cases: number;
}

/** `inside` leads from a Parallel or Map to the first state of a flow that it holds. */
export interface GraphWay {
  readonly from: string;
  readonly to: string;
  readonly type: "next" | "choice" | "default" | "catch" | "inside";
}

/** How often cases entered each state. */
export interface StateCounts {
  readonly add: (visits: readonly VisitRecord[]) => void;
  readonly of: (state: string) => number;
}

/** Counts each state once for each case. */
export function createStateCounts(): StateCounts {
  const counts = new Map<string, number>();
  return {
    add(visits) {
      for (const state of new Set(visits.map((visit) => visit.state))) counts.set(state, (counts.get(state) ?? 0) + 1);
    },
    of: (state) => counts.get(state) ?? 0,
  };
}

/** The graph of a machine with the counts so far. */
export function stateGraph(machine: StateMachine, model: SagaModel, counts: StateCounts): StateGraph {
  const flows = [...allFlows(machine)];
  return {
    start: machine.startAt.value,
    states: flows.flatMap(({ states }) =>
      [...states.values()].map(({ name, type }) => ({
        name,
        type,
        role: model.steps.get(name)?.role ?? "control",
        cases: counts.of(name),
      })),
    ),
    ways: flows.flatMap(waysOf),
  };
}

function waysOf({ states }: Flow): readonly GraphWay[] {
  return [...states.values()].flatMap((state) => [
    ...waysOut(state).map(({ type, target }) => ({ from: state.name, to: target.value, type })),
    ...nestedFlows(state).map((flow) => ({ from: state.name, to: flow.startAt.value, type: "inside" as const })),
  ]);
}
