import { describe, expect, it } from "vitest";
import { caught, flow, placedSummary, runStates, step } from "./engine-run.ts";

const lines = { order_id: "o-1001", lines: [{ sku: "tea" }, { sku: "coffee" }, { sku: "milk" }] };
const map = (states: object, more: object = {}): object => ({
  Type: "Map",
  ItemsPath: "$.lines",
  MaxConcurrency: 1,
  ItemProcessor: flow(states),
  ResultPath: null,
  ...more,
});
const failed = { OrderFailed: { Type: "Fail" } };

/** Every line undoes its own step when it fails. */
const ownRollback = {
  ReserveLines: map(
    {
      ReserveInventory: step("ChargePayment"),
      ChargePayment: step(undefined, caught("ReleaseInventory")),
      ReleaseInventory: step("LineFailed"),
      LineFailed: { Type: "Fail" },
    },
    { Next: "Done" },
  ),
  Done: { Type: "Succeed" },
};

/** One rollback after the Map for all lines. */
const commonRollback = {
  ReserveLines: map({ ReserveInventory: step() }, { Next: "ChargePayment", ...caught("ReleaseInventory") }),
  ChargePayment: step(undefined, caught("ReleaseInventory")),
  ReleaseInventory: step("OrderFailed"),
  ...failed,
};

/** The lines are released by a Map of its own. */
const secondMap = {
  ReserveLines: map({ ReserveInventory: step() }, { Next: "ChargePayment", ...caught("ReleaseLines") }),
  ChargePayment: step(undefined, caught("ReleaseLines")),
  ReleaseLines: map({ ReleaseInventory: step() }, { Next: "OrderFailed" }),
  ...failed,
};

describe("verify judges Maps", () => {
  it.each([
    {
      name: "committed: every iteration is done",
      states: commonRollback,
      plan: {},
      want: {
        outcome: "committed",
        effects: [
          "ReserveLines[0]/ReserveInventory: done, not-needed",
          "ReserveLines[1]/ReserveInventory: done, not-needed",
          "ReserveLines[2]/ReserveInventory: done, not-needed",
          "ChargePayment: done, not-needed",
        ],
      },
    },
    {
      name: "uncompensated: a compensation inside the Map undoes its own iteration only",
      states: ownRollback,
      plan: { fails: { "ReserveLines[1]/ChargePayment": "CardDeclined" }, steps: { ChargePayment: { role: "decision" as const } } },
      want: {
        outcome: "uncompensated",
        effects: ["ReserveLines[0]/ReserveInventory: done, missing", "ReserveLines[1]/ReserveInventory: done, done"],
        violations: ["missing-compensation ReserveInventory ReleaseInventory"],
      },
    },
    {
      name: "compensated: a compensation outside the Map undoes every iteration",
      states: commonRollback,
      plan: { fails: { "ReserveLines[1]/ReserveInventory": "OutOfStock" } },
      want: {
        outcome: "compensated",
        effects: ["ReserveLines[0]/ReserveInventory: done, done", "ReserveLines[1]/ReserveInventory: failed, done"],
      },
    },
    {
      name: "compensated: a Map undoes what another Map did, item by item",
      states: secondMap,
      plan: { fails: { ChargePayment: "CardDeclined" }, steps: { ReserveInventory: { key: "$.sku" } } },
      want: {
        outcome: "compensated",
        effects: [
          "ReserveLines[0]/ReserveInventory: done, done",
          "ReserveLines[1]/ReserveInventory: done, done",
          "ReserveLines[2]/ReserveInventory: done, done",
          "ChargePayment: failed, not-needed",
        ],
      },
    },
    {
      name: "stuck: the Map that undoes another failed at its second item",
      states: secondMap,
      plan: {
        fails: { ChargePayment: "CardDeclined", "ReleaseLines[1]/ReleaseInventory": "Throttled" },
        steps: { ReserveInventory: { key: "$.sku" } },
      },
      want: {
        outcome: "stuck",
        effects: [
          "ReserveLines[0]/ReserveInventory: done, done",
          "ReserveLines[1]/ReserveInventory: done, failed",
          "ReserveLines[2]/ReserveInventory: done, missing",
          "ChargePayment: failed, not-needed",
        ],
        violations: ["compensation-failed ReserveInventory ReleaseInventory", "missing-compensation ReserveInventory ReleaseInventory"],
      },
    },
    {
      name: "uncompensated: nothing tells which effect a compensation in another Map undid",
      states: secondMap,
      plan: { input: { lines: [{ sku: "tea" }] }, fails: { ChargePayment: "CardDeclined" } },
      want: {
        outcome: "uncompensated",
        effects: ["ReserveLines[0]/ReserveInventory: done, missing", "ChargePayment: failed, not-needed"],
        violations: ["missing-compensation ReserveInventory ReleaseInventory"],
      },
    },
    {
      name: "disordered: what no other Map did is undone all the same",
      states: { ...secondMap, ReleaseLines: { ...secondMap.ReleaseLines, ItemsPath: "$.others" } },
      plan: {
        input: { lines: [{ sku: "tea" }], others: [{ sku: "tea" }, { sku: "milk" }] },
        fails: { ChargePayment: "CardDeclined" },
        steps: { ReserveInventory: { key: "$.sku" }, ReleaseInventory: { undo: "reverses" as const } },
      },
      want: {
        outcome: "disordered",
        effects: ["ReserveLines[0]/ReserveInventory: done, done", "ChargePayment: failed, not-needed"],
        violations: ["compensation-without-effect ReserveInventory ReleaseInventory"],
      },
    },
    {
      name: "compensated: an iteration that was broken off is undone with the others",
      states: { ...commonRollback, ReserveLines: { ...commonRollback.ReserveLines, MaxConcurrency: 0 } },
      plan: { fails: { "ReserveLines[0]/ReserveInventory": "silent", "ReserveLines[2]/ReserveInventory": "OutOfStock" } },
      want: {
        outcome: "compensated",
        effects: [
          "ReserveLines[0]/ReserveInventory: unknown, done",
          "ReserveLines[1]/ReserveInventory: done, done",
          "ReserveLines[2]/ReserveInventory: failed, done",
        ],
        notes: ["may-land-after-compensation ReserveInventory"],
      },
    },
    {
      name: "uncompensated: a Map is not at its end while another item is to come",
      states: { ReserveLines: map({ ReserveInventory: step("NotifyCustomer"), NotifyCustomer: step() }, { End: true }) },
      plan: {
        fails: { "ReserveLines[0]/NotifyCustomer": "Throttled" },
        steps: { ReserveInventory: { compensations: [] } },
        more: { saga: true },
      },
      want: {
        outcome: "uncompensated",
        effects: ["ReserveLines[0]/ReserveInventory: done, missing"],
        violations: ["no-compensator ReserveInventory null"],
      },
    },
    {
      name: "compensated: past its pivot an item stands, whatever becomes of the others",
      states: {
        ReserveLines: map(
          {
            ReserveInventory: step("ChargePayment"),
            ChargePayment: step("LineDone", caught("ReleaseInventory")),
            LineDone: { Type: "Succeed" },
            ReleaseInventory: step(),
          },
          { End: true },
        ),
      },
      plan: {
        fails: { "ReserveLines[1]/ChargePayment": "CardDeclined" },
        steps: { ChargePayment: { pivot: true } },
        more: { rollbackMaySucceed: true },
      },
      want: {
        outcome: "compensated",
        effects: [
          "ReserveLines[0]/ReserveInventory: done, not-needed",
          "ReserveLines[0]/ChargePayment: done, not-needed",
          "ReserveLines[1]/ReserveInventory: done, done",
          "ReserveLines[1]/ChargePayment: failed, not-needed",
          "ReserveLines[2]/ReserveInventory: done, not-needed",
          "ReserveLines[2]/ChargePayment: done, not-needed",
        ],
      },
    },
  ])("$name", ({ states, plan, want }) => {
    expect(placedSummary(runStates(states, { input: lines, ...plan }).verdict)).toEqual({ violations: [], notes: [], ...want });
  });

  it("names the iteration, and the key that would tell which effect was undone", () => {
    const input = { lines: [{ sku: "tea" }] };
    const { verdict } = runStates(secondMap, { input, fails: { ChargePayment: "CardDeclined" } });
    expect(verdict.violations.map(({ message }) => message)).toEqual([
      "ReserveInventory in ReserveLines[0] is done (event 8) and was never undone: ReleaseInventory ran in another Map (event 21), where only a key tells which effect it undid. Declare it in saga.config.yaml: machines.order.steps.ReserveInventory: { key: $.PATH }.",
    ]);
    expect(verdict.recovery).toMatchObject({
      advice: "check-first",
      reason:
        "ReleaseInventory ran in another Map, and nobody knows which effect it undid. A redrive would resume at OrderFailed, which only fails again.",
    });
  });

  it("plans a run of the compensation for each item that is open", () => {
    const { verdict } = runStates(secondMap, {
      input: lines,
      fails: { ChargePayment: "CardDeclined", "ReleaseLines[1]/ReleaseInventory": "Throttled" },
      steps: { ReserveInventory: { key: "$.sku" } },
    });
    expect(verdict.recovery).toEqual({
      advice: "redrive",
      resumesAt: "ReleaseInventory",
      remaining: [
        { compensation: "ReleaseInventory", undoes: "ReserveInventory in ReserveLines[2]", input: null },
        { compensation: "ReleaseInventory", undoes: "ReserveInventory in ReserveLines[1]", input: { sku: "coffee" } },
      ],
      reason: "ReleaseInventory failed and the execution stopped there; on STANDARD it can be redriven for 14 days.",
    });
  });
});
