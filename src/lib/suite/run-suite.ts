import type { Files } from "../base/ports.ts";
import { UserError } from "../base/user-error.ts";
import type { CaseResult } from "./case-result.ts";
import type { CaseRunner, RunnerOptions } from "./case-runner.ts";
import { openCaseRunner } from "./case-runner.ts";
import { openCaseThreads } from "./case-threads.ts";
import { coveredPercentage, createCoverage } from "./coverage.ts";
import { findSuite } from "./find-suite.ts";
import type { MatrixScope } from "./matrix-plans.ts";
import type { PlannedMachine } from "./plan-suite.ts";
import { planSuite } from "./plan-suite.ts";
import type { MatrixCounts } from "./run-matrix.ts";
import { runMatrix } from "./run-matrix.ts";
import { configuredResidue } from "./residue.ts";
import type { ScenarioOptions } from "./run-scenario.ts";
import { runScenario } from "./run-scenario.ts";
import type { SaveTables } from "./save-tables.ts";
import { createStateCounts, stateGraph } from "./state-graph.ts";
import type { MachineReport, SuiteProblem, SuiteReport } from "./suite-report.ts";
import { suiteProblem } from "./suite-report.ts";

/** What is to be tested, and how. */
export interface SuiteRequest extends MatrixScope {
  /** Scenario files, folders, definitions, machines of the config; the working folder without any. */
  readonly targets: readonly string[];
  readonly config?: string;
  readonly scenarios: boolean;
  readonly matrix: boolean;
  /** Only cases whose machine and name hold this text, as `order: ReserveInventory`. */
  readonly only?: string;
  /** This part (from 1) of so many, by the enumeration. */
  readonly shard?: { readonly index: number; readonly of: number };
  /** The first red case is the last. */
  readonly bail: boolean;
  readonly strict: boolean;
  readonly strictTasks: boolean;
  readonly seed: number;
  /** In percent. */
  readonly minCoverage?: number;
  /** How many threads run the matrix. */
  readonly jobs: number;
  /** Whether the report is to hold what each case did, state by state. */
  readonly timelines: boolean;
}

/** What a suite needs of the outside. */
export interface SuitePorts extends Pick<RunnerOptions, "env" | "onLog" | "interrupted"> {
  readonly files: Files;
  readonly cwd: string;
  /** Sees each case as soon as it and all before it have run. */
  readonly onCase?: (result: CaseResult) => void;
  /** Gets the tables of each case, before and after. */
  readonly saveTables?: SaveTables;
}

/** Runs the scenarios and the fault matrices of every machine found. @throws UserError where nothing is found at all. */
export async function runSuite(request: SuiteRequest, ports: SuitePorts): Promise<SuiteReport> {
  const found = await findSuite(ports.files, ports.cwd, request.targets, request.config);
  const { machines, problems } = await planSuite(ports.files, ports.cwd, found);
  if (machines.length === 0 && problems.length === 0) {
    throw new UserError("There is nothing to test here", "Name a *.saga.yaml, a definition, or a folder with a saga.config.yaml.");
  }
  const cases = collectCases(request, ports);
  const reports: MachineReport[] = [];
  const failed: SuiteProblem[] = [];
  for (const planned of machines) {
    const { name, file, machine, model } = planned.resolved;
    const coverage = createCoverage(machine, model);
    const counts = createStateCounts();
    const take = (result: CaseResult): boolean => {
      coverage.add(result.visits);
      counts.add(result.visits);
      return cases.take(result);
    };
    let matrix: MatrixCounts | null = null;
    try {
      if (cases.goesOn()) matrix = await testMachine(planned, { ...cases, take }, request, ports);
    } catch (error) {
      if (ports.interrupted?.aborted !== true && !(error instanceof UserError)) throw error;
      if (error instanceof UserError) failed.push(suiteProblem(error));
    }
    reports.push({ name, file, saga: model.saga, matrix, coverage: coverage.items(), graph: stateGraph(machine, model, counts) });
  }
  return {
    cases: cases.results,
    machines: reports,
    problems: [...problems, ...failed],
    coverage: coveredPercentage(reports.flatMap((report) => report.coverage)),
    minCoverage: request.minCoverage ?? null,
    interrupted: ports.interrupted?.aborted ?? false,
    bailed: cases.isBailed(),
  };
}

/** The results so far, and which cases are wanted. */
interface Cases {
  readonly results: CaseResult[];
  readonly wants: (machine: string, name: string) => boolean;
  /** Takes a result; false where no more is wanted. */
  readonly take: (result: CaseResult) => boolean;
  readonly goesOn: () => boolean;
  readonly isBailed: () => boolean;
}

function collectCases({ only, shard, bail, timelines }: SuiteRequest, { onCase, interrupted }: SuitePorts): Cases {
  const results: CaseResult[] = [];
  let enumerated = 0;
  let bailed = false;
  const goesOn = (): boolean => !bailed && interrupted?.aborted !== true;
  return {
    results,
    wants(machine, name) {
      const place = enumerated++;
      if (shard !== undefined && place % shard.of !== shard.index - 1) return false;
      return only === undefined || `${machine}: ${name}`.includes(only);
    },
    take(result) {
      results.push(timelines ? result : { ...result, visits: [] });
      onCase?.(result);
      bailed = bail && result.colour === "red";
      return goesOn();
    },
    goesOn,
    isBailed: () => bailed,
  };
}

/** Runs the scenarios of a machine, then its matrix; gives the matrix's counts, null where there is none. */
async function testMachine(planned: PlannedMachine, cases: Cases, request: SuiteRequest, ports: SuitePorts): Promise<MatrixCounts | null> {
  const { resolved, reference, matrixInput } = planned;
  const { env, onLog, interrupted } = ports;
  const options: RunnerOptions = {
    seed: request.seed,
    strictTasks: request.strictTasks,
    env,
    onLog,
    ...(interrupted === undefined ? {} : { interrupted }),
  };
  const { strict } = request;
  const { saveTables } = ports;
  if (request.scenarios && !(await runScenarios(planned, options, cases, { strict, saveTables }))) return null;
  if (!request.matrix || !resolved.model.saga) return null;
  const runner = await openRunner(planned, request.jobs, options, ports.cwd);
  try {
    return await runMatrix(resolved, runner, {
      ...request,
      ...(saveTables === undefined ? {} : { saveTables }),
      input: matrixInput,
      residue: configuredResidue(resolved),
      config: reference.config,
      wants: (name) => cases.wants(resolved.name, name),
      onCase: cases.take,
    });
  } finally {
    await runner.close();
  }
}

async function openRunner({ resolved, reference }: PlannedMachine, jobs: number, options: RunnerOptions, cwd: string): Promise<CaseRunner> {
  return jobs === 1 ? openCaseRunner(resolved, options) : openCaseThreads(cwd, reference, jobs, options);
}

/** False where no more is wanted. */
async function runScenarios(
  { scenarios, resolved }: PlannedMachine,
  options: RunnerOptions,
  cases: Cases,
  how: ScenarioOptions,
): Promise<boolean> {
  const wanted = scenarios.filter(({ scenario }) => cases.wants(resolved.name, scenario.name));
  const shared = wanted.some((prepared) => prepared.resolved === resolved) ? await openCaseRunner(resolved, options) : undefined;
  try {
    for (const prepared of wanted) {
      // Tasks of its own need a world of their own.
      const runner = prepared.resolved === resolved && shared !== undefined ? shared : await openCaseRunner(prepared.resolved, options);
      try {
        if (!cases.take(await runScenario(prepared, runner, how))) return false;
      } finally {
        if (runner !== shared) await runner.close();
      }
    }
    return true;
  } finally {
    await shared?.close();
  }
}
