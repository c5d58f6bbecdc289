import type { Bits } from "../../base/bits.ts";
import { addBit, eachBit, hasBit, meetBits, noBits, subtractBits } from "../../base/bits.ts";
import type { Flow } from "../../asl/ast.ts";
import { allStates, nestedFlows } from "../../asl/graph.ts";
import type { Failure, FailureAnalysis } from "./failures.ts";
import type { Holder, MachineGraph } from "../graph/machine-graph.ts";
import { indexOf } from "../graph/machine-graph.ts";
import type { SagaModel } from "../model.ts";

/** The steps (by index) of a Parallel's other branches or a Map's other iterations whose effect may stand when a failure ends it, and that nothing undoes then. */
export function leftBeside({ graph, effects }: FailureAnalysis, { steps }: SagaModel, { state, flow }: Holder, { some }: Failure): Bits {
  const left = noBits(graph.names.length);
  const inside = statesIn(graph, nestedFlows(state));
  const own = statesIn(graph, [flow]);
  // What the failing iteration runs undoes its own effect, and none of the others'.
  const undoes = (compensation: string): boolean =>
    some.has(compensation) && (state.type !== "Map" || !hasBit(own, indexOf(graph, compensation)));
  if (state.type !== "Map") subtractBits(inside, own);
  meetBits(inside, effects.beside(state, flow));
  for (const index of eachBit(inside)) {
    if (!(steps.get(graph.names[index] ?? "")?.compensations ?? []).some(undoes)) addBit(left, index);
  }
  return left;
}

function statesIn(graph: MachineGraph, flows: readonly Flow[]): Bits {
  const inside = noBits(graph.names.length);
  for (const flow of flows) for (const { name } of allStates(flow)) addBit(inside, indexOf(graph, name));
  return inside;
}
