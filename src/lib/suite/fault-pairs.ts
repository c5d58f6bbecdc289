import { allStates } from "../asl/graph.ts";
import { failuresOf } from "../faults/enumerate-faults.ts";
import type { Fault } from "../faults/fault.ts";
import type { ResolvedMachine } from "../runs/machine/resolve-machine.ts";
import type { KnownTraces } from "./known-traces.ts";

/** Two faults at different states. `equal`: the execution is that of one of them alone; `known`: it has run already. */
export interface FaultPair {
  readonly faults: readonly [Fault, Fault];
  readonly verdict: "new" | "equal" | "known";
}

/**
 * Every pair of failures of the Tasks that the matrix has reached, each pair once.
 *
 * A pair is `equal` where one fault alone makes an execution that never schedules the other one's Task. The engine is deterministic: it asks
 * for the same tasks in the same order as long as the answers are the same, and a fault changes nothing before its Task is scheduled. So the
 * second fault is never hit, and the execution with both is the execution with the first, which has been judged.
 */
export function* faultPairs({ machine }: ResolvedMachine, known: KnownTraces): Generator<FaultPair> {
  const faults = [...allStates(machine)]
    .filter((state) => state.type === "Task")
    .filter(({ name }) => known.isTarget(name))
    .flatMap((task) => failuresOf(task, { late: false }));
  const alone = known.singles();
  const base = known.base();
  const scheduledUnder = new Map(
    faults.map((fault) => {
      // A fault at a Task that the saga reaches only when it fails changes nothing alone.
      const trace = alone.find(({ faults: [own] }) => own?.text === fault.text) ?? base;
      return [fault, trace.scheduled];
    }),
  );
  for (const [index, first] of faults.entries()) {
    for (const second of faults.slice(index + 1)) {
      if (first.state === second.state) continue;
      const meet = scheduledUnder.get(first)?.has(second.state) && scheduledUnder.get(second)?.has(first.state);
      const pair = [first, second] as const;
      yield { faults: pair, verdict: !meet ? "equal" : known.has(pair) ? "known" : "new" };
    }
  }
}
