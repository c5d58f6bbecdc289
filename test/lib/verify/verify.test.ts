import { describe, expect, it } from "vitest";
import { buildModel } from "../../../src/lib/saga/build-model.ts";
import { verify } from "../../../src/lib/verify/verify.ts";
import type { HistoryBuilder } from "../../history-builder.ts";
import { execution } from "../../history-builder.ts";
import { machineOf, task } from "../saga/machine-of.ts";
import { order, orderModel, placed, released, summary } from "./order-saga.ts";

const happy = (): HistoryBuilder => placed().done("ReserveInventory").done("sns:NotifySuccess");

const OUTCOMES = [
  {
    name: "committed: every step is done and the execution succeeded",
    history: happy().succeeds("OrderSucceeded"),
    want: {
      outcome: "committed",
      effects: { ProcessOrder: "done, not-needed", ProcessPayment: "done, not-needed", ReserveInventory: "done, not-needed" },
    },
  },
  {
    name: "committed: a step failed twice before it was done",
    history: placed()
      .done("ReserveInventory", { errors: ["Throttled", "Throttled"] })
      .done("sns:NotifySuccess")
      .succeeds("OrderSucceeded"),
    want: {
      outcome: "committed",
      effects: { ProcessOrder: "done, not-needed", ProcessPayment: "done, not-needed", ReserveInventory: "done, not-needed" },
    },
  },
  {
    name: "compensated: the last step failed and everything was undone",
    history: released(placed().caught("ReserveInventory", "OutOfStock")).fails("OrderFailed"),
    want: {
      outcome: "compensated",
      effects: { ProcessOrder: "done, done", ProcessPayment: "done, done", ReserveInventory: "failed, done" },
    },
  },
  {
    name: "compensated: the first step failed",
    history: execution(order).caught("ProcessOrder", "ErrProcessOrder").done("UpdateOrderStatus").fails("OrderFailed"),
    want: { outcome: "compensated", effects: { ProcessOrder: "failed, done" } },
  },
  {
    name: "no-effect: the first step failed and nothing ran after it",
    history: execution(order).escapes("ProcessOrder", "ErrProcessOrder"),
    want: { outcome: "no-effect", effects: { ProcessOrder: "failed, not-needed" } },
  },
  {
    name: "no-effect: the first step was entered and never scheduled",
    history: execution(order).neverScheduled("ProcessOrder").fails("OrderFailed"),
    want: { outcome: "no-effect", effects: { ProcessOrder: "failed, not-needed" } },
  },
  {
    name: "running: the payment is being taken",
    history: execution(order).done("ProcessOrder").begun("ProcessPayment"),
    want: { outcome: "running", effects: { ProcessOrder: "done, not-needed", ProcessPayment: "unknown, not-needed" } },
  },
  {
    name: "stuck: a compensation failed and its Catch left the chain",
    history: placed()
      .caught("ReserveInventory", "OutOfStock")
      .caught("ReleaseInventory", "States.TaskFailed")
      .done("sns:NotifyReleaseInventoryFail")
      .fails("OrderFailed"),
    want: {
      outcome: "stuck",
      effects: { ProcessOrder: "done, missing", ProcessPayment: "done, missing", ReserveInventory: "failed, failed" },
      violations: [
        "compensation-failed ReserveInventory ReleaseInventory",
        "missing-compensation ProcessOrder UpdateOrderStatus",
        "missing-compensation ProcessPayment ProcessRefund",
      ],
    },
  },
  {
    name: "stuck: a compensation timed out",
    history: execution(order).done("ProcessOrder").caught("ProcessPayment", "CardDeclined").escapes("ProcessRefund", "States.Timeout"),
    want: {
      outcome: "stuck",
      effects: { ProcessOrder: "done, missing", ProcessPayment: "failed, unknown" },
      violations: ["compensation-failed ProcessPayment ProcessRefund", "missing-compensation ProcessOrder UpdateOrderStatus"],
    },
  },
  {
    name: "compensated: a compensation failed and a redrive ran it to its end",
    history: execution(order)
      .caught("ProcessOrder", "ErrProcessOrder")
      .escapes("UpdateOrderStatus", "States.TaskFailed")
      .redriven()
      .done("UpdateOrderStatus")
      .fails("OrderFailed"),
    want: { outcome: "compensated", effects: { ProcessOrder: "failed, done" } },
  },
  {
    name: "incomplete: every step is done and the notification failed",
    history: placed().done("ReserveInventory").escapes("sns:NotifySuccess", "States.TaskFailed"),
    want: {
      outcome: "incomplete",
      effects: { ProcessOrder: "done, not-needed", ProcessPayment: "done, not-needed", ReserveInventory: "done, not-needed" },
    },
  },
  {
    name: "incomplete: stopped after the last step",
    history: placed().done("ReserveInventory").ends("ExecutionAborted"),
    want: {
      outcome: "incomplete",
      effects: { ProcessOrder: "done, not-needed", ProcessPayment: "done, not-needed", ReserveInventory: "done, not-needed" },
    },
  },
  {
    name: "uncompensated: a timeout escaped",
    history: placed().escapes("ReserveInventory", "States.Timeout"),
    want: {
      outcome: "uncompensated",
      effects: { ProcessOrder: "done, missing", ProcessPayment: "done, missing", ReserveInventory: "unknown, missing" },
      violations: [
        "missing-compensation ProcessOrder UpdateOrderStatus",
        "missing-compensation ProcessPayment ProcessRefund",
        "ambiguous-effect ReserveInventory ReleaseInventory",
      ],
    },
  },
  {
    name: "uncompensated: the machine's own timeout broke it off between two steps",
    history: placed().ends("ExecutionTimedOut"),
    want: {
      outcome: "uncompensated",
      effects: { ProcessOrder: "done, missing", ProcessPayment: "done, missing" },
      violations: ["missing-compensation ProcessOrder UpdateOrderStatus", "missing-compensation ProcessPayment ProcessRefund"],
    },
  },
  {
    name: "uncompensated: a failure was swallowed and the execution succeeded",
    history: placed().caught("ReserveInventory", "OutOfStock").done("sns:NotifySuccess").succeeds("OrderSucceeded"),
    want: {
      outcome: "uncompensated",
      effects: { ProcessOrder: "done, missing", ProcessPayment: "done, missing", ReserveInventory: "failed, not-needed" },
      violations: ["missing-compensation ProcessOrder UpdateOrderStatus", "missing-compensation ProcessPayment ProcessRefund"],
    },
  },
  {
    name: "committed: the step whose failure was swallowed is optional",
    history: placed().caught("ReserveInventory", "OutOfStock").done("sns:NotifySuccess").succeeds("OrderSucceeded"),
    steps: { ReserveInventory: { optional: true } },
    want: {
      outcome: "committed",
      effects: { ProcessOrder: "done, not-needed", ProcessPayment: "done, not-needed", ReserveInventory: "failed, not-needed" },
    },
  },
  {
    name: "ambiguous: only the first step's effect is in doubt",
    history: execution(order).escapes("ProcessOrder", "Lambda.Unknown"),
    want: {
      outcome: "ambiguous",
      effects: { ProcessOrder: "unknown, missing" },
      violations: ["ambiguous-effect ProcessOrder UpdateOrderStatus"],
    },
  },
  {
    name: "no-effect: the doubt is accepted",
    history: execution(order).escapes("ProcessOrder", "Lambda.Unknown"),
    steps: { ProcessOrder: { onUnknown: "accepted" } },
    want: { outcome: "no-effect", effects: { ProcessOrder: "unknown, not-needed" } },
  },
  {
    name: "no-effect: an idempotent step's later answer settles the doubt",
    history: execution(order).escapes("ProcessOrder", "States.Timeout", "ErrProcessOrder"),
    steps: { ProcessOrder: { idempotent: true } },
    want: { outcome: "no-effect", effects: { ProcessOrder: "failed, not-needed" } },
  },
  {
    name: "disordered: the first effect was undone first",
    history: placed()
      .caught("ReserveInventory", "OutOfStock")
      .done("ReleaseInventory")
      .done("UpdateOrderStatus")
      .done("ProcessRefund")
      .fails("OrderFailed"),
    want: {
      outcome: "disordered",
      effects: { ProcessOrder: "done, done", ProcessPayment: "done, done", ReserveInventory: "failed, done" },
      violations: ["compensation-order ProcessOrder UpdateOrderStatus"],
    },
  },
  {
    name: "disordered: refunded twice",
    history: execution(order)
      .done("ProcessOrder")
      .caught("ProcessPayment", "CardDeclined")
      .done("ProcessRefund")
      .done("ProcessRefund")
      .done("UpdateOrderStatus")
      .fails("OrderFailed"),
    want: {
      outcome: "disordered",
      effects: { ProcessOrder: "done, done", ProcessPayment: "failed, done" },
      violations: ["duplicate-compensation ProcessPayment ProcessRefund"],
    },
  },
  {
    name: "disordered: refunded what was never charged",
    history: execution(order)
      .caught("ProcessOrder", "ErrProcessOrder")
      .done("ProcessRefund")
      .done("UpdateOrderStatus")
      .fails("OrderFailed"),
    want: {
      outcome: "disordered",
      effects: { ProcessOrder: "failed, done" },
      violations: ["compensation-without-effect ProcessPayment ProcessRefund"],
    },
  },
  {
    name: "compensated, with a note: released what was never reserved",
    history: released(execution(order).done("ProcessOrder").caught("ProcessPayment", "CardDeclined")).fails("OrderFailed"),
    want: {
      outcome: "compensated",
      effects: { ProcessOrder: "done, done", ProcessPayment: "failed, done" },
      notes: ["compensation-without-effect ReserveInventory"],
    },
  },
  {
    name: "compensated, with a note: the step timed out and may land later",
    history: released(placed().caught("ReserveInventory", "States.Timeout")).fails("OrderFailed"),
    want: {
      outcome: "compensated",
      effects: { ProcessOrder: "done, done", ProcessPayment: "done, done", ReserveInventory: "unknown, done" },
      notes: ["may-land-after-compensation ReserveInventory"],
    },
  },
  {
    name: "compensated, without that note where the compensation bars the step",
    history: released(placed().caught("ReserveInventory", "States.Timeout")).fails("OrderFailed"),
    steps: { ReserveInventory: { tombstone: true } },
    want: {
      outcome: "compensated",
      effects: { ProcessOrder: "done, done", ProcessPayment: "done, done", ReserveInventory: "unknown, done" },
    },
  },
  {
    name: "committed, with a note: done after an attempt that ended unknown",
    history: placed()
      .done("ReserveInventory", { errors: ["States.Timeout"] })
      .done("sns:NotifySuccess")
      .succeeds("OrderSucceeded"),
    want: {
      outcome: "committed",
      effects: { ProcessOrder: "done, not-needed", ProcessPayment: "done, not-needed", ReserveInventory: "done, not-needed" },
      notes: ["maybe-duplicate ReserveInventory"],
    },
  },
  {
    name: "compensated, with a violation: the rollback ended SUCCEEDED",
    history: released(placed().caught("ReserveInventory", "OutOfStock")).succeeds(),
    want: {
      outcome: "compensated",
      effects: { ProcessOrder: "done, done", ProcessPayment: "done, done", ReserveInventory: "failed, done" },
      violations: ["failure-masked ReserveInventory ReleaseInventory"],
    },
  },
  {
    name: "compensated: a rollback that may succeed",
    history: released(placed().caught("ReserveInventory", "OutOfStock")).succeeds(),
    more: { rollbackMaySucceed: true },
    want: {
      outcome: "compensated",
      effects: { ProcessOrder: "done, done", ProcessPayment: "done, done", ReserveInventory: "failed, done" },
    },
  },
  {
    name: "compensated, with a violation: a notification's failure undid a finished saga",
    history: released(placed().done("ReserveInventory").caught("sns:NotifySuccess", "States.TaskFailed")).fails("OrderFailed"),
    want: {
      outcome: "compensated",
      effects: { ProcessOrder: "done, done", ProcessPayment: "done, done", ReserveInventory: "done, done" },
      violations: ["compensation-after-pivot ReserveInventory ReleaseInventory"],
    },
  },
  {
    name: "incomplete: the step after the declared pivot failed",
    history: placed().escapes("ReserveInventory", "OutOfStock"),
    steps: { ProcessPayment: { pivot: true } },
    want: {
      outcome: "incomplete",
      effects: { ProcessOrder: "done, not-needed", ProcessPayment: "done, not-needed", ReserveInventory: "failed, not-needed" },
    },
  },
  {
    name: "disordered: something was undone after the declared pivot",
    history: placed().caught("ReserveInventory", "OutOfStock").done("ReleaseInventory").fails("OrderFailed"),
    steps: { ProcessPayment: { pivot: true } },
    want: {
      outcome: "disordered",
      effects: { ProcessOrder: "done, not-needed", ProcessPayment: "done, not-needed", ReserveInventory: "failed, done" },
      violations: ["compensation-after-pivot ProcessPayment ReleaseInventory"],
    },
  },
  {
    name: "no-effect: what is done needs no compensation",
    history: execution(order).done("ProcessOrder").escapes("ProcessPayment", "CardDeclined"),
    steps: { ProcessOrder: { noCompensation: "an order that is not paid expires" } },
    want: { outcome: "no-effect", effects: { ProcessOrder: "done, not-needed", ProcessPayment: "failed, not-needed" } },
  },
  {
    name: "not-a-saga: the person says so",
    history: placed().escapes("ReserveInventory", "OutOfStock"),
    more: { saga: false },
    want: {
      outcome: "not-a-saga",
      effects: { ProcessOrder: "done, missing", ProcessPayment: "done, missing", ReserveInventory: "failed, not-needed" },
    },
  },
] as const;

describe("verify judges the order saga", () => {
  it.each(OUTCOMES)("$name", ({ history, want, ...given }) => {
    const model = orderModel("steps" in given ? given.steps : {}, "more" in given ? given.more : {});
    expect(summary(verify(history.events, model))).toEqual({ violations: [], notes: [], ...want });
  });

  it("names the effects' events and the business key", () => {
    const verdict = verify(
      released(placed().caught("ReserveInventory", "OutOfStock")).fails("OrderFailed").events,
      orderModel({}, { key: "$.order_id" }),
    );
    expect({ key: verdict.key, payment: verdict.effects[1] }).toEqual({
      key: "o-1001",
      payment: {
        step: "ProcessPayment",
        execution: null,
        iteration: null,
        effect: "done",
        source: "history",
        events: [8, 9, 10],
        compensation: { state: "ProcessRefund", status: "done", events: [23, 24, 25] },
      },
    });
  });

  it.each([
    {
      name: "what was never undone",
      history: execution(order).done("ProcessOrder").escapes("ProcessPayment", "CardDeclined"),
      want: ["ProcessOrder is done (event 5) and was never undone: UpdateOrderStatus never ran."],
    },
    {
      name: "what nothing can undo, and the line that declares it",
      history: execution(order).done("ProcessOrder").escapes("ProcessPayment", "CardDeclined"),
      steps: { ProcessOrder: { role: "forward" }, UpdateOrderStatus: { role: "notification" } },
      want: [
        "ProcessOrder is done (event 5) and no state is known that undoes it. Declare it in saga.config.yaml: machines.order.steps.ProcessOrder: { compensations: [STATE] } or { noCompensation: REASON }.",
      ],
    },
    {
      name: "a compensation that failed",
      history: execution(order).caught("ProcessOrder", "ErrProcessOrder").escapes("UpdateOrderStatus", "Throttled"),
      want: ["UpdateOrderStatus, which undoes ProcessOrder, failed (event 10, Throttled)."],
    },
    {
      name: "an order that is wrong",
      history: placed()
        .caught("ReserveInventory", "OutOfStock")
        .done("ReleaseInventory")
        .done("UpdateOrderStatus")
        .done("ProcessRefund")
        .fails("OrderFailed"),
      want: [
        "UpdateOrderStatus ran before ProcessRefund, although ProcessPayment came after ProcessOrder: the last effect is undone first.",
      ],
    },
  ] as const)("tells a person $name", ({ history, want, ...given }) => {
    expect(verify(history.events, orderModel("steps" in given ? given.steps : {})).violations.map(({ message }) => message)).toEqual(want);
  });
});

it("says of a compensation whose step the machine does not have neither that it had an effect to undo nor that it had none", () => {
  const States = {
    PackParcel: task("HandOver", "RefundCustomer"),
    HandOver: task(undefined, "RefundCustomer"),
    RefundCustomer: task("ParcelFailed"),
    ParcelFailed: { Type: "Fail" },
  };
  const { model } = buildModel("parcel", machineOf({ StartAt: "PackParcel", States }), { steps: {} });
  const history = execution(order).caught("PackParcel", "OutOfBoxes").done("RefundCustomer").fails("ParcelFailed");
  expect(summary(verify(history.events, model))).toEqual({
    outcome: "compensated",
    effects: { PackParcel: "failed, not-needed" },
    violations: [],
    notes: [],
  });
});
