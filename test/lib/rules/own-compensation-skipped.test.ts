import { ownCompensationSkipped } from "../../../src/lib/rules/own-compensation-skipped.ts";
import { compensation, courierSaga, orderSaga, task } from "./order-saga.ts";
import { ruleCases } from "./rule-cases.ts";

const skipping = (more: object): object =>
  orderSaga({ ShipOrder: task("ShipOrder", { onError: "ReleaseInventory", Next: "OrderShipped", ...more }) });

ruleCases(ownCompensationSkipped, [
  {
    name: "a step that times out is undone itself",
    definition: orderSaga({ ShipOrder: task("ShipOrder", { onError: "CancelShipment", Next: "OrderShipped", TimeoutSeconds: 10 }) }),
    want: [],
  },
  {
    name: "a step that times out leads past its own compensation",
    definition: skipping({ TimeoutSeconds: 10 }),
    want: [
      {
        state: "ShipOrder",
        severity: "warning",
        message: "When ShipOrder times out it may have taken effect, and CancelShipment does not run",
        hint: "Lead States.Timeout through CancelShipment, which must do no harm where there is nothing to undo.",
        path: ["ProcessPayment", "ReserveInventory", "ShipOrder (States.Timeout)", "ReleaseInventory", "ProcessRefund", "OrderFailed"],
      },
    ],
  },
  {
    name: "a step that times out leads past several compensations of its own",
    definition: orderSaga({
      ShipOrder: task("ShipOrder", { onError: "ReleaseInventory", Next: "OrderShipped", TimeoutSeconds: 10 }),
      RefundShipment: compensation("RefundShipment", "ShipOrder", { Next: "CancelShipment" }),
    }),
    want: [
      {
        state: "ShipOrder",
        message: "When ShipOrder times out it may have taken effect, and CancelShipment and RefundShipment do not run",
      },
    ],
  },
  {
    name: "a compensation that works on the step's result would have none",
    definition: orderSaga({
      ShipOrder: task("ShipOrder", { onError: "ReleaseInventory", Next: "OrderShipped", TimeoutSeconds: 10 }),
      CancelShipment: compensation("CancelShipment", "ShipOrder", { Parameters: { "id.$": "$.ShipOrder.id" }, Next: "ReleaseInventory" }),
    }),
    want: [
      {
        state: "ShipOrder",
        hint: "Lead States.Timeout through CancelShipment, which must find the effect without the step's result: by a name or a key that was chosen before.",
      },
    ],
  },
  {
    name: "a step that times out may have taken effect beside the one that takes its place",
    definition: courierSaga({ ShipOrder: task("ShipOrder", { onError: "ShipByCourier", Next: "OrderShipped", TimeoutSeconds: 10 }) }),
    want: [{ state: "ShipOrder", message: "When ShipOrder times out it may have taken effect, and CancelShipment does not run" }],
  },
  {
    name: "the one that takes its place comes after its own compensation",
    definition: courierSaga({ ShipOrder: task("ShipOrder", { onError: "CancelShipment", Next: "OrderShipped", TimeoutSeconds: 10 }) }),
    want: [],
  },
  { name: "heartbeats run out as well", definition: skipping({ HeartbeatSeconds: 10 }), want: [{ state: "ShipOrder" }] },
  { name: "a step whose time is not bounded does not time out", definition: skipping({}), want: [] },
  {
    name: "only the way of the timeout counts",
    definition: skipping({
      TimeoutSeconds: 10,
      Catch: [
        { ErrorEquals: ["States.Timeout"], ResultPath: "$.failure", Next: "CancelShipment" },
        { ErrorEquals: ["States.ALL"], ResultPath: "$.failure", Next: "ReleaseInventory" },
      ],
    }),
    want: [],
  },
]);
