import type { Fault } from "../faults/fault.ts";
import type { TargetExecution } from "../targets/target.ts";
import type { Children } from "../verify/children.ts";
import { verdictFailures } from "../verify/verdict-failures.ts";
import { verify } from "../verify/verify.ts";
import type { CheckedJudgement } from "./executions/check-judgement.ts";
import { escapesOf } from "./escapes-of.ts";
import { misnamedTasks } from "./misnamed-tasks.ts";
import type { ResolvedMachine } from "./machine/resolve-machine.ts";
import type { FaultReport, RunReport } from "./run-report.ts";

/** What a run is judged by. */
export interface JudgedRun {
  readonly resolved: ResolvedMachine;
  readonly judgement: CheckedJudgement;
  /** As they were parsed. */
  readonly faults: readonly Fault[];
  /** The words of the command line that repeat the run without its faults; the definition's where not said. */
  readonly again?: readonly string[];
}

/** What a run knows beside its execution. */
export interface RunSurroundings extends Pick<RunReport, "simulated" | "tables" | "outbox" | "remains"> {
  readonly children: Children;
}

/** Judges an execution and says everything that was found out about it. */
export function reportRun(
  { resolved, judgement, faults, again }: JudgedRun,
  execution: TargetExecution,
  { children, simulated, tables, outbox, remains }: RunSurroundings,
): RunReport {
  const { result, events, hits, injected } = execution;
  const verdict = verify(events, resolved.model, { injected, children, isExpress: resolved.type === "EXPRESS" });
  const faultReports = faults.map((fault, index) => faultReport(fault, hits === null ? null : (hits[index] ?? 0)));
  const missedFaults = faultReports.filter(({ hits, unobserved }) => hits === 0 && !unobserved).map(({ text }) => text);
  const failures = verdictFailures(verdict, { ...judgement, status: result.status, missedFaults });
  return {
    machine: resolved.name,
    file: resolved.file,
    executionArn: execution.executionArn,
    remains,
    status: result.status,
    output: result.status === "SUCCEEDED" ? result.output : null,
    error: result.status === "SUCCEEDED" ? null : (result.error ?? null),
    cause: result.status === "SUCCEEDED" ? null : (result.cause ?? null),
    startedAt: execution.startTime,
    stoppedAt: result.stopTime,
    faults: faultReports,
    simulated,
    misnamed: misnamedTasks(resolved, simulated),
    escapes: escapesOf(faults, resolved, again),
    model: resolved.model,
    verdict,
    history: events,
    tables,
    outbox,
    exitCode: failures.length === 0 ? 0 : 1,
    failures,
  };
}

function faultReport({ text, state, iteration, attempts, effect }: Fault, hits: number | null): FaultReport {
  const what = effect.type === "fail" ? { error: effect.error, phase: effect.phase } : { error: null, phase: "result" as const };
  return { text, state, iteration, ...what, attempts, hits: hits ?? 0, ...(hits === null ? { unobserved: true } : {}) };
}
