import { failureMasked } from "../../../src/lib/rules/failure-masked.ts";
import { compensation, courierSaga, lockedSaga, orderSaga, task, tripSaga, twoCarriers } from "./order-saga.ts";
import { ruleCases } from "./rule-cases.ts";

const succeeding = orderSaga({
  ProcessRefund: compensation("ProcessRefund", "ProcessPayment", { Next: "OrderUndone" }),
  OrderUndone: { Type: "Succeed" },
});

/** Orders are placed one by one, each undone by itself where it fails, and archived together. */
const batch = {
  StartAt: "PlaceOrders",
  States: {
    PlaceOrders: {
      Type: "Map",
      ItemProcessor: {
        StartAt: "ReserveStock",
        States: {
          ReserveStock: task("ReserveStock", { Next: "ChargeCard" }),
          ChargeCard: task("ChargeCard", { onError: "RefundCard" }),
          RefundCard: compensation("RefundCard", "ChargeCard", { Next: "ReleaseStock" }),
          ReleaseStock: compensation("ReleaseStock", "ReserveStock", { End: true }),
        },
      },
      Next: "ArchiveBatch",
    },
    ArchiveBatch: task("ArchiveBatch", { onError: "Failed" }),
    Failed: { Type: "Fail" },
  },
};

/** The order saga, with a label printed in the end. */
function labelled(changes: Readonly<Record<string, object>>): object {
  return orderSaga({
    ShipOrder: task("ShipOrder", { onError: "CancelShipment", Next: "PrintLabel" }),
    PrintLabel: task("PrintLabel", { onError: "CancelShipment", Next: "OrderShipped" }),
    ...changes,
  });
}

ruleCases(failureMasked, [
  { name: "a rollback that ends in Fail", definition: orderSaga(), want: [] },
  {
    name: "a first step that has a compensation is given up",
    definition: orderSaga({
      ProcessPayment: task("ProcessPayment", { onError: "NotPaid", Next: "ReserveInventory" }),
      NotPaid: { Type: "Pass", End: true },
    }),
    want: [
      {
        state: "NotPaid",
        severity: "error",
        message: "When ProcessPayment fails, the execution ends SUCCEEDED as if nothing had happened",
      },
    ],
  },
  ...["Pass", "Succeed"].map((Type) => ({
    name: `a Choice that asks for no step's answer, and ends in a ${Type} that is named for a failure`,
    definition: orderSaga({
      ReserveInventory: task("ReserveInventory", { onError: "ReleaseInventory", Next: "ByCarrier" }),
      ByCarrier: {
        Type: "Choice",
        Choices: [{ Variable: "$.carrier", StringEquals: "rail", Next: "ShipOrder" }],
        Default: "CarrierError",
      },
      CarrierError: Type === "Pass" ? { Type, End: true } : { Type },
    }),
    want: [
      {
        state: "CarrierError",
        severity: "error" as const,
        message: "When ByCarrier finds a failure, the execution ends SUCCEEDED as if nothing had happened",
      },
    ],
  })),
  {
    name: "a Choice before any effect that ends in a Pass that is named for a failure",
    definition: {
      ...orderSaga({
        ByCarrier: {
          Type: "Choice",
          Choices: [{ Variable: "$.carrier", StringEquals: "rail", Next: "ProcessPayment" }],
          Default: "CarrierError",
        },
        CarrierError: { Type: "Pass", End: true },
      }),
      StartAt: "ByCarrier",
    },
    want: [],
  },
  {
    name: "a first step that finds the order done already",
    definition: orderSaga({
      ProcessPayment: {
        ...task("ProcessPayment", { Next: "ReserveInventory" }),
        Catch: [
          { ErrorEquals: ["AlreadyPaid"], ResultPath: "$.failure", Next: "AlreadyDone" },
          { ErrorEquals: ["States.ALL"], ResultPath: "$.failure", Next: "OrderFailed" },
        ],
      },
      AlreadyDone: { Type: "Succeed" },
    }),
    want: [],
  },
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
  { name: "a step whose work another one does, after the first was undone, fails nothing", ...twoCarriers, want: [] },
  { name: "a step whose work another one does that is rolled back where it fails itself", definition: courierSaga(), want: [] },
  {
    name: "a message about the failure does nobody's work",
    definition: orderSaga({
      CancelShipment: compensation("CancelShipment", "ShipOrder", { Next: "NotifyCustomer" }),
      NotifyCustomer: task("NotifyCustomer", { onError: "ReleaseInventory", Next: "OrderShipped" }),
    }),
    want: [{ state: "NotifyCustomer", message: "When ShipOrder fails, the execution ends SUCCEEDED after the rollback" }],
  },
  {
    name: "a courier given up as well",
    definition: courierSaga({
      ShipByCourier: task("ShipByCourier", { onError: "ReleaseInventory", Next: "ShipByBike" }),
      ShipByBike: task("ShipByBike", { onError: "OrderShipped", Next: "OrderShipped" }),
    }),
    want: [{ state: "ShipByBike", message: "When ShipByBike fails, the execution ends SUCCEEDED as if nothing had happened" }],
  },
  {
    name: "a rollback after which the saga goes on as if nothing had failed",
    definition: orderSaga({ ReleaseInventory: compensation("ReleaseInventory", "ReserveInventory", { Next: "ShipOrder" }) }),
    want: [
      {
        state: "ReleaseInventory",
        severity: "warning",
        message: "When ReserveInventory fails, the saga goes on with ShipOrder after the rollback",
        path: ["ProcessPayment", "ReserveInventory (UnnamedError)", "ReleaseInventory", "ShipOrder"],
      },
    ],
  },
  {
    name: "a rollback of more than the failed step after which the saga goes on",
    definition: labelled({ ProcessRefund: compensation("ProcessRefund", "ProcessPayment", { Next: "PrintLabel" }) }),
    want: [
      {
        state: "ProcessRefund",
        severity: "error",
        message: "When ReserveInventory fails, the saga goes on with PrintLabel after the rollback",
        path: ["ProcessPayment", "ReserveInventory (UnnamedError)", "ReleaseInventory", "ProcessRefund", "PrintLabel"],
      },
    ],
  },
  {
    name: "a Catch that leads on as if nothing had failed, from a step that somebody thought of undoing",
    definition: orderSaga({ ReserveInventory: task("ReserveInventory", { onError: "ShipOrder", Next: "ShipOrder" }) }),
    want: [
      {
        state: "ReserveInventory",
        severity: "warning",
        message: "When ReserveInventory fails, the saga goes on with ShipOrder as if nothing had happened",
        path: ["ProcessPayment", "ReserveInventory (UnnamedError)", "ShipOrder"],
      },
    ],
  },
  {
    name: "an error that somebody has thought of, and that leads on",
    definition: orderSaga({
      ReserveInventory: task("ReserveInventory", {
        Catch: [
          { ErrorEquals: ["AlreadyReserved"], ResultPath: "$.reservation", Next: "ShipOrder" },
          { ErrorEquals: ["States.ALL"], ResultPath: "$.failure", Next: "ReleaseInventory" },
        ],
        Next: "ShipOrder",
      }),
    }),
    want: [],
  },
  {
    name: "a step that nothing undoes, and that is left out where it fails",
    definition: labelled({
      ShipOrder: task("ShipOrder", { onError: "CancelShipment", Next: "RecommendArticles" }),
      RecommendArticles: task("RecommendArticles", { onError: "PrintLabel", Next: "PrintLabel" }),
    }),
    want: [],
  },
  {
    name: "an item of a Map that is undone whole, while the others go on",
    definition: batch,
    want: [
      {
        state: "ReleaseStock",
        severity: "warning",
        message: "When ChargeCard fails, the saga goes on with ArchiveBatch after the rollback",
      },
    ],
  },
  { name: "an item of a Map whose rollback may succeed", definition: batch, config: { rollbackMaySucceed: true }, want: [] },
  {
    name: "a step that the saga can do without, undone before the saga goes on",
    definition: orderSaga({ ReleaseInventory: compensation("ReleaseInventory", "ReserveInventory", { Next: "ShipOrder" }) }),
    config: { steps: { ReserveInventory: { optional: true } } },
    want: [],
  },
  {
    name: "a step that is undone and tried again",
    definition: orderSaga({
      ReserveInventory: task("ReserveInventory", { onError: "ReleaseInventory", Next: "ShipOrder" }),
      ReleaseInventory: compensation("ReleaseInventory", "ReserveInventory", { Next: "ProcessPayment" }),
    }),
    want: [],
  },
  {
    name: "a rollback after which a Choice asks whether to go on",
    definition: orderSaga({
      ReleaseInventory: compensation("ReleaseInventory", "ReserveInventory", { Next: "SellAnyway?" }),
      "SellAnyway?": {
        Type: "Choice",
        Choices: [{ Variable: "$.later", BooleanEquals: true, Next: "ShipOrder" }],
        Default: "ProcessRefund",
      },
    }),
    want: [],
  },
  {
    name: "a rollback whose failure a later Choice finds",
    definition: labelled({
      ReleaseInventory: compensation("ReleaseInventory", "ReserveInventory", { Next: "PrintLabel" }),
      PrintLabel: task("PrintLabel", { onError: "CancelShipment", Next: "Failed?" }),
      "Failed?": { Type: "Choice", Choices: [{ Variable: "$.failure", IsPresent: true, Next: "ProcessRefund" }], Default: "OrderShipped" },
    }),
    want: [],
  },
  { name: "a declared success of its own", definition: succeeding, config: { rollbackMaySucceed: true }, want: [] },
  {
    name: "a rollback side by side, said once of the Parallel that ends with its branches",
    definition: tripSaga(
      {},
      {
        CancelFlight: {
          Type: "Parallel",
          Branches: ["Flight", "Hotel"].map((name) => ({
            StartAt: `Undo${name}`,
            States: { [`Undo${name}`]: compensation(`Undo${name}`, `Book${name}`, { End: true }) },
          })),
          Next: "TripBooked",
        },
      },
    ),
    want: [
      {
        state: "CancelFlight",
        message: "When BookHotel fails, the execution ends SUCCEEDED after the rollback",
        path: ["BookTrip", "BookHotel (UnnamedError)", "CancelFlight", "UndoFlight", "TripBooked"],
      },
    ],
  },
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
    name: "a compensation that fails, whatever is declared",
    definition: orderSaga({
      ProcessRefund: compensation("ProcessRefund", "ProcessPayment", { onError: "TellSupport", Next: "OrderFailed" }),
      TellSupport: task("TellSupport"),
    }),
    config: { rollbackMaySucceed: true },
    want: [
      {
        state: "TellSupport",
        message: "When ProcessRefund fails, the execution ends SUCCEEDED although the rollback is not done",
        hint: "End it in a Fail state, so that somebody finishes the rollback.",
        path: ["ProcessPayment (States.ALL)", "ProcessRefund (UnnamedError)", "TellSupport"],
      },
    ],
  },
  {
    name: "a compensation that fails and has another in its stead",
    definition: orderSaga({
      ProcessRefund: compensation("ProcessRefund", "ProcessPayment", { onError: "RefundByHand", Next: "OrderFailed" }),
      RefundByHand: compensation("RefundByHand", "ProcessPayment", { Next: "OrderUndone" }),
      OrderUndone: { Type: "Succeed" },
    }),
    config: { rollbackMaySucceed: true },
    want: [],
  },
  {
    name: "a rollback of what was done elsewhere",
    definition: orderSaga({
      ProcessPayment: { Type: "Pass", Next: "ReserveInventory" },
      ReserveInventory: task("ReserveInventory", { onError: "RefundPayment", Next: "ShipOrder" }),
      RefundPayment: task("RefundPayment", { Next: "OrderUndone" }),
      ProcessRefund: null,
      ReleaseInventory: compensation("ReleaseInventory", "ReserveInventory", { Next: "OrderFailed" }),
      OrderUndone: { Type: "Succeed" },
    }),
    want: [{ state: "OrderUndone", message: "When ReserveInventory fails, the execution ends SUCCEEDED after the rollback" }],
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
  {
    name: "what is declared to go on without a task is no mask",
    definition: orderSaga({
      ShipOrder: task("ShipOrder", { onError: "ShipLater", Next: "OrderShipped" }),
      ShipLater: { Type: "Pass", Result: "by the next ship", ResultPath: "$.shipment", Next: "OrderShipped" },
    }),
    config: { steps: { ShipOrder: { fallback: true } } },
    want: [],
  },
  { name: "a lock that cannot be taken back makes no order fail", definition: lockedSaga(), want: [] },
  {
    name: "nor does it where somebody is told of it",
    definition: lockedSaga({
      ReleaseLock: task("ReleaseLock", { onError: "NotifyOperator", Next: "OrderPlaced" }),
      NotifyOperator: task("NotifyOperator", { Next: "OrderPlaced" }),
    }),
    want: [],
  },
  {
    name: "where the failure to take it back is rolled back, the success masks that",
    definition: lockedSaga({
      ReleaseLock: task("ReleaseLock", { onError: "CancelOrder", Next: "OrderPlaced" }),
      CancelOrder: compensation("CancelOrder", "PlaceOrder", { Next: "OrderPlaced" }),
    }),
    want: [{ state: "CancelOrder", message: "When ReleaseLock fails, the execution ends SUCCEEDED after the rollback" }],
  },
]);
