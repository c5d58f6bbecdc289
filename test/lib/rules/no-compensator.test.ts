import { noCompensator } from "../../../src/lib/rules/no-compensator.ts";
import { compensation, lockedSaga, orderSaga, task } from "./order-saga.ts";
import { ruleCases } from "./rule-cases.ts";

/** The order saga without anything that undoes the reservation. */
const without = orderSaga({
  ShipOrder: task("ShipOrder", { onError: "CancelShipment", Next: "OrderShipped" }),
  CancelShipment: compensation("CancelShipment", "ShipOrder", { Next: "ProcessRefund" }),
  ReserveInventory: task("ReserveInventory", { onError: "ProcessRefund", Next: "ShipOrder" }),
  ReleaseInventory: null,
});

ruleCases(noCompensator, [
  { name: "every step before the last has a compensation", definition: orderSaga(), want: [] },
  {
    name: "a step without one, before a step that can fail",
    definition: without,
    want: [
      {
        state: "ReserveInventory",
        line: 19,
        at: '"ReserveInventory"',
        severity: "warning",
        message: "Nothing undoes ReserveInventory. When ShipOrder fails, its effect stays",
        path: ["ProcessPayment", "ReserveInventory", "ShipOrder (UnnamedError)", "CancelShipment", "ProcessRefund", "OrderFailed"],
      },
    ],
  },
  {
    name: "the last step needs none",
    definition: orderSaga({ ShipOrder: task("ShipOrder", { onError: "ReleaseInventory", Next: "OrderShipped" }), CancelShipment: null }),
    want: [],
  },
  {
    name: "a step before one that the saga goes on without",
    definition: orderSaga({
      ReserveInventory: task("ReserveInventory", { onError: "ProcessRefund", Next: "ShipOrder" }),
      ReleaseInventory: null,
      ShipOrder: task("ShipOrder", { onError: "OrderShipped", Next: "OrderShipped" }),
      CancelShipment: null,
    }),
    want: [],
  },
  {
    name: "a step that is declared to need none",
    definition: without,
    config: { steps: { ReserveInventory: { noCompensation: "reservations lapse" } } },
    want: [],
  },
  {
    name: "a step whose effect the saga can do without",
    definition: without,
    config: { steps: { ReserveInventory: { optional: true } } },
    want: [],
  },
  {
    name: "the pivot and what comes after it",
    definition: without,
    config: { steps: { ReserveInventory: { pivot: true } } },
    want: [],
  },
  { name: "a step before what is taken back, whose failure stops nothing", definition: lockedSaga(), want: [] },
  {
    name: "a step before what is taken back, whose failure ends the saga",
    definition: lockedSaga({ ReleaseLock: task("ReleaseLock", { onError: "ReleaseLockOnFailure", Next: "OrderPlaced" }) }),
    want: [{ state: "PlaceOrder", message: "Nothing undoes PlaceOrder. When ReleaseLock fails, its effect stays" }],
  },
]);
