import type { JsonValue } from "../../src/lib/base/json.ts";
import { canonical } from "./canonical.ts";
import type { Comparison } from "./compare-history.ts";
import { firstDifference } from "./first-difference.ts";
import { placeholdersOf } from "./placeholders.ts";
import type { RecordedCase } from "./recorded-case.ts";
import type { CaseRun } from "./run-case.ts";
import { shown } from "./shown.ts";

/** Compares how a run ended with what was recorded, where no history was: status, then output, or error and cause. */
export function compareOutput(recorded: RecordedCase, run: CaseRun): Comparison {
  const { expected_status: status, expected_output: output, expected_error: error, expected_cause: cause } = recorded;
  if (status !== null && run.status !== status) {
    const why = `error ${shown(run.error ?? "none")}, cause ${shown(run.cause ?? "none")}`;
    return { verdict: "different", difference: `status: expected ${status}, got ${run.status}; ${why}` };
  }
  const fields: readonly (readonly [string, JsonValue, JsonValue])[] =
    status === "SUCCEEDED"
      ? [["output", output, run.output]]
      : [
          ["error", error, run.error],
          ["cause", cause, run.cause],
        ];
  const placeholders = placeholdersOf(recorded);
  for (const [name, expected, actual] of fields) {
    if (expected === null && (actual === null || actual === "")) continue;
    const difference = firstDifference(canonical(expected, "output"), canonical(actual, "output"), placeholders);
    if (difference === undefined) continue;
    const { path, expected: wanted, actual: got } = difference;
    return { verdict: "different", difference: `${name}${path}: expected ${shown(wanted)}, got ${shown(got)}` };
  }
  return { verdict: "exact" };
}
