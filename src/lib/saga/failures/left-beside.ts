import type { Bits } from "../../base/bits.ts";
import { addBit, eachBit, hasBit, meetBits, noBits } from "../../base/bits.ts";
import { allStates, nestedFlows } from "../../asl/graph.ts";
import type { Failure, FailureAnalysis } from "./failures.ts";
import type { Holder } from "../graph/machine-graph.ts";
import { indexOf } from "../graph/machine-graph.ts";
import type { SagaModel } from "../model.ts";

/** The steps (by index) of a Parallel's other branches or a Map's other iterations whose effect may stand when a failure ends it, and that nothing undoes then. */
export function leftBeside({ graph, effects }: FailureAnalysis, { steps }: SagaModel, { state, flow }: Holder, { some }: Failure): Bits {
  const left = noBits(graph.names.length);
  for (const other of nestedFlows(state)) {
    const standing = other === flow && state.type !== "Map" ? undefined : effects.during(other);
    if (standing === undefined) continue;
    const inside = noBits(graph.names.length);
    for (const { name } of allStates(other)) addBit(inside, indexOf(graph, name));
    // What the failing iteration runs undoes its own effect, and none of the others'.
    const undoes = (compensation: string): boolean =>
      some.has(compensation) && (other !== flow || !hasBit(inside, indexOf(graph, compensation)));
    const open = inside.slice();
    meetBits(open, standing);
    for (const index of eachBit(open)) {
      if (!(steps.get(graph.names[index] ?? "")?.compensations ?? []).some(undoes)) addBit(left, index);
    }
  }
  return left;
}
