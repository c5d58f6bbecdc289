import type { ParallelState, TaskState } from "../asl/ast.ts";
import { allStates } from "../asl/graph.ts";
import { failureForGood, failureOnce, failuresOf, lateEffect, resultFault } from "../faults/enumerate-faults.ts";
import type { Fault } from "../faults/fault.ts";
import { failureResult } from "../runs/simulated/failure-result.ts";
import type { ResolvedMachine } from "../runs/machine/resolve-machine.ts";
import type { KnownTraces, Trace } from "./known-traces.ts";

/** Which faults the matrix is made of. */
export interface MatrixScope {
  /** Steps that time out may land late, and siblings in a Parallel after it has failed. */
  readonly late: boolean;
  /** 2 adds every pair of faults. */
  readonly depth: 1 | 2;
}

/** The faults of one case; it is the same execution as `sameAs`, where that is known. */
export interface PlannedCase {
  readonly faults: readonly Fault[];
  readonly sameAs: Trace | null;
}

/** Every single fault at what the saga reaches without one: its Tasks, and the ways out of a Choice that mean failure. */
export function singleFaults({ machine, model }: ResolvedMachine, known: KnownTraces, scope: MatrixScope): readonly PlannedCase[] {
  const base = known.base();
  const failures = tasksOf(machine)
    .filter(({ name }) => base.scheduled.has(name))
    .flatMap((task) => failuresOf(task, { late: scope.late && isForward(model, task.name) }));
  const edges = model.failureEdges.flatMap((edge) => {
    const output = edge.step === null ? undefined : base.outputs.get(edge.step);
    const result = output === undefined ? undefined : failureResult(machine, edge, output);
    return result === undefined || edge.step === null ? [] : [resultFault(edge.step, result)];
  });
  return [...failures, ...edges].map((fault) => ({ faults: [fault], sameAs: null }));
}

/** Under every single fault, each compensation that runs fails for good. */
export function failingCompensations({ machine, model }: ResolvedMachine, known: KnownTraces): readonly PlannedCase[] {
  const compensations = tasksOf(machine).filter(({ name }) => model.steps.get(name)?.role === "compensation");
  return known
    .singles()
    .flatMap(({ faults, scheduled }) =>
      compensations
        .filter(({ name }) => scheduled.has(name) && faults.every(({ state }) => state !== name))
        .map((task) => ({ faults: [...faults, failureForGood(task)], sameAs: null })),
    );
}

/** Under the same faults, each of these compensations fails once: the same execution as failing for good, where it was tried but once. */
export function compensationsFailingOnce(
  { machine }: ResolvedMachine,
  known: KnownTraces,
  failing: readonly PlannedCase[],
): readonly PlannedCase[] {
  const tasks = new Map(tasksOf(machine).map((task) => [task.name, task]));
  return failing.flatMap(({ faults }) => {
    const [compensation, ...others] = faults.toReversed();
    const task = compensation && tasks.get(compensation.state);
    if (compensation === undefined || task === undefined) return [];
    const once = failureOnce(task);
    const forGood = known.find(faults);
    const isSame = forGood !== undefined && forGood.observation !== null && sameError(once, compensation);
    return [{ faults: [...others.toReversed(), once], sameAs: isSame ? forGood : null }];
  });
}

/** Tasks that no case has made fail so far. */
export function untouchedTasks({ machine }: ResolvedMachine, known: KnownTraces): readonly string[] {
  return tasksOf(machine).flatMap(({ name }) => (known.isTarget(name) ? [] : [name]));
}

/** Every failure of Tasks that only a failing saga reaches, each behind the first faults that reach it, its carrier. */
export function recoveryFaults(
  { machine, model }: ResolvedMachine,
  known: KnownTraces,
  carriers: ReadonlyMap<string, Trace>,
  scope: MatrixScope,
): readonly PlannedCase[] {
  return tasksOf(machine).flatMap((task) => {
    const carrier = carriers.get(task.name);
    if (carrier === undefined) return [];
    return failuresOf(task, { late: scope.late && isForward(model, task.name) })
      .map((fault) => [...carrier.faults, fault])
      .filter((faults) => !known.has(faults))
      .map((faults) => ({ faults, sameAs: null }));
  });
}

/** One branch of a Parallel fails while a Task beside it is under way, and lands when all is over. */
export function landingSiblings({ machine, model }: ResolvedMachine, known: KnownTraces): readonly PlannedCase[] {
  const parallels = [...allStates(machine)].filter((state) => state.type === "Parallel");
  return known.singles().flatMap(({ faults, scheduled }) => {
    const [fault] = faults;
    if (fault === undefined || fault.effect.type !== "fail" || fault.effect.phase !== "before") return [];
    const beside = parallels.flatMap((parallel) => tasksBeside(parallel, fault.state));
    return [...new Set(beside)]
      .filter((state) => isForward(model, state) && (scheduled.has(state) || known.base().scheduled.has(state)))
      .map((state) => ({ faults: [fault, lateEffect(state)], sameAs: null }));
  });
}

function tasksBeside({ branches }: ParallelState, state: string): readonly string[] {
  const names = branches.map((branch) => tasksOf(branch).map(({ name }) => name));
  return names.some((branch) => branch.includes(state)) ? names.filter((branch) => !branch.includes(state)).flat() : [];
}

function tasksOf(flow: Parameters<typeof allStates>[0]): readonly TaskState[] {
  return [...allStates(flow)].filter((state) => state.type === "Task");
}

function isForward({ steps }: ResolvedMachine["model"], state: string): boolean {
  return steps.get(state)?.role === "forward";
}

function sameError({ effect: one }: Fault, { effect: other }: Fault): boolean {
  return one.type === "fail" && other.type === "fail" && one.error === other.error && one.phase === other.phase;
}
