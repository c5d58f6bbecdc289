import { expect, test } from "vitest";
import { buildModel } from "../../../../src/lib/saga/build-model.ts";
import { UNNAMED } from "../../../../src/lib/saga/failures/error-classes.ts";
import type { Failure, FailureAnalysis } from "../../../../src/lib/saga/failures/failures.ts";
import { analyseFailures } from "../../../../src/lib/saga/failures/failures.ts";
import { machineOf } from "../../../machine-of.ts";
import { compensation, orderSaga, task, tripSaga } from "../../rules/order-saga.ts";

function analysisOf(definition: object): FailureAnalysis {
  const machine = machineOf(definition);
  const { model } = buildModel("order", machine, { steps: {} });
  return analyseFailures(machine, model);
}

/** What may stand when the state fails, and what is undone then, by name. */
function failureOf(definition: object, wanted: string): object {
  const failure = analysisOf(definition).failures.find(({ state, error }) => state === wanted && error === UNNAMED);
  return Object.fromEntries(
    (["open", "beside", "some", "always", "undone", "undoneAlways"] as const).map((set) => [set, names(failure, set)]),
  );
}

function names(failure: Failure | undefined, set: "open" | "beside" | "some" | "always" | "undone" | "undoneAlways"): readonly string[] {
  return [...(failure?.[set] ?? [])];
}

/** A Choice that leads to either of two states. */
function either(one: string, other: string): object {
  return { Type: "Choice", Choices: [{ Variable: "$.order.paid", BooleanEquals: true, Next: one }], Default: other };
}

test.each<{ name: string; definition: object; state: string; want: object }>([
  {
    name: "undoes what the chain of compensations undoes",
    definition: orderSaga(),
    state: "ReserveInventory",
    want: {
      open: ["ProcessPayment"],
      beside: [],
      some: ["ReleaseInventory", "ProcessRefund", "OrderFailed"],
      always: ["ReleaseInventory", "ProcessRefund", "OrderFailed"],
      undone: ["ProcessPayment", "ReserveInventory"],
      undoneAlways: ["ProcessPayment", "ReserveInventory"],
    },
  },
  {
    name: "undoes on some way only what one way leads by",
    definition: orderSaga({
      ReserveInventory: task("ReserveInventory", { onError: "IsPaid", Next: "ShipOrder" }),
      IsPaid: either("ReleaseInventory", "ProcessRefund"),
    }),
    state: "ReserveInventory",
    want: {
      open: ["ProcessPayment"],
      beside: [],
      some: ["ReleaseInventory", "ProcessRefund", "OrderFailed", "IsPaid"],
      always: ["ProcessRefund", "OrderFailed", "IsPaid"],
      undone: ["ProcessPayment", "ReserveInventory"],
      undoneAlways: ["ProcessPayment"],
    },
  },
  {
    name: "undoes always what two compensations undo on different ways",
    definition: orderSaga({
      ReserveInventory: task("ReserveInventory", { onError: "IsPaid", Next: "ShipOrder" }),
      IsPaid: either("ProcessRefund", "VoidPayment"),
      VoidPayment: compensation("VoidPayment", "ProcessPayment", { Next: "OrderFailed" }),
    }),
    state: "ReserveInventory",
    want: {
      open: ["ProcessPayment"],
      beside: [],
      some: ["ProcessRefund", "OrderFailed", "IsPaid", "VoidPayment"],
      always: ["OrderFailed", "IsPaid"],
      undone: ["ProcessPayment"],
      undoneAlways: ["ProcessPayment"],
    },
  },
  {
    name: "counts what runs beside, and not what has failed",
    definition: tripSaga({}),
    state: "BookHotel",
    want: {
      open: [],
      beside: ["BookFlight"],
      some: ["CancelFlight", "CancelHotel", "TripFailed"],
      always: ["CancelFlight", "CancelHotel", "TripFailed"],
      undone: ["BookHotel", "BookFlight"],
      undoneAlways: ["BookHotel", "BookFlight"],
    },
  },
])("a failure $name", ({ definition, state, want }) => {
  expect(failureOf(definition, state)).toEqual(want);
});

test("a state may end in success where the way to success is joined with nothing left to do, or left in a state of its own", () => {
  const { endings } = analysisOf(
    orderSaga({
      ProcessPayment: task("ProcessPayment", { onError: "TellCustomer", Next: "ReserveInventory" }),
      TellCustomer: task("TellCustomer", { Next: "OrderShipped" }),
      ReserveInventory: task("ReserveInventory", { onError: "TryAgain", Next: "ShipOrder" }),
      TryAgain: { Type: "Wait", Seconds: 1, Next: "ReserveInventory" },
      ShipOrder: task("ShipOrder", { onError: "PutAside", Next: "OrderShipped" }),
      PutAside: { Type: "Pass", Next: "OrderOnHold" },
      OrderOnHold: { Type: "Succeed" },
    }),
  );
  const states = ["TellCustomer", "TryAgain", "PutAside", "OrderOnHold", "ProcessRefund", "OrderShipped", "ShipOrder"];
  const of = (holds: (name: string) => boolean): readonly string[] => states.filter(holds);
  expect({ fail: of(endings.mayFail), succeed: of(endings.maySucceed), last: of(endings.isLastBeforeSuccess) }).toEqual({
    fail: ["ProcessRefund"],
    succeed: ["TellCustomer", "PutAside", "OrderOnHold", "OrderShipped"],
    last: ["TellCustomer", "OrderOnHold"],
  });
});
