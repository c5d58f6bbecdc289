import { describe, expect, test } from "vitest";
import { displayWidth } from "../../../src/lib/reporters/display-width.ts";
import { runText } from "../../../src/lib/reporters/run-text.ts";
import { NO_PAINT } from "../../../src/lib/reporters/text-style.ts";
import { COMMITTED_RUN, effect, modelOf, STUCK_RUN } from "./order-report.ts";

const narrow = { width: 80, paint: NO_PAINT, includeData: false };

describe("runText", () => {
  test("a committed run is short", () => {
    expect(runText(COMMITTED_RUN, narrow)).toMatchInlineSnapshot(`
      "order SUCCEEDED after 0.000 s

        STEP              EFFECT  COMPENSATION  STATE
        ProcessOrder      done    –             not needed
        ProcessPayment    done    –             not needed
        ReserveInventory  done    –             not needed

      Verdict: committed: the saga succeeded and its effects stand.
        key o-1001, model declared
      "
    `);
  });

  test("a stuck run tells what failed, what remains and how to go on", () => {
    expect(runText(STUCK_RUN, narrow)).toMatchInlineSnapshot(`
      "order FAILED after 14.000 s: OrderFailed: The order was not placed.

        STEP              EFFECT  COMPENSATION       STATE
        ProcessOrder      done    UpdateOrderStatus  missing
        ProcessPayment    done    ProcessRefund      missing
        ReserveInventory  failed  ReleaseInventory   failed

      Verdict: stuck: a compensation did not succeed; somebody has to finish the
        rollback.
        key o-1001, model inferred

      Violations
        compensation-failed: ReleaseInventory failed with States.TaskFailed, so
          ReserveInventory is not undone. (event 27)

      What to do next
        The execution left the chain of compensations at
        sns:NotifyReleaseInventoryFail, so a redrive would not resume them.
        Run by hand, in this order:
          1. ReleaseInventory (undoes ReserveInventory)
          2. ProcessRefund (undoes ProcessPayment)
          3. UpdateOrderStatus (undoes ProcessOrder)
        Their inputs are shown with --include-data.

      Tables
        + Orders order_id=o-1001: status=Placed

      Messages (kept here, none was sent)
        1 × sns arn:aws:sns:us-east-1:123456789012:orders from
          sns:NotifyReleaseInventoryFail

      Simulated, for want of a task in saga.config.yaml: AuditOrder
      Its tasks name "AuditOder", which is no state here: did you mean "AuditOrder"?

      Faults
        ReserveInventory: hit 4 times
        ReleaseInventory#2: never hit

      Errors that would escape uncompensated, and how to try each
        ReserveInventory: States.Timeout
          saga-cli run order.asl.json --fail-at ReserveInventory:States.Timeout

      Exit code 1, because
        The verdict is stuck.
        The fault ReleaseInventory#2 was never hit.
      "
    `);
  });

  test("a wide terminal is used", () => {
    const state = "ReserveInventoryInTheNearestWarehouseThatHasEveryItemOfTheOrder";
    const report = {
      ...COMMITTED_RUN,
      model: modelOf([[state, `Undo${state}`]]),
      verdict: { ...COMMITTED_RUN.verdict, effects: [effect(state, "done", `Undo${state}`, "done")] },
    };
    expect(runText(report, narrow)).toMatchInlineSnapshot(`
      "order SUCCEEDED after 0.000 s

        STEP                            EFFECT  COMPENSATION                     STATE
        ReserveInventoryInTheNearestWa  done    UndoReserveInventoryInTheNeares  done
        rehouseThatHasEveryItemOfTheOr          tWarehouseThatHasEveryItemOfThe
        der                                     Order

      Verdict: committed: the saga succeeded and its effects stand.
        key o-1001, model declared
      "
    `);
    expect(runText(report, { ...narrow, width: 200 })).toMatchInlineSnapshot(`
      "order SUCCEEDED after 0.000 s

        STEP                                                             EFFECT  COMPENSATION                                                         STATE
        ReserveInventoryInTheNearestWarehouseThatHasEveryItemOfTheOrder  done    UndoReserveInventoryInTheNearestWarehouseThatHasEveryItemOfTheOrder  done

      Verdict: committed: the saga succeeded and its effects stand.
        key o-1001, model declared
      "
    `);
  });

  test("the inputs of remaining compensations stand there when data is asked for", () => {
    expect(runText(STUCK_RUN, { ...narrow, includeData: true })).toContain('       input: {"order_id":"o-1001","amount":38}\n');
  });

  test("without it no payload is printed, not even inside of a cause", () => {
    const report = {
      ...STUCK_RUN,
      output: { card: "4242" },
      cause: '{"Input":{"card":"4242"},"Error":"ErrProcessPayment","Cause":"declined"}',
    };
    expect(runText(report, narrow)).not.toContain("4242");
    expect(runText(report, narrow)).toContain("order FAILED after 14.000 s: OrderFailed: ErrProcessPayment: declined\n");
    expect(runText(report, { ...narrow, includeData: true })).toContain("4242");
  });

  test("hostile and wide names neither reach the terminal nor break the lines", () => {
    const state = "\u001b[2J在庫予約\n".repeat(9);
    const report = {
      ...STUCK_RUN,
      machine: state,
      error: state,
      cause: state,
      model: modelOf([[state, state]]),
      verdict: {
        ...STUCK_RUN.verdict,
        key: state,
        reason: state,
        effects: [effect(state, "unknown", state, "failed")],
        violations: [{ kind: "compensation-failed" as const, step: state, compensation: state, event: null, message: state }],
        recovery: {
          advice: "check-first" as const,
          resumesAt: state,
          reason: state,
          remaining: [{ compensation: state, undoes: state, input: null }],
        },
      },
      simulated: [state],
      escapes: [],
      failures: [state],
    };
    const text = runText(report, narrow);
    expect(text).not.toContain("\u001b");
    expect(text.split("\n").filter((line) => displayWidth(line) > 80)).toEqual([]);
  });

  test("colours mark the outcome and nothing is lost to them", () => {
    const red = (text: string): string => `<red>${text}</red>`;
    const text = runText(STUCK_RUN, { ...narrow, paint: { ...NO_PAINT, red } });
    expect(text).toContain("<red>Verdict: stuck</red>: a compensation did not succeed");
    expect(text).toContain("  <red>compensation-failed</red>: ReleaseInventory failed");
    expect(text.replaceAll(/<\/?red>/g, "")).toBe(runText(STUCK_RUN, narrow));
  });
});
