import { allStates } from "../asl/graph.ts";
import { failureForGood, failureOnce, failuresOf, lateEffect } from "../faults/enumerate-faults.ts";
import type { ResolvedMachine } from "../runs/machine/resolve-machine.ts";

/** Whether a case of the machine's matrix may have a name that holds this text: false only where none can. */
export function mayBeNamed({ name, machine, model }: ResolvedMachine, text: string): boolean {
  // The result that makes a Choice take such a way is known only when the saga has run.
  if (model.failureEdges.length > 0) return true;
  const faults = [...allStates(machine)].flatMap((state) =>
    state.type === "Task" ? [...failuresOf(state, { late: true }), failureForGood(state), failureOnce(state), lateEffect(state.name)] : [],
  );
  const parts = ["no fault", ...faults.map((fault) => fault.text)].map((part) => `${name}: ${part}`);
  return text.split("+").every((piece) => parts.some((part) => part.includes(piece.trim())));
}
