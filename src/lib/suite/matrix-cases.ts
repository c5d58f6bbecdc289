import type { Fault } from "../faults/fault.ts";
import type { ResolvedMachine } from "../runs/machine/resolve-machine.ts";
import type { CaseResult } from "./case-result.ts";
import type { CaseRunner } from "./case-runner.ts";
import type { KnownTraces, PlannedTrace, Trace } from "./known-traces.ts";
import type { PlannedCase } from "./matrix-plans.ts";
import type { MatrixResultOptions } from "./matrix-result.ts";
import { matrixResults, caseName } from "./matrix-result.ts";
import type { Observation } from "./observation.ts";
import { runInOrder } from "./run-in-order.ts";
import type { SaveTables } from "./save-tables.ts";
import { taskOutputs } from "./task-outputs.ts";

/** What becomes of the cases of one machine's matrix. */
export interface MatrixCaseOptions extends MatrixResultOptions {
  /** Whether a case is asked for; asked once for each, in the order of the enumeration. */
  readonly wants: (name: string) => boolean;
  /** Gets the tables of each wanted case; none are kept where it is undefined. */
  readonly saveTables: SaveTables | undefined;
  /** Gets the results of wanted cases in the order of the enumeration; false ends the matrix. */
  readonly onCase: (result: CaseResult) => boolean;
}

/** Runs cases of a matrix, as few as will do, and remembers their traces. */
export interface MatrixCases {
  /** Runs every case, wanted or not; false where no more is wanted. */
  readonly runAll: (cases: readonly PlannedCase[]) => Promise<boolean>;
  /** Runs the wanted ones and remembers the others, which may have to run yet; false where no more is wanted. */
  readonly runWanted: (cases: readonly PlannedCase[]) => Promise<boolean>;
  /** Runs the wanted ones of cases that none builds on, which may be very many. */
  readonly runLast: (cases: Iterable<PlannedCase>) => Promise<boolean>;
  /** The first case that reaches a Task; those before it that nobody asked for run for that, too. */
  readonly firstReaching: (state: string) => Promise<Trace | undefined>;
  /** How many cases there were, and how many of them are the execution of another. */
  readonly counts: () => { readonly cases: number; readonly shared: number };
}

interface NumberedCase extends PlannedCase {
  readonly isWanted: boolean;
}

/** Begins with no case. */
export function openMatrixCases(
  resolved: ResolvedMachine,
  runner: CaseRunner,
  known: KnownTraces,
  options: MatrixCaseOptions,
): MatrixCases {
  const resultOf = matrixResults(resolved, options);
  let cases = 0;
  let shared = 0;

  function* numbered(planned: Iterable<PlannedCase>): Generator<NumberedCase> {
    for (const one of planned) {
      cases += 1;
      if (one.sameAs !== null) shared += 1;
      yield { ...one, isWanted: options.wants(caseName(one.faults)) };
    }
  }

  function observe(faults: readonly Fault[]): Promise<Observation> {
    const { input, saveTables } = options;
    const details = faults.length === 0 || saveTables !== undefined;
    return runner.run({ faults, details, ...(input === undefined ? {} : { input }) });
  }

  async function run({ faults, sameAs }: PlannedCase): Promise<Observation> {
    return sameAs?.observation ?? observe(faults);
  }

  function deliver(observation: Observation, planned: NumberedCase): boolean {
    if (!planned.isWanted) return true;
    if (observation.details !== null) options.saveTables?.(resolved, caseName(planned.faults), observation.details);
    return options.onCase(resultOf(planned, observation));
  }

  function stage(own: readonly NumberedCase[], isNeeded: (one: NumberedCase) => boolean): Promise<boolean> {
    for (const { faults } of own) known.plan(faults);
    return runInOrder(own.filter(isNeeded), runner.lanes, run, (observation, planned) => {
      known.add(traceOf(planned.faults, observation));
      return deliver(observation, planned);
    });
  }

  function* wanted(own: Iterable<NumberedCase>): Generator<NumberedCase> {
    for (const one of own) if (one.isWanted) yield one;
  }

  return {
    runAll: (planned) => stage([...numbered(planned)], () => true),
    runWanted: (planned) => stage([...numbered(planned)], ({ isWanted }) => isWanted),
    runLast: (planned) => runInOrder(wanted(numbered(planned)), runner.lanes, run, deliver),
    async firstReaching(state) {
      let first: Trace | undefined;
      const trace = async ({ faults, trace: own }: PlannedTrace): Promise<Trace> => own ?? traceOf(faults, await observe(faults));
      await runInOrder(known.planned(), runner.lanes, trace, (found) => {
        known.add(found);
        if (found.scheduled.has(state)) first = found;
        return first === undefined;
      });
      return first;
    },
    counts: () => ({ cases, shared }),
  };
}

function traceOf(faults: readonly Fault[], observation: Observation): Trace {
  const { visits, details } = observation;
  const scheduled = new Set(visits.flatMap(({ state, attempts }) => (attempts > 0 ? [state] : [])));
  const isShared = faults.length > 1 && observation.hits.at(-1) === 1;
  return { faults, scheduled, outputs: taskOutputs(details?.history ?? []), observation: isShared ? observation : null };
}
