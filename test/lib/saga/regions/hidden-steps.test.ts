import { describe, expect, it } from "vitest";
import { buildModel } from "../../../../src/lib/saga/build-model.ts";
import type { SagaModel } from "../../../../src/lib/saga/model.ts";
import { machineOf, task } from "../machine-of.ts";

function modelOf(states: object): SagaModel {
  const definition = { StartAt: Object.keys(states)[0], States: { ...states, OrderFailed: { Type: "Fail" } } };
  return buildModel("order", machineOf(definition), { steps: {} }).model;
}

/** A task that sends a message. */
function sends(next?: string, caught?: string): object {
  return task(next, caught, {
    Resource: "arn:aws:states:::sqs:sendMessage",
    Parameters: { QueueUrl: "${Commands}", "MessageBody.$": "$" },
  });
}

/** The roles and compensations of the states that do anything. */
function workOf({ steps }: SagaModel): Record<string, readonly string[]> {
  return Object.fromEntries([...steps.values()].map(({ state, role, compensations }) => [state, [role, ...compensations]]));
}

describe("a step is found", () => {
  it.each([
    {
      name: "in the message that commands it, where another one undoes it",
      states: {
        ReserveStock: sends("ChargeCard", "OrderFailed"),
        ChargeCard: sends("SendReceipt", "ReleaseStock"),
        SendReceipt: sends(),
        ReleaseStock: sends("OrderFailed"),
      },
      want: {
        ReserveStock: ["forward", "ReleaseStock"],
        ChargeCard: ["notification"],
        SendReceipt: ["notification"],
        ReleaseStock: ["compensation"],
      },
    },
    {
      name: "in the message that commands it in short, but not in the news of it",
      states: {
        AuthPayment: sends("PaymentReserved", "OrderFailed"),
        PaymentReserved: sends("ReservedPayment"),
        ReservedPayment: sends("ShipOrder"),
        ShipOrder: sends(undefined, "Refund"),
        Refund: sends("OrderFailed"),
      },
      want: {
        AuthPayment: ["forward", "Refund"],
        PaymentReserved: ["notification"],
        ReservedPayment: ["notification"],
        ShipOrder: ["notification"],
        Refund: ["compensation"],
      },
    },
    {
      name: "not in news that begin with no deed, though something is undone that they are about",
      states: {
        CreateOrder: task("OrderNews", "OrderFailed"),
        OrderNews: sends("ShipParcel"),
        ShipParcel: task(undefined, "CancelOrder"),
        CancelOrder: task("OrderFailed"),
      },
      want: {
        CreateOrder: ["forward", "CancelOrder"],
        OrderNews: ["notification"],
        ShipParcel: ["forward"],
        CancelOrder: ["compensation"],
      },
    },
    {
      name: "in what says that it only looks, where that is rolled back",
      states: {
        ReserveFunds: task("ValidatePayment", "RollbackFunds"),
        ValidatePayment: task("MovePayment", "RollbackFunds"),
        MovePayment: task(undefined, "RollbackValidation"),
        RollbackValidation: task("RollbackFunds"),
        RollbackFunds: task("OrderFailed"),
      },
      want: {
        ReserveFunds: ["forward", "RollbackFunds"],
        ValidatePayment: ["forward", "RollbackValidation"],
        MovePayment: ["forward"],
        RollbackValidation: ["compensation"],
        RollbackFunds: ["compensation"],
      },
    },
    {
      name: "in the check of a stock that is released and that nothing else has reserved",
      states: {
        CheckInventory: task("ChargeCard", "OrderFailed"),
        ChargeCard: task(undefined, "ReleaseInventory"),
        ReleaseInventory: task("OrderFailed"),
      },
      want: { CheckInventory: ["forward", "ReleaseInventory"], ChargeCard: ["forward"], ReleaseInventory: ["compensation"] },
    },
    {
      name: "in a notification that is compensated by its name",
      states: {
        CreateLabel: task("NotifyCarrier", "OrderFailed"),
        NotifyCarrier: task("StoreLabel", "DeleteLabel"),
        StoreLabel: task(undefined, "CompensateCarrier"),
        CompensateCarrier: task("DeleteLabel"),
        DeleteLabel: task("OrderFailed"),
      },
      want: {
        CreateLabel: ["forward", "DeleteLabel"],
        NotifyCarrier: ["forward", "CompensateCarrier"],
        StoreLabel: ["forward", "DeleteLabel"],
        CompensateCarrier: ["compensation"],
        DeleteLabel: ["compensation"],
      },
    },
  ])("$name", ({ states, want }) => {
    expect(workOf(modelOf(states))).toEqual(want);
  });
});

describe("no step is found", () => {
  it.each([
    {
      name: "in a check beside the step that reserves",
      states: {
        CheckInventory: task("ReserveInventory", "OrderFailed"),
        ReserveInventory: task("ChargeCard", "OrderFailed"),
        ChargeCard: task(undefined, "ReleaseInventory"),
        ReleaseInventory: task("OrderFailed"),
      },
      want: {
        CheckInventory: ["read"],
        ReserveInventory: ["forward", "ReleaseInventory"],
        ChargeCard: ["forward"],
        ReleaseInventory: ["compensation"],
      },
    },
    {
      name: "in the validation of an order that is cancelled, and was placed elsewhere",
      states: {
        ValidateOrder: task("ChargeCard", "CancelOrder"),
        ChargeCard: task(undefined, "CancelOrder"),
        CancelOrder: task("OrderFailed"),
      },
      want: { ValidateOrder: ["read"], ChargeCard: ["forward", "CancelOrder"], CancelOrder: ["compensation"] },
    },
    {
      name: "in the news of a step that is undone",
      states: {
        ReserveStock: task("PublishStockReserved", "OrderFailed"),
        PublishStockReserved: sends("ChargeCard"),
        ChargeCard: task(undefined, "CompensateStock"),
        CompensateStock: task("OrderFailed"),
      },
      want: {
        ReserveStock: ["forward", "CompensateStock"],
        PublishStockReserved: ["notification"],
        ChargeCard: ["forward"],
        CompensateStock: ["compensation"],
      },
    },
  ])("$name", ({ states, want }) => {
    expect(workOf(modelOf(states))).toEqual(want);
  });
});
