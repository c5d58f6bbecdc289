import { describe, expect, it } from "vitest";
import { verdictFailures } from "../../../src/lib/verify/verdict-failures.ts";
import type { Note, Outcome, Verdict, Violation } from "../../../src/lib/verify/verdict.ts";

const masked: Violation = {
  kind: "failure-masked",
  step: "ShipOrder",
  compensation: "CancelOrder",
  event: 9,
  message: "It ended SUCCEEDED.",
};
const twice: Note = {
  kind: "maybe-duplicate",
  step: "ChargeCard",
  compensation: "RefundCard",
  event: 7,
  message: "Charged twice, perhaps.",
};

function verdict(outcome: Outcome, violations: readonly Violation[] = [], notes: readonly Note[] = []): Verdict {
  const recovery = { advice: "none", resumesAt: null, remaining: [], reason: "" } as const;
  return { outcome, model: "inferred", key: null, effects: [], violations, notes, recovery };
}

const run = { status: "FAILED", missedFaults: [] } as const;

describe("verdictFailures", () => {
  it.each([
    { name: "a good outcome", verdict: verdict("compensated"), options: run, want: [] },
    { name: "a running execution", verdict: verdict("running"), options: run, want: [] },
    { name: "a bad outcome", verdict: verdict("stuck"), options: run, want: ["The outcome is stuck."] },
    { name: "an outcome that is not proven", verdict: verdict("unproven"), options: run, want: ["The outcome is unproven."] },
    {
      name: "a violation beside a good outcome",
      verdict: verdict("compensated", [masked]),
      options: run,
      want: ["failure-masked: It ended SUCCEEDED."],
    },
    { name: "a note", verdict: verdict("committed", [], [twice]), options: run, want: [] },
    {
      name: "a note under --strict",
      verdict: verdict("committed", [], [twice]),
      options: { ...run, strict: true },
      want: ["maybe-duplicate: Charged twice, perhaps."],
    },
    { name: "no saga that succeeded", verdict: verdict("not-a-saga"), options: { ...run, status: "SUCCEEDED" as const }, want: [] },
    {
      name: "no saga that failed",
      verdict: verdict("not-a-saga"),
      options: run,
      want: ["This is no saga, and the execution ended FAILED."],
    },
    { name: "the expected outcome", verdict: verdict("stuck", [masked]), options: { ...run, expect: "stuck" }, want: [] },
    {
      name: "another outcome than expected",
      verdict: verdict("committed"),
      options: { ...run, expect: "compensated" },
      want: ["The outcome is committed, not compensated."],
    },
    {
      name: "a violation beside the good outcome that was expected",
      verdict: verdict("compensated", [masked]),
      options: { ...run, expect: "compensated" },
      want: ["failure-masked: It ended SUCCEEDED."],
    },
    { name: "what --fail-on does not name", verdict: verdict("stuck", [masked]), options: { ...run, failOn: ["uncompensated"] }, want: [] },
    {
      name: "what --fail-on names",
      verdict: verdict("committed", [masked]),
      options: { ...run, failOn: ["failure-masked", "stuck"] },
      want: ["failure-masked is among what --fail-on names."],
    },
    {
      name: "a fault that was never hit",
      verdict: verdict("committed"),
      options: { ...run, missedFaults: ["ReleaseInventory#2"] },
      want: ["The fault ReleaseInventory#2 was never hit."],
    },
  ])("$name", ({ verdict, options, want }) => {
    expect(verdictFailures(verdict, options)).toEqual(want);
  });
});
