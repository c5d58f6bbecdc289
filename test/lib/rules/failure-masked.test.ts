import { failureMasked } from "../../../src/lib/rules/failure-masked.ts";
import { compensation, orderSaga, task } from "./order-saga.ts";
import { ruleCases } from "./rule-cases.ts";

const succeeding = orderSaga({
  ProcessRefund: compensation("ProcessRefund", "ProcessPayment", { Next: "OrderUndone" }),
  OrderUndone: { Type: "Succeed" },
});

ruleCases(failureMasked, [
  { name: "a rollback that ends in Fail", definition: orderSaga(), want: [] },
  {
    name: "a rollback that ends in a Succeed of its own",
    definition: succeeding,
    want: [
      {
        state: "OrderUndone",
        severity: "error",
        message: "When ProcessPayment fails, the execution ends SUCCEEDED after the rollback",
        path: ["ProcessPayment (UnnamedError)", "ProcessRefund", "OrderUndone"],
      },
    ],
  },
  { name: "a declared success of its own", definition: succeeding, config: { rollbackMaySucceed: true }, want: [] },
  {
    name: "nobody reads the status of an EXPRESS execution",
    definition: succeeding,
    type: "EXPRESS",
    want: [{ state: "OrderUndone", severity: "warning" }],
  },
  {
    name: "a rollback that ends in the same state as a success, whatever is declared",
    definition: orderSaga({ ProcessRefund: compensation("ProcessRefund", "ProcessPayment", { Next: "OrderShipped" }) }),
    config: { rollbackMaySucceed: true },
    want: [{ state: "ProcessRefund", path: ["ProcessPayment (UnnamedError)", "ProcessRefund", "OrderShipped"] }],
  },
  {
    name: "a step that is given up as if nothing had happened",
    definition: orderSaga({
      ShipOrder: task("ShipOrder", { onError: "NotShipped", Next: "OrderShipped" }),
      NotShipped: { Type: "Pass", Next: "OrderShipped" },
    }),
    want: [
      {
        state: "NotShipped",
        message: "When ShipOrder fails, the execution ends SUCCEEDED as if nothing had happened",
        path: ["ProcessPayment", "ReserveInventory", "ShipOrder (UnnamedError)", "NotShipped", "OrderShipped"],
      },
    ],
  },
  {
    name: "a Catch that leads straight to success",
    definition: orderSaga({ ShipOrder: task("ShipOrder", { onError: "OrderShipped", Next: "OrderShipped" }) }),
    want: [{ state: "ShipOrder" }],
  },
  {
    name: "a step that the saga can do without",
    definition: orderSaga({ ShipOrder: task("ShipOrder", { onError: "OrderShipped", Next: "OrderShipped" }) }),
    config: { steps: { ShipOrder: { optional: true } } },
    want: [],
  },
  {
    name: "an alternative after a failure is no mask",
    definition: orderSaga({
      ReserveInventory: task("ReserveInventory", { onError: "OrderFromSupplier", Next: "ShipOrder" }),
      OrderFromSupplier: task("OrderFromSupplier", { onError: "ProcessRefund", Next: "ShipOrder" }),
    }),
    want: [],
  },
]);
