import { compensationOfUnexecuted } from "../../../src/lib/rules/compensation-of-unexecuted.ts";
import { orderSaga, task, tripSaga } from "./order-saga.ts";
import { ruleCases } from "./rule-cases.ts";

ruleCases(compensationOfUnexecuted, [
  { name: "a failing step's own compensation may run", definition: orderSaga(), want: [] },
  {
    name: "cancelling what was never there is an information",
    definition: orderSaga({ ReserveInventory: task("ReserveInventory", { onError: "CancelShipment", Next: "ShipOrder" }) }),
    want: [
      {
        state: "ReserveInventory",
        severity: "info",
        message: "When ReserveInventory fails, CancelShipment runs although ShipOrder did not",
        path: ["ProcessPayment", "ReserveInventory (UnnamedError)", "CancelShipment", "ReleaseInventory", "ProcessRefund", "OrderFailed"],
      },
    ],
  },
  {
    name: "a counter-entry for what was never booked is a warning",
    definition: orderSaga({ ReserveInventory: task("ReserveInventory", { onError: "CancelShipment", Next: "ShipOrder" }) }),
    config: { steps: { CancelShipment: { undo: "reverses" } } },
    want: [{ state: "ReserveInventory", severity: "warning" }],
  },
  {
    name: "the compensation of the step that an alternative has tried to replace may run",
    definition: orderSaga({
      ProcessPayment: task("ProcessPayment", { onError: "ChargeAccount", Next: "ReserveInventory" }),
      ChargeAccount: task("ChargeAccount", { onError: "ProcessRefund", Next: "ReserveInventory" }),
    }),
    want: [],
  },
  {
    name: "that of a step behind the alternative may not",
    definition: orderSaga({
      ProcessPayment: task("ProcessPayment", { onError: "ChargeAccount", Next: "ReserveInventory" }),
      ChargeAccount: task("ChargeAccount", { onError: "ReleaseInventory", Next: "ReserveInventory" }),
    }),
    want: [{ state: "ChargeAccount", message: "When ChargeAccount fails, ReleaseInventory runs although ReserveInventory did not" }],
  },
  { name: "what ran beside the failing step may be undone", definition: tripSaga({}), want: [] },
]);
