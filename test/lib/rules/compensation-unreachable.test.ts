import { compensationUnreachable } from "../../../src/lib/rules/compensation-unreachable.ts";
import { compensation, orderSaga, task } from "./order-saga.ts";
import { ruleCases } from "./rule-cases.ts";

/** A shipment whose result stands in the answer of Lambda, and a Choice that asks for it. */
const invoked = task("ShipOrder", {
  Resource: "arn:aws:states:::lambda:invoke",
  Parameters: { FunctionName: "ShipOrder", "Payload.$": "$" },
  ResultPath: "$.shipment",
  onError: "ReleaseInventory",
  Next: "IsShipped",
});
const isShipped = (...rules: readonly object[]): object => ({
  Type: "Choice",
  Choices: rules.map((rule) => ({ ...rule, Next: "CancelShipment" })),
  Default: "OrderShipped",
});

ruleCases(compensationUnreachable, [
  { name: "every compensation is on some way", definition: orderSaga(), want: [] },
  {
    name: "a chain that is cut leaves the rest of it unreached",
    definition: orderSaga({
      ReleaseInventory: compensation("ReleaseInventory", "ReserveInventory", { Next: "OrderFailed" }),
      ProcessPayment: task("ProcessPayment", { onError: "OrderFailed", Next: "ReserveInventory" }),
    }),
    want: [{ state: "ProcessRefund", severity: "error", message: "No path leads to ProcessRefund, so nothing undoes ProcessPayment" }],
  },
  {
    name: "a catcher to which no error comes is no way",
    definition: orderSaga({
      ShipOrder: task("ShipOrder", {
        Catch: [
          { ErrorEquals: ["States.TaskFailed"], ResultPath: "$.failure", Next: "ReleaseInventory" },
          { ErrorEquals: ["CourierFull"], ResultPath: "$.failure", Next: "CancelShipment" },
          { ErrorEquals: ["States.ALL"], ResultPath: "$.failure", Next: "ReleaseInventory" },
        ],
        Next: "OrderShipped",
      }),
    }),
    want: [{ state: "CancelShipment", message: "No path leads to CancelShipment, so nothing undoes ShipOrder" }],
  },
  {
    name: "a Choice that tests what is not there ends the execution before the rollback",
    definition: orderSaga({
      ShipOrder: task("ShipOrder", { Catch: [{ ErrorEquals: ["States.ALL"], Next: "IsReserved" }], Next: "OrderShipped" }),
      ReserveInventory: task("ReserveInventory", { onError: "ProcessRefund", Next: "ShipOrder" }),
      IsReserved: {
        Type: "Choice",
        Choices: [{ Variable: "$.ReserveInventory.status", StringEquals: "RESERVED", Next: "ReleaseInventory" }],
        Default: "ProcessRefund",
      },
      CancelShipment: null,
    }),
    want: [
      {
        state: "ReleaseInventory",
        message: "ReleaseInventory runs only after IsReserved, which fails whenever it is reached, so nothing undoes ReserveInventory",
      },
    ],
  },
  {
    name: "a Choice that finds what it tests on one of the ways to it lets the rollback go on there",
    definition: orderSaga({
      ReserveInventory: task("ReserveInventory", { ResultPath: "$.stock", onError: "Note", Next: "ShipOrder" }),
      ShipOrder: task("ShipOrder", { ResultPath: "$.shipment", onError: "Note", Next: "OrderShipped" }),
      Note: { Type: "Pass", Next: "IsReserved" },
      IsReserved: {
        Type: "Choice",
        Choices: [{ Variable: "$.stock.status", StringEquals: "RESERVED", Next: "ReleaseInventory" }],
        Default: "ProcessRefund",
      },
      CancelShipment: null,
    }),
    want: [],
  },
  {
    name: "a Choice on the way to success that looks past the Payload lets nobody on",
    definition: orderSaga({ ShipOrder: invoked, IsShipped: isShipped({ Variable: "$.shipment.shipped", BooleanEquals: false }) }),
    want: [
      {
        state: "CancelShipment",
        message: "CancelShipment runs only after IsShipped, which fails whenever it is reached, so nothing undoes ShipOrder",
      },
    ],
  },
  {
    name: "one that may have been left by then does",
    definition: orderSaga({
      ShipOrder: invoked,
      IsShipped: isShipped(
        { Variable: "$.shipment.Payload.shipped", BooleanEquals: false },
        { Variable: "$.shipment.delayed", BooleanEquals: true },
      ),
    }),
    want: [],
  },
  {
    name: "a name that says what it undoes is enough to know it",
    definition: orderSaga({
      ReleaseInventory: task("ReleaseInventory", { Next: "OrderFailed" }),
      ShipOrder: task("ShipOrder", { onError: "CancelShipment", Next: "OrderShipped" }),
      CancelShipment: compensation("CancelShipment", "ShipOrder", { Next: "ProcessRefund" }),
      ReserveInventory: task("ReserveInventory", { onError: "ProcessRefund", Next: "ShipOrder" }),
    }),
    want: [{ state: "ReleaseInventory", message: "No path leads to ReleaseInventory, so nothing undoes ReserveInventory" }],
  },
]);
