import { missingCompensation } from "../../../src/lib/rules/missing-compensation.ts";
import { compensation, courierSaga, orderSaga, task, twoCarriers } from "./order-saga.ts";
import { ruleCases } from "./rule-cases.ts";

ruleCases(missingCompensation, [
  { name: "every failure runs through the compensations of what came before it", definition: orderSaga(), want: [] },
  { name: "a step whose work another one does leaves what was before to that one", definition: courierSaga(), want: [] },
  {
    name: "the alternative's failure runs through the compensations of what came before the step that failed first",
    definition: courierSaga({
      ShipByCourier: task("ShipByCourier", { onError: "ProcessRefund", Next: "OrderShipped" }),
      ReleaseInventory: compensation("ReleaseInventory", "ReserveInventory", { Next: "ProcessRefund" }),
    }),
    want: [
      {
        state: "ShipByCourier",
        message: "When ShipByCourier fails, the effect of ReserveInventory stays: ReleaseInventory does not run",
      },
    ],
  },
  {
    name: "a Catch that leads straight to a Fail skips the compensations of every step before it",
    definition: orderSaga({ ShipOrder: task("ShipOrder", { onError: "OrderFailed", Next: "OrderShipped" }) }),
    want: [
      {
        state: "ShipOrder",
        line: 34,
        at: '"ShipOrder"',
        severity: "error",
        message:
          "When ShipOrder fails, the effects of ProcessPayment and ReserveInventory stay: ProcessRefund and ReleaseInventory do not run",
        path: ["ProcessPayment", "ReserveInventory", "ShipOrder (UnnamedError)", "OrderFailed"],
      },
    ],
  },
  {
    name: "a broken chain of compensations is found at every step whose failure path it is",
    definition: orderSaga({ ReleaseInventory: compensation("ReleaseInventory", "ReserveInventory", { Next: "OrderFailed" }) }),
    want: [
      { state: "ReserveInventory", path: ["ProcessPayment", "ReserveInventory (UnnamedError)", "ReleaseInventory", "OrderFailed"] },
      {
        state: "ShipOrder",
        path: ["ProcessPayment", "ReserveInventory", "ShipOrder (UnnamedError)", "CancelShipment", "ReleaseInventory", "OrderFailed"],
      },
    ],
  },
  {
    name: "one of several catchers is enough to lose a compensation, and its error stands in the way",
    definition: orderSaga({
      ShipOrder: task("ShipOrder", {
        Catch: [
          { ErrorEquals: ["CarrierClosed"], ResultPath: "$.failure", Next: "ProcessRefund" },
          { ErrorEquals: ["States.ALL"], ResultPath: "$.failure", Next: "CancelShipment" },
        ],
        Next: "OrderShipped",
      }),
    }),
    want: [
      {
        state: "ShipOrder",
        message: "When ShipOrder fails with CarrierClosed, the effect of ReserveInventory stays: ReleaseInventory does not run",
        path: ["ProcessPayment", "ReserveInventory", "ShipOrder (CarrierClosed)", "ProcessRefund", "OrderFailed"],
      },
    ],
  },
  {
    name: "a read behind the last step rolls back in part",
    definition: orderSaga({
      ShipOrder: task("ShipOrder", { onError: "CancelShipment", Next: "CheckParcel" }),
      CheckParcel: task("CheckParcel", { onError: "ProcessRefund", Next: "OrderShipped" }),
    }),
    want: [{ state: "CheckParcel" }],
  },
  {
    name: "a read behind the last step that rolls nothing back leaves the saga done",
    definition: orderSaga({
      ShipOrder: task("ShipOrder", { onError: "CancelShipment", Next: "CheckParcel" }),
      CheckParcel: task("CheckParcel", { onError: "OrderShipped", Next: "OrderShipped" }),
    }),
    want: [],
  },
  {
    name: "an effect that stands on one of two ways to the step is enough",
    definition: orderSaga({
      ProcessPayment: task("ProcessPayment", { onError: "ProcessRefund", Next: "IsInStock" }),
      IsInStock: {
        Type: "Choice",
        Choices: [{ Variable: "$.inStock", BooleanEquals: true, Next: "ReserveInventory" }],
        Default: "ShipOrder",
      },
      ShipOrder: task("ShipOrder", { onError: "ProcessRefund", Next: "OrderShipped" }),
    }),
    want: [
      {
        state: "ShipOrder",
        path: ["ProcessPayment", "IsInStock", "ReserveInventory", "ShipOrder (UnnamedError)", "ProcessRefund", "OrderFailed"],
      },
    ],
  },
  {
    name: "a Choice in the recovery is trusted to run the compensation where it is owed",
    definition: orderSaga({
      ReleaseInventory: compensation("ReleaseInventory", "ReserveInventory", { Next: "WasPaid" }),
      WasPaid: {
        Type: "Choice",
        Choices: [{ Variable: "$.ProcessPayment", IsPresent: true, Next: "ProcessRefund" }],
        Default: "OrderFailed",
      },
    }),
    want: [],
  },
  {
    name: "a Catch that goes on with an alternative is no end of the saga",
    definition: orderSaga({
      ReserveInventory: task("ReserveInventory", { onError: "OrderFromSupplier", Next: "ShipOrder" }),
      OrderFromSupplier: task("OrderFromSupplier", { onError: "ProcessRefund", Next: "ShipOrder" }),
    }),
    want: [],
  },
  {
    name: "a retry counter leads to the rollback in the end",
    definition: orderSaga({
      ShipOrder: task("ShipOrder", { onError: "CountAttempt", Next: "OrderShipped" }),
      CountAttempt: {
        Type: "Pass",
        Parameters: { "attempts.$": "States.MathAdd($.attempts, 1)" },
        ResultPath: "$.count",
        Next: "TryAgain",
      },
      TryAgain: {
        Type: "Choice",
        Choices: [{ Variable: "$.count.attempts", NumericLessThan: 3, Next: "ShipOrder" }],
        Default: "CancelShipment",
      },
    }),
    want: [],
  },
  {
    name: "a failure found in a result is a failure path too",
    definition: orderSaga({
      ShipOrder: task("ShipOrder", { onError: "CancelShipment", Next: "IsShipped" }),
      IsShipped: {
        Type: "Choice",
        Choices: [{ Variable: "$.ShipOrder.status", StringEquals: "REFUSED", Next: "OrderFailed" }],
        Default: "OrderShipped",
      },
    }),
    want: [
      {
        state: "ShipOrder",
        message:
          "When IsShipped finds that ShipOrder failed, the effects of ProcessPayment and ReserveInventory stay: ProcessRefund and ReleaseInventory do not run",
        path: ["ProcessPayment", "ReserveInventory", "ShipOrder", "IsShipped", "OrderFailed"],
      },
    ],
  },
  {
    name: "a step that is declared to need no compensation is not owed one",
    definition: orderSaga({ ShipOrder: task("ShipOrder", { onError: "ProcessRefund", Next: "OrderShipped" }) }),
    config: { steps: { ReserveInventory: { noCompensation: "reservations lapse" } } },
    want: [],
  },
  { name: "a step whose work another one does, after the first was undone, fails nothing", ...twoCarriers, want: [] },
  {
    name: "after the declared pivot nothing is owed",
    definition: orderSaga({ ShipOrder: task("ShipOrder", { onError: "OrderFailed", Next: "OrderShipped" }) }),
    config: { steps: { ReserveInventory: { pivot: true } } },
    want: [],
  },
  {
    name: "a failing notification after the last step calls for no rollback",
    definition: orderSaga({
      ShipOrder: task("ShipOrder", { onError: "CancelShipment", Next: "NotifyCustomer" }),
      NotifyCustomer: {
        ...task("NotifyCustomer", { onError: "OrderFailed", Next: "OrderShipped" }),
        Resource: "arn:aws:states:::sns:publish",
        Parameters: { "TopicArn.$": "$.topic", "Message.$": "$.message" },
      },
    }),
    want: [],
  },
  {
    name: "a read after the last step whose failure goes to Fail leaves a paid and shipped order",
    definition: orderSaga({
      ShipOrder: task("ShipOrder", { onError: "CancelShipment", Next: "CheckShipment" }),
      CheckShipment: task("CheckShipment", { onError: "OrderFailed", Next: "OrderShipped" }),
    }),
    want: [
      {
        state: "CheckShipment",
        severity: "error",
        message:
          "When CheckShipment fails, the effects of ProcessPayment, ReserveInventory and ShipOrder stay: ProcessRefund, ReleaseInventory and CancelShipment do not run",
      },
    ],
  },
  {
    name: "a read after the last step whose failure goes to a success may fail",
    definition: orderSaga({
      ShipOrder: task("ShipOrder", { onError: "CancelShipment", Next: "CheckShipment" }),
      CheckShipment: task("CheckShipment", { onError: "OrderShipped", Next: "OrderShipped" }),
    }),
    want: [],
  },
  { name: "a machine that is not a saga is not judged", definition: orderSaga(), config: { saga: false }, want: [] },
  {
    name: "what is declared to go on without a task leaves nothing to undo, though it undoes the step first",
    definition: orderSaga({
      CancelShipment: compensation("CancelShipment", "ShipOrder", { Next: "ShipLater" }),
      ShipLater: { Type: "Pass", Result: "by the next ship", ResultPath: "$.shipment", Next: "OrderShipped" },
    }),
    config: { steps: { ShipOrder: { fallback: true } } },
    want: [],
  },
]);
