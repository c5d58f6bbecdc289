import { expect, test, vi } from "vitest";
import { analysisOf } from "../../../src/lib/rules/failing.ts";
import { compensationOrder } from "../../../src/lib/rules/compensation-order.ts";
import { buildModel } from "../../../src/lib/saga/build-model.ts";
import { machineOf } from "../saga/machine-of.ts";
import { compensation, orderSaga, task, tripSaga } from "./order-saga.ts";
import { ruleCases } from "./rule-cases.ts";

ruleCases(compensationOrder, [
  { name: "compensations run in the reverse order of the effects", definition: orderSaga(), want: [] },
  {
    name: "the payment is refunded before the shipment is cancelled",
    definition: orderSaga({
      ShipOrder: task("ShipOrder", { onError: "ProcessRefund", Next: "OrderShipped" }),
      ReserveInventory: task("ReserveInventory", { onError: "ReleaseInventory", Next: "ShipOrder" }),
      ProcessRefund: compensation("ProcessRefund", "ProcessPayment", { Next: "CancelShipment" }),
      CancelShipment: compensation("CancelShipment", "ShipOrder", { Next: "OrderFailed" }),
    }),
    want: [
      {
        state: "ProcessRefund",
        severity: "error",
        message: "When ShipOrder fails, ProcessRefund runs before CancelShipment, although ProcessPayment took effect before ShipOrder",
        path: ["ProcessPayment", "ReserveInventory", "ShipOrder (UnnamedError)", "ProcessRefund", "CancelShipment", "OrderFailed"],
      },
    ],
  },
  {
    name: "one that undoes an earlier and a later step may run first",
    definition: orderSaga({
      ShipOrder: task("ShipOrder", { onError: "CancelOrder", Next: "OrderShipped" }),
      ReserveInventory: task("ReserveInventory", { onError: "OrderFailed", Next: "ShipOrder" }),
      ProcessPayment: task("ProcessPayment", { onError: "CancelOrder", Next: "ReserveInventory" }),
      CancelOrder: task("CancelOrder", { ResultPath: null, Next: "ReleaseInventory" }),
      ReleaseInventory: compensation("ReleaseInventory", "ReserveInventory", { Next: "OrderFailed" }),
      CancelShipment: null,
      ProcessRefund: null,
    }),
    config: { steps: { ProcessPayment: { compensations: ["CancelOrder"] }, ShipOrder: { compensations: ["CancelOrder"] } } },
    want: [],
  },
  { name: "branches have no order among each other", definition: tripSaga({}), want: [] },
]);

test("that every failure runs a long rollback in the wrong order is seen with the first of them", () => {
  const [few, many] = [checked(cancelledAsBooked(40)), checked(cancelledAsBooked(80))];
  expect([few.findings, many.findings]).toEqual([39, 79]);
  expect(few.asked).toBeGreaterThan(0);
  expect(many.asked / few.asked).toBeLessThan(5);
});

test("no failure is asked about compensations that undo all the same", () => {
  expect(checked(deletedAsPut(["ba", "bb", "bc", "bd"]))).toEqual({ findings: 0, asked: 0 });
});

/** So many bookings, which are cancelled as they were made, the first one first. */
function cancelledAsBooked(bookings: number): object {
  const states: Record<string, object> = {};
  for (let at = 1; at <= bookings; at += 1) {
    states[`BookRoom${at}`] = task(`BookRoom${at}`, { onError: "CancelRoom1", Next: at < bookings ? `BookRoom${at + 1}` : "Booked" });
    const next = at < bookings ? `CancelRoom${at + 1}` : "Failed";
    states[`CancelRoom${at}`] = compensation(`CancelRoom${at}`, `BookRoom${at}`, { Next: next });
  }
  return { StartAt: "BookRoom1", States: { ...states, Booked: { Type: "Succeed" }, Failed: { Type: "Fail" } } };
}

/** Rows that are put into one table, and deleted as they were put; their names say nothing, so that each deletion may undo each of them. */
function deletedAsPut(rows: readonly string[]): object {
  const asks = (action: string): object => ({ Resource: `arn:aws:states:::dynamodb:${action}`, Parameters: { TableName: "orders" } });
  const states: Record<string, object> = {};
  for (const [at, row] of rows.entries()) {
    const next = rows[at + 1];
    states[`Put${row}`] = task("put", {
      ...asks("putItem"),
      onError: `Delete${rows[0]}`,
      Next: next === undefined ? "Stored" : `Put${next}`,
    });
    states[`Delete${row}`] = task("delete", { ...asks("deleteItem"), Next: next === undefined ? "Failed" : `Delete${next}` });
  }
  return { StartAt: `Put${rows[0]}`, States: { ...states, Stored: { Type: "Succeed" }, Failed: { Type: "Fail" } } };
}

/** What there is to find, and how often it was asked whether a state is among those of a failure. */
function checked(definition: object): { readonly findings: number; readonly asked: number } {
  const machine = machineOf(definition);
  const { model } = buildModel("trip", machine, { steps: {} });
  const subject = { machine, model, type: "STANDARD" } as const;
  const sets: object = Object.getPrototypeOf(analysisOf(subject).failures[0]?.some) as object;
  const has = vi.spyOn(sets as { has: (state: string) => boolean }, "has");
  const findings = compensationOrder.check(subject).length;
  const asked = has.mock.calls.length;
  has.mockRestore();
  return { findings, asked };
}
