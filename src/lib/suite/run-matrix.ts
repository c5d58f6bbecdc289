import type { ResolvedMachine } from "../runs/machine/resolve-machine.ts";
import type { CaseRunner } from "./case-runner.ts";
import { faultPairs } from "./fault-pairs.ts";
import type { KnownTraces, Trace } from "./known-traces.ts";
import { createKnownTraces } from "./known-traces.ts";
import type { MatrixCaseOptions, MatrixCases } from "./matrix-cases.ts";
import { openMatrixCases } from "./matrix-cases.ts";
import type { MatrixScope, PlannedCase } from "./matrix-plans.ts";
import {
  compensationsFailingOnce,
  failingCompensations,
  landingSiblings,
  recoveryFaults,
  singleFaults,
  untouchedTasks,
} from "./matrix-plans.ts";

/** What the fault matrix of one machine is made of, and what becomes of its cases. */
export interface MatrixOptions extends MatrixScope, MatrixCaseOptions {}

/** How many cases the matrix held, and how many executions it could spare. */
export interface MatrixCounts {
  readonly cases: number;
  /** Cases that are the execution of another case. */
  readonly shared: number;
  /** Pairs that are the execution of one of their faults alone. */
  readonly prunedPairs: number;
  readonly pairs: number;
}

/** Runs the fault matrix (docs/test.md#the-fault-matrix): first without a fault, then stage by stage what the cases before have reached. */
export async function runMatrix(resolved: ResolvedMachine, runner: CaseRunner, options: MatrixOptions): Promise<MatrixCounts> {
  const known = createKnownTraces();
  const cases = openMatrixCases(resolved, runner, known, options);
  const pairs = { prunedPairs: 0, pairs: 0 };
  await runStages(resolved, known, cases, options, pairs);
  return { ...cases.counts(), ...pairs };
}

/** The stages in their order; each but the first is planned by what the ones before it have shown. */
async function runStages(
  resolved: ResolvedMachine,
  known: KnownTraces,
  cases: MatrixCases,
  scope: MatrixScope,
  pairs: PairCounts,
): Promise<void> {
  if (!(await cases.runAll([{ faults: [], sameAs: null }]))) return;
  known.addTargets(known.base().scheduled);
  if (!(await cases.runAll(singleFaults(resolved, known, scope)))) return;
  const failing = failingCompensations(resolved, known);
  if (!(await cases.runWanted(failing))) return;
  if (!(await cases.runWanted(compensationsFailingOnce(resolved, known, failing)))) return;
  if (!(await runRecoveryFaults(resolved, known, cases, scope))) return;
  if (scope.late && !(await cases.runWanted(landingSiblings(resolved, known)))) return;
  if (scope.depth === 2) await cases.runLast(newPairs(resolved, known, pairs));
}

/** What fails behind a failure may reach further Tasks; false where no more is wanted. */
async function runRecoveryFaults(resolved: ResolvedMachine, known: KnownTraces, cases: MatrixCases, scope: MatrixScope): Promise<boolean> {
  for (;;) {
    const carriers = new Map<string, Trace>();
    for (const state of untouchedTasks(resolved, known)) {
      const carrier = await cases.firstReaching(state);
      if (carrier !== undefined) carriers.set(state, carrier);
    }
    if (carriers.size === 0) return true;
    known.addTargets(carriers.keys());
    if (!(await cases.runWanted(recoveryFaults(resolved, known, carriers, scope)))) return false;
  }
}

interface PairCounts {
  pairs: number;
  prunedPairs: number;
}

function* newPairs(resolved: ResolvedMachine, known: KnownTraces, counts: PairCounts): Generator<PlannedCase> {
  for (const { faults, verdict } of faultPairs(resolved, known)) {
    counts.pairs += 1;
    if (verdict === "equal") counts.prunedPairs += 1;
    if (verdict === "new") yield { faults, sameAs: null };
  }
}
