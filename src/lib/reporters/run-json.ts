import type { RunReport } from "../runs/run-report.ts";
import { causeSummary } from "./cause-summary.ts";
import { verdictJson } from "./verdict-json.ts";

/** Whether payloads are written: output, inputs of remaining compensations, and causes as they came. */
export interface RunJsonOptions {
  readonly includeData: boolean;
}

/**
 * A run as `--format json` prints it (version 1 of the format), indented and ending with a newline. Without `includeData`, `output` and
 * the inputs in `verdict.recovery` are null, and `cause` keeps its message but not the payloads a JSON cause carries.
 */
export function runJson(report: RunReport, { includeData }: RunJsonOptions): string {
  const { executionArn, status, output, error, cause, simulated } = report;
  const json = {
    version: 1,
    executionArn,
    status,
    output: includeData ? output : null,
    error,
    cause: cause === null || includeData ? cause : causeSummary(cause),
    faults: report.faults.map(({ state, iteration, error, phase, attempts, hits, unobserved }) => ({
      state,
      iteration,
      error,
      phase,
      attempts,
      hits: unobserved ? null : hits,
    })),
    simulated,
    escapes: report.escapes.map(({ state, error }) => ({ state, error })),
    verdict: verdictJson(report.verdict, includeData),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}
