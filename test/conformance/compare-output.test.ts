import { expect, test } from "vitest";
import { compareOutput } from "./compare-output.ts";
import type { RecordedCase } from "./recorded-case.ts";
import type { CaseRun } from "./run-case.ts";

type Ending = Pick<RecordedCase, "expected_status" | "expected_output" | "expected_error" | "expected_cause">;

const succeeded: Ending = { expected_status: "SUCCEEDED", expected_output: '{"id":"<id>"}', expected_error: null, expected_cause: null };
const failed: Ending = { expected_status: "FAILED", expected_output: null, expected_error: "CardDeclined", expected_cause: null };

test.each<{ name: string; recorded: Ending; run: Partial<CaseRun>; want: string }>([
  { name: "the same output", recorded: succeeded, run: { output: '{"id":"o-1"}' }, want: "exact" },
  {
    name: "another output",
    recorded: succeeded,
    run: { output: '{"id":"o-1","total":1}' },
    want: "output.total: expected nothing, got 1",
  },
  {
    name: "another status",
    recorded: succeeded,
    run: { status: "FAILED", error: "CardDeclined" },
    want: "status: expected SUCCEEDED, got FAILED; error CardDeclined, cause none",
  },
  { name: "the same error", recorded: failed, run: { status: "FAILED", error: "CardDeclined" }, want: "exact" },
  {
    name: "a cause where there was none",
    recorded: failed,
    run: { status: "FAILED", error: "CardDeclined", cause: "no funds" },
    want: "cause: expected null, got no funds",
  },
])("$name", ({ recorded, run, want }) => {
  const placeholders = { tokens: [], replace: [] };
  const whole = { events: [], status: "SUCCEEDED", output: null, error: null, cause: null, ...run };
  const comparison = compareOutput({ ...placeholders, ...recorded } as unknown as RecordedCase, whole);
  expect(comparison.verdict === "different" ? comparison.difference : comparison.verdict).toBe(want);
});
