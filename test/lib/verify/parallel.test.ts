import { describe, expect, it } from "vitest";
import { caught, flow, placedSummary, runStates, step } from "./engine-run.ts";

/** An order whose payment and reservation are made side by side; its rollback undoes both, and then the order. */
function orderWith(branches: readonly object[], rollback: object = step("CancelOrder")) {
  return {
    CreateOrder: step("PayAndReserve", caught("CancelOrder")),
    PayAndReserve: { Type: "Parallel", Branches: branches, ResultPath: null, End: true, ...caught("RefundPayment") },
    RefundPayment: step("ReleaseInventory"),
    ReleaseInventory: rollback,
    CancelOrder: step("OrderFailed"),
    OrderFailed: { Type: "Fail" },
  };
}

const order = orderWith([flow({ ChargePayment: step() }), flow({ ReserveInventory: step() })]);

describe("verify judges Parallels", () => {
  it.each([
    {
      name: "committed: both branches are done",
      states: order,
      plan: {},
      want: {
        outcome: "committed",
        effects: ["CreateOrder: done, not-needed", "ChargePayment: done, not-needed", "ReserveInventory: done, not-needed"],
      },
    },
    {
      name: "compensated: one branch failed, and the finished sibling was undone as well",
      states: order,
      plan: { fails: { ReserveInventory: "OutOfStock" } },
      want: { outcome: "compensated", effects: ["CreateOrder: done, done", "ChargePayment: done, done", "ReserveInventory: failed, done"] },
    },
    {
      name: "compensated, with a note: a sibling was broken off while it worked",
      states: order,
      plan: { fails: { ChargePayment: "silent", ReserveInventory: "OutOfStock" } },
      want: {
        outcome: "compensated",
        effects: ["CreateOrder: done, done", "ChargePayment: unknown, done", "ReserveInventory: failed, done"],
        notes: ["may-land-after-compensation ChargePayment"],
      },
    },
    {
      name: "compensated: the Parallel was tried twice, and what was done twice is undone together",
      states: {
        ...order,
        PayAndReserve: { ...order.PayAndReserve, Retry: [{ ErrorEquals: ["States.ALL"], MaxAttempts: 1 }] },
      },
      plan: { fails: { ReserveInventory: "OutOfStock" } },
      want: {
        outcome: "compensated",
        effects: ["CreateOrder: done, done", "ChargePayment: done, done", "ReserveInventory: failed, done", "ChargePayment: done, done"],
      },
    },
    {
      name: "stuck: a compensation failed, and the one before the Parallel never ran",
      states: order,
      plan: { fails: { ReserveInventory: "OutOfStock", ReleaseInventory: "Throttled" } },
      want: {
        outcome: "stuck",
        effects: ["CreateOrder: done, missing", "ChargePayment: done, done", "ReserveInventory: failed, failed"],
        violations: ["compensation-failed ReserveInventory ReleaseInventory", "missing-compensation CreateOrder CancelOrder"],
      },
    },
    {
      name: "uncompensated: a sibling's effect is left behind",
      states: { ...order, RefundPayment: { Type: "Pass", Next: "CancelOrder" } },
      plan: {
        fails: { ReserveInventory: "OutOfStock" },
        steps: { ChargePayment: { compensations: ["RefundPayment"] }, RefundPayment: { role: "control" as const } },
      },
      want: {
        outcome: "uncompensated",
        effects: ["CreateOrder: done, done", "ChargePayment: done, missing", "ReserveInventory: failed, not-needed"],
        violations: ["missing-compensation ChargePayment RefundPayment"],
      },
    },
    {
      name: "uncompensated: a branch swallowed its failure beside an effect that began after it",
      states: orderWith([
        flow({ ReserveInventory: step(undefined, caught("NotReserved")), NotReserved: { Type: "Pass", End: true } }),
        flow({ WaitForStock: { Type: "Wait", Seconds: 1, Next: "ChargePayment" }, ChargePayment: step() }),
      ]),
      plan: { fails: { ReserveInventory: "silent" } },
      want: {
        outcome: "uncompensated",
        effects: ["CreateOrder: done, missing", "ReserveInventory: unknown, missing", "ChargePayment: done, missing"],
        violations: [
          "missing-compensation CreateOrder CancelOrder",
          "ambiguous-effect ReserveInventory ReleaseInventory",
          "missing-compensation ChargePayment RefundPayment",
        ],
      },
    },
    {
      name: "disordered: a branch undid its own step, and the rollback undid it once more",
      states: orderWith([
        flow({ ChargePayment: step(undefined, caught("RefundPayment2")), RefundPayment2: step("Refunded"), Refunded: { Type: "Fail" } }),
        flow({ ReserveInventory: step() }),
      ]),
      plan: {
        fails: { ChargePayment: "CardDeclined" },
        steps: { ChargePayment: { compensations: ["RefundPayment2", "RefundPayment"] } },
      },
      want: {
        outcome: "disordered",
        effects: ["CreateOrder: done, done", "ChargePayment: failed, done", "ReserveInventory: done, done"],
        violations: ["duplicate-compensation ChargePayment RefundPayment"],
      },
    },
  ])("$name", ({ states, plan, want }) => {
    expect(placedSummary(runStates(states, plan).verdict)).toEqual({ violations: [], notes: [], ...want });
  });

  it("wants what ran side by side undone before what came first", () => {
    const states = {
      ...order,
      PayAndReserve: { ...order.PayAndReserve, ...caught("CancelOrder") },
      CancelOrder: step("RefundPayment"),
      ReleaseInventory: step("OrderFailed"),
    };
    const { verdict } = runStates(states, { fails: { ReserveInventory: "OutOfStock" } });
    expect({ outcome: verdict.outcome, messages: verdict.violations.map(({ message }) => message) }).toEqual({
      outcome: "disordered",
      messages: [
        "CancelOrder ran before RefundPayment, although ChargePayment came after CreateOrder: the last effect is undone first.",
        "CancelOrder ran before ReleaseInventory, although ReserveInventory came after CreateOrder: the last effect is undone first.",
      ],
    });
  });

  it.each([
    {
      name: "goes forward where every branch is done and a later notification fails",
      fails: { NotifyCustomer: "Throttled" },
      want: "incomplete",
    },
    { name: "does not where a branch had not come to its step", fails: { CheckStock: "Throttled" }, want: "uncompensated" },
  ])("$name", ({ fails, want }) => {
    const branches = [flow({ ChargePayment: step() }), flow({ CheckStock: step("ReserveInventory"), ReserveInventory: step() })];
    const states = {
      PlaceOrder: { Type: "Parallel", Branches: branches, ResultPath: null, Next: "NotifyCustomer" },
      NotifyCustomer: step(),
    };
    const steps = { ChargePayment: { compensations: [] }, NotifyCustomer: { role: "notification" as const } };
    expect(runStates(states, { fails, steps, more: { saga: true } }).verdict.outcome).toBe(want);
  });

  it("takes compensations that overlap for a note", () => {
    const states = {
      CreateOrder: step("ChargePayment"),
      ChargePayment: step("ReserveInventory"),
      ReserveInventory: step(undefined, caught("Rollback")),
      Rollback: {
        Type: "Parallel",
        Branches: [flow({ RefundPayment: step() }), flow({ CancelOrder: step() })],
        Next: "OrderFailed",
      },
      OrderFailed: { Type: "Fail" },
    };
    const { verdict } = runStates(states, { fails: { ReserveInventory: "OutOfStock" }, steps: { ReserveInventory: { role: "read" } } });
    expect(placedSummary(verdict)).toEqual({
      outcome: "compensated",
      effects: ["CreateOrder: done, done", "ChargePayment: done, done"],
      violations: [],
      notes: ["overlap CreateOrder"],
    });
  });

  it("resumes a rollback at the Parallel in which several compensations stand", () => {
    const states = {
      CreateOrder: step("ChargePayment"),
      ChargePayment: step("ShipOrder"),
      ShipOrder: step(undefined, caught("Rollback")),
      Rollback: {
        Type: "Parallel",
        Branches: [flow({ RefundPayment: step() }), flow({ CancelOrder: step() })],
        Next: "OrderFailed",
      },
      OrderFailed: { Type: "Fail" },
    };
    const { verdict } = runStates(states, { fails: { ShipOrder: "NoCourier", RefundPayment: "Throttled", CancelOrder: "silent" } });
    expect(verdict.recovery).toMatchObject({ advice: "redrive", resumesAt: "Rollback" });
  });
});
