import type { Bits } from "../../base/bits.ts";
import { addBit, hasBit, noBits, shareBits } from "../../base/bits.ts";
import { lazily } from "../../base/lazily.ts";
import type { Aftermath } from "../graph/aftermath.ts";
import { endedBy } from "./ended-by.ts";
import { isWork } from "./is-work.ts";
import { backwards, leadingTo } from "../graph/closure.ts";
import type { MachineGraph } from "../graph/machine-graph.ts";
import { endsFlow, indexOf } from "../graph/machine-graph.ts";
import { stateSet } from "../graph/state-set.ts";
import type { SagaModel } from "../model.ts";

/** How what a failure leads to may end, by state. */
export interface Endings {
  /** Some way from there ends FAILED. */
  readonly mayFail: (name: string) => boolean;
  /** Some way from there comes to a Choice, behind all work, that leads what it finds failed to a Fail. */
  readonly mayBeFound: (name: string) => boolean;
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
  const finds = noBits(graph.names.length);
  const lasts = noBits(graph.names.length);
  const ahead = lazily(() => stillAhead(ground));
  const isAllDone = (index: number): boolean => !hasBit(ahead().work, index) && !hasBit(ahead().finding, index);
  const isFound = (index: number): boolean => !hasBit(ahead().work, index) && hasBit(ahead().finding, index);
  for (const { index, state } of graph.places) {
    if (forward.has(state.name)) continue;
    const next = after.next[index] ?? [];
    if (next.length > 0) {
      const onward = next.filter((target) => forward.has(graph.names[target] ?? ""));
      if (onward.some(isAllDone)) addBit(lasts, index);
      if (onward.some(isFound)) addBit(finds, index);
    } else if (endsFlow(state)) addBit(state.type === "Fail" ? fails : lasts, index);
  }
  const someRun = (name: string, ends: Bits): boolean => shareBits(after.some[indexOf(graph, name)] ?? noBits(0), ends);
  return {
    mayFail: (name) => someRun(name, fails),
    mayBeFound: (name) => (forward.has(name) ? isFound(indexOf(graph, name)) : someRun(name, finds)),
    maySucceed: (name) => (forward.has(name) ? isAllDone(indexOf(graph, name)) : someRun(name, lasts)),
    isLastBeforeSuccess: (name) => hasBit(lasts, indexOf(graph, name)),
  };
}

/** States from which something is still to come on the way to success. */
interface Ahead {
  /** A forward step or a decision, or a Choice that finds a failure and leads to what undoes something. */
  readonly work: Bits;
  /** A Choice that finds a failure, and leads to nothing but its report. */
  readonly finding: Bits;
}

function stillAhead({ graph, forward, after, model }: Ground): Ahead {
  const before = backwards(graph.next);
  const undoes = (name: string): boolean =>
    [...stateSet(graph, after.some[indexOf(graph, name)] ?? noBits(0))].some((reached) => {
      const step = model.steps.get(reached);
      return step !== undefined && endedBy(step).length > 0;
    });
  const [undoing, reporting] = [new Set<string>(), new Set<string>()];
  for (const { choice, target } of model.failureEdges) (undoes(target) ? undoing : reporting).add(choice);
  const leading = (test: (name: string) => boolean): Bits =>
    leadingTo(
      [...forward].filter(test).map((name) => indexOf(graph, name)),
      before,
    );
  return { work: leading((name) => isWork(model.steps.get(name)) || undoing.has(name)), finding: leading((name) => reporting.has(name)) };
}
