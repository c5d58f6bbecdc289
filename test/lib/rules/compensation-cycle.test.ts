import { compensationCycle } from "../../../src/lib/rules/compensation-cycle.ts";
import { compensation, orderSaga, task } from "./order-saga.ts";
import { ruleCases } from "./rule-cases.ts";

ruleCases(compensationCycle, [
  { name: "a rollback that comes to its end", definition: orderSaga(), want: [] },
  {
    name: "a compensation that catches itself",
    definition: orderSaga({
      ProcessRefund: compensation("ProcessRefund", "ProcessPayment", { onError: "ProcessRefund", Next: "OrderFailed" }),
    }),
    want: [
      {
        state: "ProcessRefund",
        severity: "error",
        message: "ProcessRefund leads back to itself without a bound: where the error lasts, the execution loops until its history is full",
        path: ["ProcessPayment (States.ALL)", "ProcessRefund", "ProcessRefund"],
      },
    ],
  },
  {
    name: "two compensations that lead to each other",
    definition: orderSaga({ ProcessRefund: compensation("ProcessRefund", "ProcessPayment", { Next: "ReleaseInventory" }) }),
    want: [{ state: "ProcessRefund" }],
  },
  {
    name: "a recovery that starts the failed step again",
    definition: orderSaga({
      ShipOrder: task("ShipOrder", { onError: "WaitForCarrier", Next: "OrderShipped" }),
      WaitForCarrier: { Type: "Wait", Seconds: 60, Next: "ShipOrder" },
    }),
    want: [{ state: "WaitForCarrier" }],
  },
  {
    name: "a counter bounds the loop",
    definition: orderSaga({
      ShipOrder: task("ShipOrder", { onError: "CountAttempt", Next: "OrderShipped" }),
      CountAttempt: { Type: "Pass", Next: "TryAgain" },
      TryAgain: {
        Type: "Choice",
        Choices: [{ Variable: "$.attempts", NumericLessThan: 3, Next: "ShipOrder" }],
        Default: "CancelShipment",
      },
    }),
    want: [],
  },
  {
    name: "a Choice that asks whether the step has failed bounds nothing",
    definition: orderSaga({
      ShipOrder: task("ShipOrder", { ResultPath: "$.shipment", Next: "IsShipped" }),
      IsShipped: {
        Type: "Choice",
        Choices: [{ Variable: "$.shipment.ok", BooleanEquals: true, Next: "OrderShipped" }],
        Default: "CancelShipment",
      },
      CancelShipment: compensation("CancelShipment", "ShipOrder", { Next: "ShipOrder" }),
    }),
    want: [{ state: "CancelShipment" }],
  },
  {
    name: "a Choice that asks how often the step has failed bounds the loop",
    definition: orderSaga({
      ShipOrder: task("ShipOrder", { ResultPath: "$.shipment", Next: "IsShipped" }),
      IsShipped: {
        Type: "Choice",
        Choices: [
          { Variable: "$.shipment.ok", BooleanEquals: true, Next: "OrderShipped" },
          { Variable: "$.shipment.attempts", NumericGreaterThan: 3, Next: "OrderFailed" },
        ],
        Default: "CancelShipment",
      },
      CancelShipment: compensation("CancelShipment", "ShipOrder", { Next: "ShipOrder" }),
    }),
    want: [],
  },
  {
    name: "an alternative that comes back to the step without a bound",
    definition: orderSaga({
      ShipOrder: task("ShipOrder", { onError: "PackAgain", Next: "OrderShipped" }),
      PackAgain: task("PackAgain", { onError: "ReleaseInventory", Next: "ShipOrder" }),
    }),
    want: [{ state: "PackAgain" }],
  },
  {
    name: "a loop on the way to success is none of failures",
    definition: orderSaga({
      ShipOrder: task("ShipOrder", { onError: "CancelShipment", Next: "WaitForParcel" }),
      WaitForParcel: { Type: "Wait", Seconds: 60, Next: "IsDelivered" },
      IsDelivered: {
        Type: "Choice",
        Choices: [{ Variable: "$.delivered", BooleanEquals: true, Next: "OrderShipped" }],
        Default: "WaitForParcel",
      },
    }),
    want: [],
  },
]);
