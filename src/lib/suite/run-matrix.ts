import type { StateMachine } from "../asl/ast.ts";
import { allStates } from "../asl/graph.ts";
import type { JsonValue } from "../base/json.ts";
import type { Location } from "../base/span.ts";
import { locate } from "../base/span.ts";
import type { Fault } from "../faults/fault.ts";
import type { ResolvedMachine } from "../runs/resolve-machine.ts";
import type { CaseResult } from "./case-result.ts";
import type { CaseRunner } from "./case-runner.ts";
import { faultPairs } from "./fault-pairs.ts";
import { judgeMatrixCase } from "./judge-matrix-case.ts";
import type { KnownTraces, ObservedTrace, Trace } from "./known-traces.ts";
import { createKnownTraces } from "./known-traces.ts";
import type { MatrixScope, PlannedCase } from "./matrix-plans.ts";
import { compensationsFailingOnce, failingCompensations, landingSiblings, recoveryFaults, singleFaults } from "./matrix-plans.ts";
import type { Observation } from "./observation.ts";
import { reproduceCommand } from "./reproduce-command.ts";
import type { ExpectedResidue } from "./residue.ts";
import { residueOf } from "./residue.ts";
import type { SaveTables } from "./save-tables.ts";
import { runInOrder } from "./run-in-order.ts";
import { taskOutputs } from "./task-outputs.ts";

/** What the fault matrix of one machine is made of, and what becomes of its cases. */
export interface MatrixOptions extends MatrixScope {
  readonly input: JsonValue | undefined;
  readonly residue: ExpectedResidue;
  readonly strict: boolean;
  /** What `saga-cli run` needs beside the definition and the faults to run a case again. */
  readonly flags: readonly string[];
  /** Whether a case is asked for; asked once for each, in the order of the enumeration. Others run only where their traces are needed. */
  readonly wants: (name: string) => boolean;
  /** Gets the tables of each wanted case; none are kept without it. */
  readonly saveTables?: SaveTables;
  /** Gets the results in the order of the enumeration; false ends the matrix. */
  readonly onCase: (result: CaseResult) => boolean;
}

/** How many cases the matrix held, and how many executions it could spare. */
export interface MatrixCounts {
  readonly cases: number;
  /** Cases that are the execution of another case. */
  readonly shared: number;
  /** Pairs that are the execution of one of their faults alone. */
  readonly prunedPairs: number;
  readonly pairs: number;
}

interface NumberedCase extends PlannedCase {
  readonly isWanted: boolean;
}

/** Runs the fault matrix of DESIGN.md §9: first without a fault, then stage by stage what the cases before have reached. */
export async function runMatrix(resolved: ResolvedMachine, runner: CaseRunner, options: MatrixOptions): Promise<MatrixCounts> {
  const known = createKnownTraces();
  const placeOf = statePlaces(resolved.machine);
  const counts = { cases: 0, shared: 0, prunedPairs: 0, pairs: 0 };

  const numbered = function* (cases: Iterable<PlannedCase>): Generator<NumberedCase> {
    for (const planned of cases) {
      counts.cases += 1;
      if (planned.sameAs !== null) counts.shared += 1;
      yield { ...planned, isWanted: options.wants(nameOf(planned.faults)) };
    }
  };
  const run = async ({ faults, sameAs }: PlannedCase): Promise<Observation> => {
    const { input, saveTables } = options;
    const details = faults.length === 0 || saveTables !== undefined;
    return sameAs?.observation ?? runner.run({ faults, details, ...(input === undefined ? {} : { input }) });
  };
  const deliver = (observation: Observation, planned: NumberedCase): boolean => {
    if (!planned.isWanted) return true;
    if (observation.details !== null) options.saveTables?.(resolved, nameOf(planned.faults), observation.details);
    return options.onCase({ ...resultOf(planned, observation, resolved, options), location: placeOf(planned.faults[0]?.state) });
  };
  /** Runs cases whose traces later stages build on; undefined where no more is wanted. */
  const stage = async (cases: readonly PlannedCase[]): Promise<readonly ObservedTrace[] | undefined> => {
    const traces: ObservedTrace[] = [];
    const goesOn = await runInOrder(numbered(cases), runner.lanes, run, (observation, planned) => {
      const trace = traceOf(planned.faults, observation);
      traces.push({ ...trace, observation });
      known.add(trace);
      return deliver(observation, planned);
    });
    return goesOn ? traces : undefined;
  };
  const newPairs = function* (): Generator<PlannedCase> {
    for (const { faults, verdict } of faultPairs(resolved, known)) {
      counts.pairs += 1;
      if (verdict === "equal") counts.prunedPairs += 1;
      if (verdict === "new") yield { faults, sameAs: null };
    }
  };
  /** No other case builds on a pair. */
  const wantedPairs = function* (): Generator<NumberedCase> {
    for (const pair of numbered(newPairs())) if (pair.isWanted) yield pair;
  };

  if (!(await stage([{ faults: [], sameAs: null }]))) return counts;
  known.addTargets(known.base().scheduled);
  if (!(await stage(singleFaults(resolved, known, options)))) return counts;
  const failing = await stage(failingCompensations(resolved, known));
  if (failing === undefined || !(await stage(compensationsFailingOnce(resolved, failing)))) return counts;
  if (!(await recoveryStages(resolved, known, options, stage))) return counts;
  if (options.late && !(await stage(landingSiblings(resolved, known)))) return counts;
  if (options.depth === 2) await runInOrder(wantedPairs(), runner.lanes, run, deliver);
  return counts;
}

/** What fails behind a failure may reach further Tasks; false where no more is wanted. */
async function recoveryStages(
  resolved: ResolvedMachine,
  known: KnownTraces,
  scope: MatrixScope,
  stage: (cases: readonly PlannedCase[]) => Promise<readonly ObservedTrace[] | undefined>,
): Promise<boolean> {
  for (;;) {
    const cases = recoveryFaults(resolved, known, scope);
    known.addTargets(known.all().flatMap(({ scheduled }) => [...scheduled]));
    if (cases.length === 0) return true;
    if (!(await stage(cases))) return false;
  }
}

function traceOf(faults: readonly Fault[], observation: Observation): Trace {
  const scheduled = new Set(observation.visits.flatMap(({ state, attempts }) => (attempts > 0 ? [state] : [])));
  return { faults, scheduled, hits: observation.hits, outputs: taskOutputs(observation.details?.history ?? []) };
}

function resultOf(
  { faults, sameAs }: PlannedCase,
  observation: Observation,
  resolved: ResolvedMachine,
  options: MatrixOptions,
): Omit<CaseResult, "location"> {
  const { model, name: machine, file: definition } = resolved;
  const { problems, warnings } = judgeMatrixCase(observation, { ...options, faults, model });
  const { status, error, verdict, virtualMs, visits, changes, simulated } = observation;
  return {
    name: nameOf(faults),
    type: "matrix",
    machine,
    definition,
    faults: faults.map(({ text }) => text),
    state: faults[0]?.state ?? null,
    colour: problems.length > 0 ? "red" : warnings.length > 0 ? "warning" : "green",
    problems,
    warnings,
    status,
    error,
    outcome: verdict.outcome,
    virtualMs,
    remaining: verdict.recovery.remaining.map(({ compensation }) => compensation),
    residue: residueOf(observation),
    command: reproduceCommand({ ...options, resolved, faults }),
    sameAs: sameAs === null ? null : nameOf(sameAs.faults),
    visits,
    changes,
    simulated,
  };
}

/** Where a state stands in its file; the definition's first one, where none is named. */
function statePlaces(machine: StateMachine): (state: string | undefined) => Location {
  const places = new Map([...allStates(machine)].map(({ name, nameSpan }) => [name, locate(machine.source, nameSpan)]));
  const first = locate(machine.source, machine.startAt.span);
  return (state) => places.get(state ?? machine.startAt.value) ?? first;
}

function nameOf(faults: readonly Fault[]): string {
  return faults.length === 0 ? "no fault" : faults.map(({ text }) => text).join(" + ");
}
