import type { RuleCase } from "./rule-cases.ts";

/** A Task that calls the function of its name; errors are caught into `$.failure`. */
export function task(name: string, { onError, ...more }: TaskFields = {}): object {
  const caught = onError === undefined ? {} : { Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.failure", Next: onError }] };
  return {
    Type: "Task",
    Resource: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
    ResultPath: `$.${name}`,
    ...caught,
    ...(more.Next === undefined ? { End: true } : {}),
    ...more,
  };
}

interface TaskFields {
  /** Where States.ALL leads. */
  readonly onError?: string;
  readonly Next?: string;
  readonly [field: string]: unknown;
}

/** A Task that says of itself which step it undoes, and is tried again. */
export function compensation(name: string, undoes: string, more: TaskFields): object {
  return task(name, { Comment: `saga: compensates ${undoes}`, Retry: [{ ErrorEquals: ["States.ALL"] }], ResultPath: null, ...more });
}

/**
 * A saga of a payment, a reservation and a shipment without fault, in which a failing step's own compensation runs too; single
 * states are replaced by those given, or left out where null is given.
 */
export function orderSaga(changes: Readonly<Record<string, object | null>> = {}): object {
  const states = {
    ProcessPayment: task("ProcessPayment", { onError: "ProcessRefund", Next: "ReserveInventory" }),
    ReserveInventory: task("ReserveInventory", { onError: "ReleaseInventory", Next: "ShipOrder" }),
    ShipOrder: task("ShipOrder", { onError: "CancelShipment", Next: "OrderShipped" }),
    OrderShipped: { Type: "Succeed" },
    CancelShipment: compensation("CancelShipment", "ShipOrder", { Next: "ReleaseInventory" }),
    ReleaseInventory: compensation("ReleaseInventory", "ReserveInventory", { Next: "ProcessRefund" }),
    ProcessRefund: compensation("ProcessRefund", "ProcessPayment", { Next: "OrderFailed" }),
    OrderFailed: { Type: "Fail" },
    ...changes,
  };
  return { StartAt: "ProcessPayment", States: Object.fromEntries(Object.entries(states).filter(([, state]) => state !== null)) };
}

/** The order saga where a courier ships what the first carrier does not, once that one's shipment is undone; declared so. */
export const twoCarriers: Pick<RuleCase, "definition" | "config"> = {
  definition: orderSaga({
    CancelShipment: compensation("CancelShipment", "ShipOrder", { Next: "ShipByCourier" }),
    ShipByCourier: task("ShipByCourier", { onError: "ReleaseInventory", Next: "OrderShipped" }),
  }),
  config: { steps: { ShipOrder: { fallback: true }, ShipByCourier: { role: "forward" } } },
};

/** The order saga where a courier ships what the first carrier does not; single states are replaced by those given. */
export function courierSaga(changes: Readonly<Record<string, object>> = {}): object {
  return orderSaga({
    ShipOrder: task("ShipOrder", { onError: "CancelShipment", Next: "OrderShipped" }),
    CancelShipment: compensation("CancelShipment", "ShipOrder", { onError: "ShipByCourier", Next: "ShipByCourier" }),
    ShipByCourier: task("ShipByCourier", { onError: "ReleaseInventory", Next: "OrderShipped" }),
    ...changes,
  });
}

/** A saga that works under a lock: it is taken back where nothing fails, and whatever becomes of that, the order is placed. */
export function lockedSaga(changes: Readonly<Record<string, object>> = {}): object {
  return {
    StartAt: "AcquireLock",
    States: {
      AcquireLock: task("AcquireLock", { onError: "ReleaseLockOnFailure", Next: "PlaceOrder" }),
      PlaceOrder: task("PlaceOrder", { onError: "ReleaseLockOnFailure", Next: "ReleaseLock" }),
      ReleaseLock: task("ReleaseLock", { onError: "OrderPlaced", Next: "OrderPlaced" }),
      OrderPlaced: { Type: "Succeed" },
      ReleaseLockOnFailure: { ...task("ReleaseLock", { Next: "OrderFailed" }), Retry: [{ ErrorEquals: ["States.ALL"] }] },
      OrderFailed: { Type: "Fail" },
      ...changes,
    },
  };
}

/** A saga whose Parallel books a hotel and a flight, each undone after its Catch; `trip` is what more the Parallel has. */
export function tripSaga(trip: object, changes: Readonly<Record<string, object>> = {}): object {
  const branch = (name: string): object => ({ StartAt: name, States: { [name]: task(name) } });
  return {
    StartAt: "BookTrip",
    States: {
      BookTrip: {
        Type: "Parallel",
        Branches: [branch("BookHotel"), branch("BookFlight")],
        Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.failure", Next: "CancelFlight" }],
        Next: "TripBooked",
        ...trip,
      },
      TripBooked: { Type: "Succeed" },
      CancelFlight: compensation("CancelFlight", "BookFlight", { Next: "CancelHotel" }),
      CancelHotel: compensation("CancelHotel", "BookHotel", { Next: "TripFailed" }),
      TripFailed: { Type: "Fail" },
      ...changes,
    },
  };
}
