import { describe, expect, it } from "vitest";
import { buildModel } from "../../../src/lib/saga/build-model.ts";
import { verify } from "../../../src/lib/verify/verify.ts";
import { execution } from "../../history-builder.ts";
import { orderMachine } from "../saga/machine-of.ts";
import { order, orderModel, placed, released } from "./order-saga.ts";

describe("verify plans the recovery", () => {
  const undo = [
    { compensation: "ReleaseInventory", undoes: "ReserveInventory", input: order },
    { compensation: "ProcessRefund", undoes: "ProcessPayment", input: order },
    { compensation: "UpdateOrderStatus", undoes: "ProcessOrder", input: order },
  ];

  it.each([
    {
      name: "redrive where the compensation's failure ended the execution",
      history: placed().caught("ReserveInventory", "OutOfStock").escapes("ReleaseInventory", "Throttled"),
      want: {
        advice: "redrive",
        resumesAt: "ReleaseInventory",
        remaining: undo,
        reason: "ReleaseInventory failed and the execution stopped there; on STANDARD it can be redriven for 14 days.",
      },
    },
    {
      name: "redrive where the execution was stopped in a compensation",
      history: placed().caught("ReserveInventory", "OutOfStock").begun("ReleaseInventory").ends("ExecutionAborted"),
      want: {
        advice: "redrive",
        resumesAt: "ReleaseInventory",
        remaining: undo,
        reason: "ReleaseInventory may not have worked and the execution stopped there; on STANDARD it can be redriven for 14 days.",
      },
    },
    {
      name: "by hand where the execution went on to Fail",
      history: placed()
        .caught("ReserveInventory", "OutOfStock")
        .caught("ReleaseInventory", "Throttled")
        .done("sns:NotifyReleaseInventoryFail")
        .fails("OrderFailed"),
      want: {
        advice: "run-by-hand",
        resumesAt: "OrderFailed",
        remaining: undo,
        reason:
          "ReleaseInventory failed and the execution went on without it. A redrive would resume at OrderFailed, which only fails again.",
      },
    },
    {
      name: "check first where a refund may have worked",
      history: execution(order).done("ProcessOrder").caught("ProcessPayment", "CardDeclined").escapes("ProcessRefund", "States.Timeout"),
      want: {
        advice: "check-first",
        resumesAt: "ProcessRefund",
        remaining: undo.slice(1),
        reason: "ProcessRefund may have worked: running it again would reverse twice.",
      },
    },
    {
      name: "check first where nobody knows whether a step took effect",
      history: placed().escapes("ReserveInventory", "States.Timeout"),
      want: {
        advice: "check-first",
        resumesAt: "ReserveInventory",
        remaining: undo,
        reason:
          "Nobody knows whether ReserveInventory took effect. A redrive would go forward from ReserveInventory instead, if the cause is gone.",
      },
    },
    {
      name: "by hand where an error escaped",
      history: placed().escapes("ReserveInventory", "OutOfStock"),
      want: {
        advice: "run-by-hand",
        resumesAt: "ReserveInventory",
        remaining: undo.slice(1),
        reason:
          "Nothing in this execution undoes them any more. A redrive would go forward from ReserveInventory instead, if the cause is gone.",
      },
    },
    {
      name: "go forward where only the notification failed",
      history: placed().done("ReserveInventory").escapes("sns:NotifySuccess", "Throttled"),
      want: {
        advice: "redrive",
        resumesAt: "sns:NotifySuccess",
        remaining: [],
        reason: "ProcessOrder, ProcessPayment, ReserveInventory stand and should: finish the saga, do not undo it.",
      },
    },
    {
      name: "finish by hand where a step answered, and a redrive would call it again",
      history: placed().begun("ReserveInventory").answered().ends("ExecutionFailed", "States.Runtime"),
      want: {
        advice: "run-by-hand",
        resumesAt: "ReserveInventory",
        remaining: [],
        reason:
          "ProcessOrder, ProcessPayment, ReserveInventory stand and should: finish the saga, do not undo it. A redrive would call ReserveInventory again, which took effect, and by the definition that it was started with: the same result fails there again.",
      },
    },
    {
      name: "redrive where a step answered that is idempotent",
      history: placed().begun("ReserveInventory").answered().ends("ExecutionFailed", "States.Runtime"),
      steps: { ReserveInventory: { idempotent: true } },
      want: {
        advice: "redrive",
        resumesAt: "ReserveInventory",
        remaining: [],
        reason: "ProcessOrder, ProcessPayment, ReserveInventory stand and should: finish the saga, do not undo it.",
      },
    },
    {
      name: "undo by hand where a step on the way answered, and a redrive would call it again",
      history: execution(order).done("ProcessOrder").begun("ProcessPayment").answered().ends("ExecutionFailed", "States.Runtime"),
      want: {
        advice: "run-by-hand",
        resumesAt: "ProcessPayment",
        remaining: undo.slice(1),
        reason:
          "Nothing in this execution undoes them any more. A redrive would call ProcessPayment again, which took effect, and by the definition that it was started with: the same result fails there again.",
      },
    },
    {
      name: "by hand where a compensation cannot be called, whoever redrives it",
      history: placed().caught("ReserveInventory", "OutOfStock").escapes("ReleaseInventory"),
      want: {
        advice: "run-by-hand",
        resumesAt: "ReleaseInventory",
        remaining: undo,
        reason:
          "ReleaseInventory failed and the execution stopped there. A redrive would fail at ReleaseInventory again: input and definition stay as they were.",
      },
    },
    {
      name: "take back a refund of what was never charged",
      history: execution(order)
        .caught("ProcessOrder", "ErrProcessOrder")
        .done("ProcessRefund")
        .done("UpdateOrderStatus")
        .fails("OrderFailed"),
      want: {
        advice: "run-by-hand",
        resumesAt: null,
        remaining: [],
        reason: "ProcessRefund reversed what did not stand (any more): that has to be taken back.",
      },
    },
    {
      name: "nothing where only the order was wrong",
      history: placed()
        .caught("ReserveInventory", "OutOfStock")
        .done("ReleaseInventory")
        .done("UpdateOrderStatus")
        .done("ProcessRefund")
        .fails("OrderFailed"),
      want: {
        advice: "none",
        resumesAt: null,
        remaining: [],
        reason: "Nothing is left to undo; the order or number of the compensations was wrong.",
      },
    },
    {
      name: "go forward by hand where something was undone past the pivot",
      history: placed().caught("ReserveInventory", "OutOfStock").done("ReleaseInventory").fails("OrderFailed"),
      steps: { ProcessPayment: { pivot: true } },
      want: {
        advice: "run-by-hand",
        resumesAt: "OrderFailed",
        remaining: [],
        reason:
          "ProcessOrder, ProcessPayment stand and should: finish the saga, do not undo it. A redrive would resume at OrderFailed, which only fails again.",
      },
    },
    {
      name: "nothing where everything was undone",
      history: released(placed().caught("ReserveInventory", "OutOfStock")).fails("OrderFailed"),
      want: { advice: "none", resumesAt: null, remaining: [], reason: "" },
    },
  ])("$name", ({ history, want, ...given }) => {
    expect(verify(history.events, orderModel("steps" in given ? given.steps : {})).recovery).toEqual(want);
  });

  it("redrives no EXPRESS execution: what is left is run by hand, or finished", () => {
    const isExpress = true;
    const stuck = placed().caught("ReserveInventory", "OutOfStock").escapes("ReleaseInventory", "Throttled");
    expect(verify(stuck.events, orderModel(), { isExpress }).recovery).toEqual({
      advice: "run-by-hand",
      resumesAt: null,
      remaining: undo,
      reason: "ReleaseInventory failed and the execution stopped there; an EXPRESS execution cannot be redriven.",
    });
    const escaped = placed().escapes("ReserveInventory", "OutOfStock");
    expect(verify(escaped.events, orderModel(), { isExpress }).recovery).toEqual({
      advice: "run-by-hand",
      resumesAt: null,
      remaining: undo.slice(1),
      reason: "Nothing in this execution undoes them any more.",
    });
    const through = placed().done("ReserveInventory").escapes("sns:NotifySuccess", "Throttled");
    expect(verify(through.events, orderModel(), { isExpress }).recovery).toMatchObject({ advice: "run-by-hand", resumesAt: null });
  });

  it("redrives no execution that came to the most events that a history may have", () => {
    const history = execution(order);
    while (history.last < 24_990) history.done("ProcessOrder");
    history.caught("ProcessPayment", "CardDeclined").escapes("ProcessRefund", "Throttled");
    const { advice, reason } = verify(history.events, orderModel()).recovery;
    expect({ advice, reason }).toEqual({
      advice: "run-by-hand",
      reason: `ProcessRefund failed and the execution stopped there; with ${history.last} events it cannot be redriven.`,
    });
  });

  it("shows workflow variables as the input of a compensation that reads nothing else", async () => {
    const { model } = buildModel("order", await orderMachine("order.jsonata.asl.yaml"), { steps: {} });
    const history = execution(order)
      .done("ProcessOrder", { assign: { order } })
      .input({ ok: true })
      .done("ProcessPayment")
      .caught("ReserveInventory", "OutOfStock")
      .input({ Error: "OutOfStock" })
      .escapes("ReleaseInventory", "Throttled");
    expect(verify(history.events, model).recovery.remaining.map(({ compensation, input }) => ({ compensation, input }))).toEqual([
      { compensation: "ReleaseInventory", input: order },
      { compensation: "ProcessRefund", input: order },
      { compensation: "UpdateOrderStatus", input: order },
    ]);
  });
});
