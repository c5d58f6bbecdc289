import { compensationOrder } from "../../../src/lib/rules/compensation-order.ts";
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
