import type { Flow, State, StateMachine } from "../../asl/ast.ts";
import { nestedFlows } from "../../asl/graph.ts";
import type { Transition } from "../../asl/graph.ts";
import { waysOut } from "../../saga/graph/ways-out.ts";
import type { Role, SagaModel } from "../../saga/model.ts";

/** A flow as it is drawn. */
export interface DrawnFlow {
  readonly startAt: string;
  /** In the order of the definition. */
  readonly states: readonly DrawnState[];
}

export interface DrawnState {
  readonly name: string;
  readonly type: State["type"];
  readonly role: Role;
  readonly arrows: readonly Arrow[];
  /** Branches of a Parallel, the processor of a Map. */
  readonly flows: readonly DrawnFlow[];
}

/** A way out of a state. */
export interface Arrow {
  readonly target: string;
  /** `failure`: by a Catch, or by a Choice that found a failure in a result. */
  readonly type: "success" | "failure";
  /** Which errors, or which rule of a Choice; "" where nothing has to be said. */
  readonly label: string;
}

/** The states of a machine with their roles and the ways between them. */
export function drawMachine(machine: StateMachine, model: SagaModel): DrawnFlow {
  return drawFlow(machine, model);
}

function drawFlow(flow: Flow, model: SagaModel): DrawnFlow {
  return { startAt: flow.startAt.value, states: [...flow.states.values()].map((state) => drawState(state, model)) };
}

function drawState(state: State, model: SagaModel): DrawnState {
  return {
    name: state.name,
    type: state.type,
    role: model.steps.get(state.name)?.role ?? "control",
    arrows: waysOut(state).map((transition) => arrowOf(state, transition, model)),
    flows: nestedFlows(state).map((flow) => drawFlow(flow, model)),
  };
}

function arrowOf(state: State, { type, target, index }: Transition, { failureEdges }: SagaModel): Arrow {
  const fails = type === "catch" || failureEdges.some((edge) => edge.choice === state.name && edge.target === target.value);
  return { target: target.value, type: fails ? "failure" : "success", label: labelOf(state, type, index) };
}

function labelOf(state: State, type: Transition["type"], index: number): string {
  switch (type) {
    case "next":
      return "";
    case "default":
      return "otherwise";
    case "choice":
      return `rule ${index + 1}`;
    case "catch":
      return "catch" in state ? (state.catch[index]?.errorEquals ?? []).map(({ value }) => value).join(", ") : "";
  }
}
