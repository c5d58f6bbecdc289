import { missingCatch } from "../../../src/lib/rules/missing-catch.ts";
import { caught, functionArn, goodSaga, integrations } from "./good-saga.ts";
import { courierSaga, task as orderTask } from "./order-saga.ts";
import { ruleCases } from "./rule-cases.ts";

const task = (more: object): object => ({ Type: "Task", Resource: functionArn("book-trip"), ...more });

/** Where the second booking's failure undoes the first alone, as its own Catch says, a failing step is not undone itself. */
const trip = (first: object, hotelFailed = "CancelFlight", changes: object = {}): object => ({
  StartAt: "BookFlight",
  States: {
    BookFlight: task({ Next: "BookHotel", ...first }),
    BookHotel: task({ Next: "ChargeCard", Catch: [caught(hotelFailed)] }),
    ChargeCard: task({ End: true, Catch: [caught("CancelHotel")] }),
    CancelHotel: task({ Next: "CancelFlight" }),
    CancelFlight: task({ Next: "TripFailed" }),
    TripFailed: { Type: "Fail" },
    ...changes,
  },
});

/** The cancellation of the flight, which it knows by this. */
const cancelling = (id: string): object => ({ CancelFlight: task({ Parameters: { "id.$": id }, Next: "TripFailed" }) });

/** Two bookings side by side, after a charge. */
const parallel = (more: object): object => ({
  StartAt: "ChargeCard",
  States: {
    ChargeCard: task({ Next: "BookTrip", Catch: [caught("TripFailed")] }),
    BookTrip: {
      Type: "Parallel",
      Branches: [{ StartAt: "BookFlight", States: { BookFlight: task({ End: true }) } }],
      Next: "TripBooked",
      ...more,
    },
    TripBooked: { Type: "Choice", Choices: [{ Variable: "$.ok", BooleanEquals: true, Next: "Done" }], Default: "RefundCard" },
    Done: { Type: "Succeed" },
    RefundCard: task({ Next: "TripFailed", Comment: "saga: compensates ChargeCard" }),
    TripFailed: { Type: "Fail" },
  },
});

/** A seat is put down in a table, and paid. */
function seatSaga(condition: object): object {
  const seat = (action: string, parameters: object): object => ({
    Type: "Task",
    Resource: `arn:aws:states:::dynamodb:${action}`,
    Parameters: { TableName: "Seats", ...parameters },
    ResultPath: null,
  });
  return {
    StartAt: "ReserveSeat",
    States: {
      ReserveSeat: { ...seat("putItem", { Item: { id: { S: "12A" } }, ...condition }), Next: "ChargeCard" },
      ChargeCard: orderTask("ChargeCard", { onError: "ReleaseSeat" }),
      ReleaseSeat: { ...seat("deleteItem", { Key: { id: { S: "12A" } } }), Next: "Failed" },
      Failed: { Type: "Fail" },
    },
  };
}

ruleCases(missingCatch, [
  { name: "the good order saga catches everywhere", definition: goodSaga(), want: [] },
  {
    name: "a step in the middle without Catch leaves the effects before it",
    definition: goodSaga({ ProcessPayment: { Catch: undefined } }),
    want: [
      {
        state: "ProcessPayment",
        at: '"ProcessPayment"',
        severity: "error",
        message: '"ProcessPayment" has no Catch: when it fails, the effect of ProcessOrder stays',
        path: ["ProcessOrder", "ProcessPayment (UnnamedError)"],
      },
    ],
  },
  {
    name: "a first step with a compensation of its own needs a Catch to reach it",
    definition: trip({}, "CancelHotel"),
    want: [{ state: "BookFlight", message: '"BookFlight" has no Catch: when it fails, its own compensation CancelFlight never runs' }],
  },
  {
    name: "a first step may have several compensations of its own",
    definition: trip({}),
    config: { steps: { BookFlight: { compensations: ["CancelFlight", "CancelHotel"] } } },
    want: [
      {
        state: "BookFlight",
        message: '"BookFlight" has no Catch: when it fails, its own compensations CancelFlight and CancelHotel never run',
      },
    ],
  },
  { name: "a first step that is not undone when it fails needs no Catch", definition: trip({}), want: [] },
  {
    name: "nor does one whose compensation reads what only a success leaves, whatever the others do",
    definition: trip({ ResultPath: "$.flight" }, "CancelHotel", cancelling("$.flight.id")),
    want: [],
  },
  {
    name: "as a variable that the step assigns",
    definition: trip({ Assign: { "flight.$": "$.id" } }, "CancelHotel", cancelling("$flight")),
    want: [],
  },
  {
    name: "what the step reads where it leaves its result was there before",
    definition: trip({ Parameters: { "id.$": "$.flight.id" }, ResultPath: "$.flight" }, "CancelHotel", cancelling("$.flight.id")),
    want: [{ state: "BookFlight" }],
  },
  {
    name: "of what several states assign nobody knows whose it is",
    definition: trip({ Assign: { "booked.$": "$.id" } }, "CancelHotel", {
      ...cancelling("$booked"),
      BookHotel: task({ Assign: { "booked.$": "$.id" }, Next: "ChargeCard", Catch: [caught("CancelHotel")] }),
    }),
    want: [{ state: "BookFlight" }],
  },
  {
    name: "a read in the middle of a saga fails it like any other step",
    definition: goodSaga({ ProcessPayment: { Next: "CheckStock" }, CheckStock: task({ Next: "ReserveInventory" }) }),
    want: [{ state: "CheckStock" }],
  },
  {
    name: "an approval in the middle of a saga needs a Catch",
    definition: goodSaga({
      ProcessPayment: { Next: "ApproveOrder" },
      ApproveOrder: { Type: "Task", ...integrations.sendToken, Next: "ReserveInventory" },
    }),
    want: [{ state: "ApproveOrder" }],
  },
  {
    name: "a notification is another rule's",
    definition: goodSaga({ "sns:NotifySuccess": { Catch: undefined } }),
    want: [],
  },
  {
    name: "a step in a Parallel without Catch is named with the Parallel",
    definition: parallel({}),
    want: [
      {
        state: "BookFlight",
        message: '"BookFlight" has no Catch, nor has "BookTrip" around it: when it fails, the effect of ChargeCard stays',
      },
    ],
  },
  { name: "the Catch of the Parallel around a step counts", definition: parallel({ Catch: [caught("RefundCard")] }), want: [] },
  {
    name: "after a declared pivot there is nothing to roll back",
    definition: goodSaga({ ProcessPayment: { Comment: "saga: pivot" }, ReserveInventory: { Catch: [caught("ReleaseInventory")] } }),
    want: [],
  },
  {
    name: "the pivot itself may fail, and needs a Catch",
    definition: goodSaga({ ProcessPayment: { Comment: "saga: pivot", Catch: undefined } }),
    want: [{ state: "ProcessPayment" }],
  },
  { name: "what takes a step's place catches, too", definition: courierSaga(), want: [] },
  {
    name: "what takes a step's place, and leaves its result there, needs a Catch",
    definition: courierSaga({
      ShipOrder: orderTask("ShipOrder", { onError: "ShipByCourier", Next: "OrderShipped" }),
      ShipByCourier: orderTask("ShipByCourier", { ResultPath: "$.ShipOrder", Next: "OrderShipped" }),
    }),
    want: [
      {
        state: "ShipByCourier",
        message: '"ShipByCourier" has no Catch: when it fails, the effects of ProcessPayment and ReserveInventory stay',
      },
    ],
  },
  {
    name: "an effect that is declared to need no compensation leaves nothing to undo",
    definition: trip({ Comment: "saga: no-compensation a booking on option lapses by itself" }),
    want: [],
  },
  {
    name: "a seat that is put down under a condition is another's where that fails, so that nothing may release it",
    definition: seatSaga({ ConditionExpression: "attribute_not_exists(id)" }),
    want: [],
  },
  {
    name: "a seat that is put down whatever is there may stand after a failure",
    definition: seatSaga({}),
    want: [{ state: "ReserveSeat", message: '"ReserveSeat" has no Catch: when it fails, its own compensation ReleaseSeat never runs' }],
  },
]);
