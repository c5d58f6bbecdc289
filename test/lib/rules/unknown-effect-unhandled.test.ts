import { unknownEffectUnhandled } from "../../../src/lib/rules/unknown-effect-unhandled.ts";
import { lockedSaga, orderSaga, task } from "./order-saga.ts";
import { ruleCases } from "./rule-cases.ts";

const unhandled = (more: object, changes: Readonly<Record<string, object>> = {}): object =>
  orderSaga({
    ShipOrder: task("ShipOrder", { onError: "ReleaseInventory", Next: "OrderShipped", TimeoutSeconds: 10, ...more }),
    CancelShipment: null,
    ...changes,
  });

ruleCases(unknownEffectUnhandled, [
  {
    name: "a step with a compensation of its own is another rule's",
    definition: orderSaga({ ShipOrder: task("ShipOrder", { onError: "ReleaseInventory", Next: "OrderShipped", TimeoutSeconds: 10 }) }),
    want: [],
  },
  {
    name: "the others are rolled back, and nobody asks whether the parcel is on its way",
    definition: unhandled({}),
    want: [
      {
        state: "ShipOrder",
        severity: "warning",
        message:
          "When ShipOrder times out it may have taken effect; ProcessPayment and ReserveInventory are undone, and nothing finds out or undoes ShipOrder",
        path: ["ProcessPayment", "ReserveInventory", "ShipOrder (States.Timeout)", "ReleaseInventory", "ProcessRefund", "OrderFailed"],
      },
    ],
  },
  {
    name: "only what the rollback undoes is said to be undone",
    definition: unhandled({ Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.failure", Next: "ProcessRefund" }] }),
    want: [
      {
        state: "ShipOrder",
        message: "When ShipOrder times out it may have taken effect; ProcessPayment is undone, and nothing finds out or undoes ShipOrder",
      },
    ],
  },
  {
    name: "the way leads by a compensation, where the rollback asks first",
    definition: unhandled(
      { Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.failure", Next: "Reserved" }] },
      {
        Reserved: {
          Type: "Choice",
          Choices: [{ Variable: "$.reserved", IsPresent: true, Next: "ReleaseInventory" }],
          Default: "OrderFailed",
        },
      },
    ),
    want: [
      {
        state: "ShipOrder",
        path: [
          "ProcessPayment",
          "ReserveInventory",
          "ShipOrder (States.Timeout)",
          "Reserved",
          "ReleaseInventory",
          "ProcessRefund",
          "OrderFailed",
        ],
      },
    ],
  },
  { name: "without a bound on its time", definition: unhandled({ TimeoutSeconds: undefined }), want: [] },
  {
    name: "a declared read that resolves it",
    definition: unhandled(
      { Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.failure", Next: "GetShipment" }] },
      {
        GetShipment: task("GetShipment", { Next: "ReleaseInventory" }),
      },
    ),
    config: { steps: { GetShipment: { role: "read", resolves: "ShipOrder" } } },
    want: [],
  },
  {
    name: "an unknown effect that is accepted",
    definition: unhandled({}),
    config: { steps: { ShipOrder: { onUnknown: "accepted" } } },
    want: [],
  },
  {
    name: "what takes another step back leaves nothing that somebody would have to undo",
    definition: lockedSaga({
      ReleaseLock: task("ReleaseLock", { onError: "ReleaseLockOnFailure", Next: "OrderPlaced", TimeoutSeconds: 10 }),
    }),
    want: [],
  },
]);
