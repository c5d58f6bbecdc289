import { UserError } from "../base/user-error.ts";
import type { CaseResult } from "./case-result.ts";
import type { CaseCollector } from "./collect-cases.ts";
import { collectCases } from "./collect-cases.ts";
import { coveredPercentage, createCoverage } from "./coverage.ts";
import { findSuite } from "./find-suite.ts";
import type { PlannedMachine } from "./plan-suite.ts";
import { planSuite } from "./plan-suite.ts";
import type { MatrixCounts } from "./run-matrix.ts";
import { createStateCounts, stateGraph } from "./state-graph.ts";
import type { MachineReport, SuiteProblem, SuiteReport } from "./suite-report.ts";
import { suiteProblem } from "./suite-report.ts";
import type { SuitePorts, SuiteRequest } from "./suite-request.ts";
import { testMachine } from "./test-machine.ts";
import { touchedParts } from "./touched-parts.ts";

/** Runs the scenarios and the fault matrices of every machine found. What is wrong with one file or machine spoils no other. @throws UserError where nothing is found at all. */
export async function runSuite(request: SuiteRequest, ports: SuitePorts): Promise<SuiteReport> {
  const found = await findSuite(ports.files, ports.cwd, request.targets, request.config);
  const { machines, problems } = await planSuite(ports.files, ports.cwd, found);
  if (machines.length === 0 && problems.length === 0) {
    throw new UserError("There is nothing to test here", "Name a *.saga.yaml, a definition, or a folder with a saga.config.yaml.");
  }
  const touched = request.changed === undefined ? machines : touchedParts(machines, ports.cwd, request.changed);
  const cases = collectCases(request, ports);
  const reports: MachineReport[] = [];
  const failed: SuiteProblem[] = [];
  for (const planned of touched) {
    const { report, problem } = await reportMachine(planned, cases, request, ports);
    reports.push(report);
    if (problem !== undefined) failed.push(problem);
  }
  const known = [...problems, ...failed];
  return {
    cases: cases.results,
    machines: reports,
    problems: known.length === 0 ? nothingTested(request, cases) : known,
    coverage: coveredPercentage(reports.flatMap((report) => report.coverage)),
    minCoverage: request.minCoverage ?? null,
    partial: [request.only, request.shard, request.changed].some((choice) => choice !== undefined),
    interrupted: ports.interrupted?.aborted ?? false,
    bailed: cases.isBailed(),
  };
}

/** No case at all is a slip of the person's, and no success; in a part of the cases there may well be none. */
function nothingTested({ only, shard, changed, matrix }: SuiteRequest, { results, goesOn }: CaseCollector): readonly SuiteProblem[] {
  if (shard !== undefined || changed !== undefined || results.length > 0 || !goesOn()) return [];
  if (only !== undefined) {
    const hint = "Names are as the reports show them: `order: ReserveInventory:States.Timeout@after`, or a scenario's after its machine.";
    return [suiteProblem(new UserError(`No case has "${only}" in its name`, hint))];
  }
  const hint = matrix
    ? "No machine here is a saga, so none has a fault matrix: write scenarios, or say `saga: true` of it in saga.config.yaml."
    : "Write scenarios (*.saga.yaml), or leave --no-matrix away.";
  return [suiteProblem(new UserError("There is no case to run", hint))];
}

interface ReportedMachine {
  readonly report: MachineReport;
  readonly problem: SuiteProblem | undefined;
}

/** Tests one machine as far as it goes: an interruption or a problem leaves what was done until then. */
async function reportMachine(
  planned: PlannedMachine,
  cases: CaseCollector,
  request: SuiteRequest,
  ports: SuitePorts,
): Promise<ReportedMachine> {
  const { name, file, machine, model } = planned.resolved;
  const coverage = createCoverage(machine, model);
  const counts = createStateCounts();
  const take = (result: CaseResult): boolean => {
    coverage.add(result.visits);
    counts.add(result.visits);
    return cases.take(result);
  };
  let matrix: MatrixCounts | null = null;
  let problem: SuiteProblem | undefined;
  try {
    if (cases.goesOn()) matrix = await testMachine(planned, { ...cases, take }, request, ports);
  } catch (error) {
    if (error instanceof UserError) problem = suiteProblem(error);
    else if (ports.interrupted?.aborted !== true) throw error;
  }
  const report = { name, file, saga: model.saga, matrix, coverage: coverage.items(), graph: stateGraph(machine, model, counts) };
  return { report, problem };
}
