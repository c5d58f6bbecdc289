import type { State } from "../../asl/ast.ts";
import type { MachineGraph, StatePlace } from "../graph/machine-graph.ts";
import { liesIn } from "../graph/machine-graph.ts";
import type { SagaStep } from "../model.ts";
import type { Demand } from "./data-demand.ts";
import { isWithin } from "./data-demand.ts";
import { savedPlaces } from "./data-made.ts";
import { readsOf } from "./data-reads.ts";
import { assigns } from "./data-source.ts";

/**
 * Whether whatever undoes the step reads what nothing but its success leaves there, as the id of a reservation: where the step fails,
 * none of it has anything to work on.
 */
export function undoOnlySuccess(graph: MachineGraph, { state, compensations }: Pick<SagaStep, "state" | "compensations">): boolean {
  const step = graph.states.get(state);
  if (step === undefined || compensations.length === 0) return false;
  return compensations.every((name) => readsResult(graph, graph.states.get(name)?.state, step));
}

function readsResult(graph: MachineGraph, state: State | undefined, { state: step, flow }: StatePlace): boolean {
  if (state === undefined || !liesIn(graph, state.name, flow)) return false;
  const othersLeave = (demand: Demand): boolean => graph.places.some((other) => other.state !== step && leaves(other.state, demand));
  return readsOf(state).reads.some(({ demand, optional }) => !optional && leaves(step, demand) && !othersLeave(demand));
}

/** Whether the state leaves it behind when it succeeds; what it reads there itself was there before. */
function leaves(state: State, demand: Demand): boolean {
  if (demand.variable !== null) return "assign" in state && assigns(state.assign, demand.variable) && !isRead(state, demand);
  return savedPlaces(state).some((keys) => isWithin(demand.keys, keys) && !isRead(state, { variable: null, keys }));
}

function isRead(state: State, { variable, keys }: Demand): boolean {
  return readsOf(state).reads.some(({ demand }) => demand.variable === variable && isWithin(demand.keys, keys));
}
