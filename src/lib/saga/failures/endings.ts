import type { Bits } from "../../base/bits.ts";
import { addBit, hasBit, noBits, shareBits } from "../../base/bits.ts";
import { lazily } from "../../base/lazily.ts";
import type { Aftermath } from "../graph/aftermath.ts";
import { backwards, leadingTo } from "../graph/closure.ts";
import type { MachineGraph } from "../graph/machine-graph.ts";
import { endsFlow, indexOf } from "../graph/machine-graph.ts";
import type { SagaModel } from "../model.ts";

/** How what a failure leads to may end, by state. */
export interface Endings {
  /** Some way from there ends FAILED. */
  readonly mayFail: (name: string) => boolean;
  /** Some way from there ends SUCCEEDED, with nothing left to do on it. */
  readonly maySucceed: (name: string) => boolean;
  /** It is the last state of such a way that is not on the way to success itself. */
  readonly isLastBeforeSuccess: (name: string) => boolean;
}

interface Ground {
  readonly graph: MachineGraph;
  readonly forward: ReadonlySet<string>;
  readonly after: Aftermath;
  readonly model: SagaModel;
}

/** Tells how every state ends, without another failure. */
export function endings(ground: Ground): Endings {
  const { graph, forward, after } = ground;
  const fails = noBits(graph.names.length);
  const lasts = noBits(graph.names.length);
  const ahead = lazily(() => workAhead(ground));
  const isAllDone = (index: number): boolean => !hasBit(ahead(), index);
  for (const { index, state } of graph.places) {
    if (forward.has(state.name)) continue;
    const next = after.next[index] ?? [];
    if (next.length > 0) {
      if (next.some((target) => forward.has(graph.names[target] ?? "") && isAllDone(target))) addBit(lasts, index);
    } else if (endsFlow(state)) addBit(state.type === "Fail" ? fails : lasts, index);
  }
  const someRun = (name: string, ends: Bits): boolean => shareBits(after.some[indexOf(graph, name)] ?? noBits(0), ends);
  return {
    mayFail: (name) => someRun(name, fails),
    maySucceed: (name) => (forward.has(name) ? isAllDone(indexOf(graph, name)) : someRun(name, lasts)),
    isLastBeforeSuccess: (name) => hasBit(lasts, indexOf(graph, name)),
  };
}

/** The states from which a forward step, a decision or the finding of a failure is still to come on the way to success. */
function workAhead({ graph, forward, model }: Ground): Bits {
  const working = [...forward].filter((name) => {
    const role = model.steps.get(name)?.role;
    return role === "forward" || role === "decision" || model.failureEdges.some(({ choice }) => choice === name);
  });
  return leadingTo(
    working.map((name) => indexOf(graph, name)),
    backwards(graph.next),
  );
}
