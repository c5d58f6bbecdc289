import { describe, expect, test } from "vitest";
import { NO_PAINT } from "../../../src/lib/reporters/text-style.ts";
import { verdictSections } from "../../../src/lib/reporters/verdict-text.ts";
import type { Outcome, Recovery, Verdict } from "../../../src/lib/verify/verdict.ts";
import { effect, ORDER_MODEL, STUCK_RUN } from "./order-report.ts";

const style = { width: 80, paint: NO_PAINT, includeData: false };

function text(changes: Partial<Verdict>): string {
  const verdict: Verdict = {
    ...STUCK_RUN.verdict,
    effects: [],
    violations: [],
    recovery: { ...STUCK_RUN.verdict.recovery, advice: "none" },
    ...changes,
  };
  return verdictSections(
    { verdict, model: { ...ORDER_MODEL, steps: new Map() }, executionArn: "arn:aws:states:eu-west-1:123456789012:execution:order:run-1" },
    style,
  )
    .flat()
    .join("\n");
}

describe("verdictSections", () => {
  test("every outcome is said in words that fit 80 columns", () => {
    const outcomes: readonly Outcome[] = [
      "not-a-saga",
      "running",
      "unproven",
      "stuck",
      "incomplete",
      "uncompensated",
      "ambiguous",
      "disordered",
      "compensated",
      "no-effect",
      "committed",
    ];
    expect(outcomes.map((outcome) => text({ outcome })).join("\n")).toMatchInlineSnapshot(`
      "Verdict: not-a-saga: no compensation is declared or found, so there is nothing
        to prove.
        key o-1001
      Verdict: running: the execution has not ended, as far as the history goes.
        key o-1001, model inferred
      Verdict: unproven: the history cannot prove what happened.
        key o-1001, model inferred
      Verdict: stuck: a compensation did not succeed; somebody has to finish the
        rollback.
        key o-1001, model inferred
      Verdict: incomplete: every effect stands but the execution did not succeed: go
        forward, do not undo.
        key o-1001, model inferred
      Verdict: uncompensated: the saga did not commit, and effects stand that nothing
        compensated.
        key o-1001, model inferred
      Verdict: ambiguous: the saga did not commit, and a step may have taken effect
        that nothing compensated.
        key o-1001, model inferred
      Verdict: disordered: compensations ran in the wrong order or number, or past the
        pivot.
        key o-1001, model inferred
      Verdict: compensated: the saga failed and every effect was compensated.
        key o-1001, model inferred
      Verdict: no-effect: the saga failed before anything took effect.
        key o-1001, model inferred
      Verdict: committed: the saga succeeded and its effects stand.
        key o-1001, model inferred"
    `);
  });

  test("forward steps that were not reached stand in the table", () => {
    const verdict = { ...STUCK_RUN.verdict, effects: [effect("ProcessOrder", "failed", "UpdateOrderStatus", "done")] };
    expect(verdictSections({ ...STUCK_RUN, verdict }, style)[0]?.join("\n")).toMatchInlineSnapshot(`
      "  STEP              EFFECT       COMPENSATION       STATE
        ProcessOrder      failed       UpdateOrderStatus  done
        ProcessPayment    not reached  ProcessRefund      not needed
        ReserveInventory  not reached  ReleaseInventory   not needed"
    `);
  });

  test("of a history with gaps the table says only what it shows", () => {
    const effects = [
      effect("ProcessOrder", "done", "UpdateOrderStatus", "not-needed"),
      effect("ProcessPayment", "done", "ProcessRefund", "missing"),
    ];
    const verdict = { ...STUCK_RUN.verdict, outcome: "unproven" as const, effects };
    expect(verdictSections({ ...STUCK_RUN, verdict }, style)[0]?.join("\n")).toMatchInlineSnapshot(`
      "  STEP              EFFECT    COMPENSATION       STATE
        ProcessOrder      done      UpdateOrderStatus  not known
        ProcessPayment    done      ProcessRefund      not seen
        ReserveInventory  not seen  ReleaseInventory   not known"
    `);
  });

  test("iterations, injected effects and missing compensators are told", () => {
    const effects = [
      { ...effect("ReserveItem", "done", null, "missing"), iteration: "Items[1]" },
      { ...effect("ReserveInventory", "unknown", "ReleaseInventory", "unknown"), source: "injected" as const },
    ];
    expect(text({ outcome: "uncompensated", historyOutcome: "no-effect", effects })).toMatchInlineSnapshot(`
      "  STEP                  EFFECT              COMPENSATION      STATE
        Items[1]/ReserveItem  done                –                 missing
        ReserveInventory      unknown (injected)  ReleaseInventory  unknown
      Verdict: uncompensated: the saga did not commit, and effects stand that nothing
        compensated.
        The history alone proves no-effect; what saga-cli injected changes it.
        key o-1001, model inferred"
    `);
  });

  test("an unproven verdict says why, and notes stand beside violations", () => {
    const note = {
      kind: "maybe-duplicate" as const,
      step: "ProcessPayment",
      compensation: null,
      event: 9,
      message: "ProcessPayment may have charged twice.",
    };
    expect(text({ outcome: "unproven", key: null, reason: "Events 5 to 8 are missing: was the log level ERROR?", notes: [note] }))
      .toMatchInlineSnapshot(`
      "Verdict: unproven: the history cannot prove what happened.
        Events 5 to 8 are missing: was the log level ERROR?
        model inferred
      Notes
        maybe-duplicate: ProcessPayment may have charged twice. (event 9)"
    `);
  });

  test.each<{ advice: Recovery["advice"]; resumesAt: string | null; remaining: boolean }>([
    { advice: "redrive", resumesAt: "sns:NotifySuccess", remaining: false },
    { advice: "redrive", resumesAt: "ReleaseInventory", remaining: true },
    { advice: "run-by-hand", resumesAt: null, remaining: true },
    { advice: "check-first", resumesAt: null, remaining: true },
    { advice: "check-first", resumesAt: null, remaining: false },
  ])("advice $advice, remaining $remaining", ({ advice, resumesAt, remaining }) => {
    const recovery = {
      ...STUCK_RUN.verdict.recovery,
      advice,
      resumesAt,
      reason: "The rollback stopped.",
      ...(remaining ? {} : { remaining: [] }),
    };
    const lines = verdictSections(
      {
        verdict: { ...STUCK_RUN.verdict, recovery },
        model: ORDER_MODEL,
        executionArn: "arn:aws:states:eu-west-1:123456789012:execution:order:run-1",
      },
      style,
    ).at(-1);
    expect(lines?.join("\n")).toMatchSnapshot();
  });

  test("inputs that the history does not hold are not promised", () => {
    const remaining = [{ compensation: "ProcessRefund", undoes: "ProcessPayment", input: null }];
    const recovery = { ...STUCK_RUN.verdict.recovery, advice: "run-by-hand" as const, reason: "The rollback stopped.", remaining };
    const judged = { verdict: { ...STUCK_RUN.verdict, recovery }, model: ORDER_MODEL, executionArn: null };
    const advice = (includeData: boolean): readonly string[] =>
      verdictSections(judged, { ...style, includeData })
        .at(-1)
        ?.slice(2) ?? [];
    expect(advice(false)).toEqual([
      "  Run by hand, in this order:",
      "    1. ProcessRefund (undoes ProcessPayment)",
      "  The history does not tell their inputs.",
    ]);
    expect(advice(true)).toEqual([
      "  Run by hand, in this order:",
      "    1. ProcessRefund (undoes ProcessPayment)",
      "       input: the history does not tell",
    ]);
  });
});
