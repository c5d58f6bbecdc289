import { eachBit } from "../../base/bits.ts";
import { postorder } from "../graph/closure.ts";
import { comesLast, endedBy } from "./ended-by.ts";
import type { Failure, FailureAnalysis } from "./failures.ts";
import { holdersLeft } from "./holders-left.ts";
import { leftBeside } from "./left-beside.ts";
import { indexOf } from "../graph/machine-graph.ts";
import type { SagaModel } from "../model.ts";

/** One way of a forward step to fail, and what undoes the effects before it then (docs/lint.md#coverage). */
export interface CoverageRow {
  readonly state: string;
  /** The error class; `UnnamedError` stands for every one that the definition does not name, null for a failure found in the result. */
  readonly error: string | null;
  /** The compensations that run then, in their order. */
  readonly compensations: readonly string[];
  /**
   * Whether every effect that may stand then, in what is aborted beside it, too, and needs a compensation has one that runs. Where the saga
   * goes on by an alternative, that one's own failure answers for what was before.
   */
  readonly covered: boolean;
  /** Whether nothing takes the error, so that the execution fails at once. */
  readonly escapes: boolean;
}

/** The compensation coverage: every forward step by every error class that it can raise, in the order of the definition. */
export function coverageOf(analysis: FailureAnalysis, model: SagaModel): readonly CoverageRow[] {
  const detoured = new Set(model.detours.map(({ state }) => state));
  return analysis.failures
    .filter(({ state }) => model.steps.get(state)?.role === "forward")
    .map((failure) => ({
      state: failure.state,
      error: failure.error,
      compensations: compensationsFrom(analysis, model, failure),
      covered: isCovered(analysis, model, failure, detoured),
      escapes: failure.target === null,
    }));
}

/** How much of the coverage holds, in percent; 100 where there is nothing to cover. */
export function coveragePercent(rows: readonly CoverageRow[]): number {
  return rows.length === 0 ? 100 : (100 * rows.filter(({ covered }) => covered).length) / rows.length;
}

/** Whether a failure is answered by an alternative, and turns back on no way. */
function goesOn({ endings }: FailureAnalysis, { state, error, handler, target }: Failure, detoured: ReadonlySet<string>): boolean {
  if (target === null || !detoured.has(error === null ? state : (handler ?? state))) return false;
  return !endings.mayFail(target) && !endings.maySucceed(target);
}

function isCovered(analysis: FailureAnalysis, model: SagaModel, failure: Failure, detoured: ReadonlySet<string>): boolean {
  const { graph } = analysis;
  const failing = model.steps.get(failure.state);
  // Nothing else takes it back, and the work is to stay.
  if (failing !== undefined && comesLast(model, failing)) return failure.target !== null;
  const isDone = (name: string): boolean => {
    const step = model.steps.get(name);
    return step === undefined || step.optional || step.noCompensation !== null;
  };
  if (!goesOn(analysis, failure, detoured) && ![...failure.open.without(failure.undone.bits)].every(isDone)) return false;
  return holdersLeft(graph, failure).every((holder) =>
    eachBit(leftBeside(analysis, model, holder, failure)).every((index) => isDone(graph.names[index] ?? "")),
  );
}

function compensationsFrom({ graph, after }: FailureAnalysis, model: SagaModel, { target }: Failure): readonly string[] {
  if (target === null) return [];
  const order = postorder(graph.names.length, [indexOf(graph, target)], (index) => after.next[index] ?? []).toReversed();
  const steps = order.flatMap((index) => model.steps.get(graph.names[index] ?? "") ?? []);
  return steps.filter((step) => step.role === "compensation" || endedBy(step).length > 0).map(({ state }) => state);
}
