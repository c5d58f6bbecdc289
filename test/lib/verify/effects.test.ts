import { describe, expect, it } from "vitest";
import { buildModel } from "../../../src/lib/saga/build-model.ts";
import { verify } from "../../../src/lib/verify/verify.ts";
import { execution } from "../../history-builder.ts";
import { machineOf, task } from "../saga/machine-of.ts";
import { order, orderModel, placed, released, summary } from "./order-saga.ts";

describe("verify counts what saga-cli injected", () => {
  const failedAfter = released(placed().caught("ReserveInventory", "ErrReserveInventory")).fails("OrderFailed").events;

  it("takes a step that failed after its effect for done", () => {
    const verdict = verify(failedAfter, orderModel(), {
      injected: [{ step: "ReserveInventory", iteration: null, attempt: 1, phase: "after" }],
    });
    expect(verdict.effects[2]).toMatchObject({
      effect: "done",
      source: "injected",
      compensation: { state: "ReleaseInventory", status: "done" },
    });
    expect({ outcome: verdict.outcome, historyOutcome: verdict.historyOutcome }).toEqual({
      outcome: "compensated",
      historyOutcome: undefined,
    });
  });

  it("gives the outcome that history alone proves where it differs", () => {
    const history = execution(order).escapes("ProcessOrder", "ErrProcessOrder").events;
    const verdict = verify(history, orderModel(), { injected: [{ step: "ProcessOrder", iteration: null, attempt: 1, phase: "after" }] });
    expect({ outcome: verdict.outcome, historyOutcome: verdict.historyOutcome }).toEqual({
      outcome: "uncompensated",
      historyOutcome: "no-effect",
    });
  });

  it.each([
    { name: "stands when its compensation had already run", steps: {}, want: "uncompensated" },
    { name: "is barred by a tombstone", steps: { ReserveInventory: { tombstone: true } }, want: "compensated" },
  ])("an effect that lands late $name", ({ steps, want }) => {
    const history = released(placed().caught("ReserveInventory", "States.Timeout")).fails("OrderFailed").events;
    const verdict = verify(history, orderModel(steps), {
      injected: [{ step: "ReserveInventory", iteration: null, attempt: 1, phase: "late" }],
    });
    expect(verdict.outcome).toBe(want);
  });

  it("does not take a saga past its last step that only the injection knows to be done", () => {
    const history = placed().escapes("ReserveInventory", "States.Timeout").events;
    const verdict = verify(history, orderModel(), { injected: [{ step: "ReserveInventory", iteration: null, attempt: 1, phase: "late" }] });
    expect(summary(verdict)).toEqual({
      outcome: "uncompensated",
      effects: { ProcessOrder: "done, missing", ProcessPayment: "done, missing", ReserveInventory: "done, missing" },
      violations: [
        "missing-compensation ProcessOrder UpdateOrderStatus",
        "missing-compensation ProcessPayment ProcessRefund",
        "missing-compensation ReserveInventory ReleaseInventory",
      ],
      notes: [],
    });
  });

  it("leaves other attempts alone", () => {
    const verdict = verify(failedAfter, orderModel(), {
      injected: [{ step: "ReserveInventory", iteration: null, attempt: 2, phase: "after" }],
    });
    expect(verdict.effects[2]?.effect).toBe("failed");
  });
});

describe("verify reads failures that a Choice finds in a result", () => {
  const definition = {
    StartAt: "PlaceOrder",
    States: {
      PlaceOrder: task("TakePayment"),
      TakePayment: task("IsPaid"),
      IsPaid: { Type: "Choice", Choices: [{ Variable: "$.paid", BooleanEquals: true, Next: "OrderPlaced" }], Default: "RefundPayment" },
      OrderPlaced: { Type: "Succeed" },
      RefundPayment: task("CancelOrder"),
      CancelOrder: task("OrderFailed"),
      OrderFailed: { Type: "Fail" },
    },
  };
  const model = buildModel("order", machineOf(definition), { steps: {} }).model;

  it("as a failure of the step that the Choice tests", () => {
    const history = execution(order)
      .done("PlaceOrder")
      .done("TakePayment")
      .passed("IsPaid")
      .done("RefundPayment")
      .done("CancelOrder")
      .fails("OrderFailed");
    expect(summary(verify(history.events, model))).toEqual({
      outcome: "compensated",
      effects: { PlaceOrder: "done, done", TakePayment: "failed, done" },
      violations: [],
      notes: [],
    });
  });

  it("and not where it took the way to success", () => {
    const history = execution(order).done("PlaceOrder").done("TakePayment").passed("IsPaid").succeeds("OrderPlaced");
    expect(verify(history.events, model).outcome).toBe("committed");
  });
});
