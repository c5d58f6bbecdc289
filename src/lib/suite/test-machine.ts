import { UserError } from "../base/user-error.ts";
import type { ResolvedMachine } from "../runs/machine/resolve-machine.ts";
import type { CaseRunner, RunnerOptions } from "./case-runner.ts";
import { openCaseRunner } from "./case-runner.ts";
import { openCaseThreads } from "./case-threads.ts";
import type { CaseCollector } from "./collect-cases.ts";
import { mayBeNamed } from "./may-be-named.ts";
import type { PlannedMachine } from "./plan-suite.ts";
import type { PreparedScenario } from "./prepare-scenario.ts";
import { configuredResidue } from "./residue.ts";
import type { MatrixCounts } from "./run-matrix.ts";
import { runMatrix } from "./run-matrix.ts";
import { runScenario } from "./run-scenario.ts";
import type { SuitePorts, SuiteRequest } from "./suite-request.ts";

/** Runs the scenarios of a machine, then its matrix; gives the matrix's counts, null where there is none. */
export async function testMachine(
  planned: PlannedMachine,
  cases: CaseCollector,
  request: SuiteRequest,
  ports: SuitePorts,
): Promise<MatrixCounts | null> {
  const { resolved, scenarios, hasMatrix } = planned;
  const wanted = request.scenarios ? scenarios.filter(({ scenario }) => cases.wants(resolved.name, scenario.name)) : [];
  if (!(await runScenarios(wanted, resolved, cases, request, ports))) return null;
  if (!request.matrix || !hasMatrix || !resolved.model.saga) return null;
  if (request.only !== undefined && !mayBeNamed(resolved, request.only)) return null;
  return testMatrix(planned, cases, request, ports);
}

async function testMatrix(
  { resolved, reference, matrixInput }: PlannedMachine,
  cases: CaseCollector,
  request: SuiteRequest,
  ports: SuitePorts,
): Promise<MatrixCounts> {
  const options = runnerOptions(request, ports);
  const inThreads = request.jobs > 1 && ports.openRunner === undefined;
  const runner = inThreads ? openCaseThreads(ports.cwd, reference, request.jobs, options) : await open(resolved, options, ports);
  try {
    return await runMatrix(resolved, runner, {
      late: request.late,
      depth: request.depth,
      strict: request.strict,
      input: matrixInput,
      residue: configuredResidue(resolved),
      flags: [
        ...(reference.config === undefined ? [] : ["--config", reference.config]),
        ...(request.endpointFlags ?? ["--seed", String(request.seed)]),
      ],
      wants: (name) => cases.wants(resolved.name, name),
      onCase: cases.take,
      saveTables: ports.saveTables,
    });
  } finally {
    await runner.close();
  }
}

function runnerOptions({ seed, strictTasks }: SuiteRequest, { env, onLog, interrupted }: SuitePorts): RunnerOptions {
  return { seed, strictTasks, env, onLog, ...(interrupted === undefined ? {} : { interrupted }) };
}

async function open(resolved: ResolvedMachine, options: RunnerOptions, { openRunner }: SuitePorts): Promise<CaseRunner> {
  return openRunner === undefined ? openCaseRunner(resolved, options) : openRunner(resolved);
}

/** Runs them in a world that is opened once, those with tasks of their own in one of their own; false where no more is wanted. */
async function runScenarios(
  scenarios: readonly PreparedScenario[],
  resolved: ResolvedMachine,
  cases: CaseCollector,
  request: SuiteRequest,
  ports: SuitePorts,
): Promise<boolean> {
  const options = runnerOptions(request, ports);
  let shared: CaseRunner | undefined;
  try {
    for (const prepared of scenarios) {
      const isOwn = prepared.resolved !== resolved;
      if (isOwn && ports.openRunner !== undefined) throw ownTasks(prepared);
      const runner = isOwn ? await openCaseRunner(prepared.resolved, options) : (shared ??= await open(resolved, options, ports));
      try {
        if (!cases.take(await runScenario(prepared, runner, { strict: request.strict, saveTables: ports.saveTables }))) return false;
      } finally {
        if (isOwn) await runner.close();
      }
    }
    return true;
  } finally {
    await shared?.close();
  }
}

function ownTasks({ scenario }: PreparedScenario): UserError {
  return new UserError(
    "tasks: only the embedded engine has that",
    "Take it out of the scenario, or leave --target away.",
    scenario.location,
  );
}
