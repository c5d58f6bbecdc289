import type { CaseResult } from "./case-result.ts";
import type { Observation } from "./observation.ts";
import { residueOf } from "./residue.ts";

/** What the result of a case takes from its execution, whatever the case wanted of it. */
type ExecutionResult = Pick<
  CaseResult,
  "status" | "error" | "outcome" | "virtualMs" | "remaining" | "residue" | "visits" | "changes" | "simulated"
>;

/** How the execution ended, what it left behind, and what it ran. */
export function executionResult(observation: Observation): ExecutionResult {
  const { status, error, verdict, virtualMs, visits, changes, simulated } = observation;
  return {
    status,
    error,
    outcome: verdict.outcome,
    virtualMs,
    remaining: verdict.recovery.remaining.map(({ compensation }) => compensation),
    residue: residueOf(observation),
    visits,
    changes,
    simulated,
  };
}
