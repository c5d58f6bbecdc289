import { compensationMissingData } from "../../../src/lib/rules/compensation-missing-data.ts";
import { ruleCases } from "./rule-cases.ts";

const lambda = (name: string, more: object): object => ({
  Type: "Task",
  Resource: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
  ...more,
});
const caught = (next: string, more: object = { ResultPath: "$.error" }): object => ({
  Catch: [{ ErrorEquals: ["States.ALL"], Next: next, ...more }],
});

/** A payment that undoes itself when it fails, and a reservation whose failure undoes both. */
function saga(states: object): object {
  return {
    Comment: "The order saga",
    StartAt: "ProcessPayment",
    States: {
      ProcessPayment: lambda("ProcessPayment", { ResultPath: "$.payment", ...caught("ProcessRefund"), Next: "ReserveInventory" }),
      ReserveInventory: lambda("ReserveInventory", { ResultPath: "$.reservation", ...caught("ReleaseInventory"), End: true }),
      ReleaseInventory: lambda("ReleaseInventory", { ResultPath: null, Next: "ProcessRefund" }),
      ProcessRefund: lambda("ProcessRefund", { ResultPath: null, Next: "OrderFailed" }),
      OrderFailed: { Type: "Fail" },
      ...states,
    },
  };
}

/** A Map that releases every item, for a payment that stands in a variable. */
function releaseAll(mode: "INLINE" | "DISTRIBUTED"): object {
  const release = lambda("ReleaseItem", { Parameters: { "sku.$": "$", "payment.$": "$payment" }, End: true });
  return {
    Type: "Map",
    ItemsPath: "$.items",
    ItemProcessor: {
      ProcessorConfig: { Mode: mode, ...(mode === "DISTRIBUTED" ? { ExecutionType: "STANDARD" } : {}) },
      StartAt: "ReleaseItem",
      States: { ReleaseItem: release },
    },
    ResultPath: null,
    Next: "OrderFailed",
  };
}

const booked = (path: string): object => ({ Variable: path, StringEquals: "BOOKED" });
const asks = (path: string, yes: string, no: string): object => ({
  Type: "Choice",
  Choices: [{ ...booked(path), Next: yes }],
  Default: no,
});

const asksForError = (...conditions: readonly string[]): object => ({
  Type: "Choice",
  QueryLanguage: "JSONata",
  Choices: conditions.map((condition) => ({ Condition: `{% ${condition} %}`, Next: "ProcessRefund" })),
  Default: "OrderFailed",
});

/** A hotel and a flight that are booked side by side, each of which says whether it is. */
function bookings(states: object): object {
  const branch = (name: string): object => ({
    StartAt: `Book${name}`,
    States: {
      [`Book${name}`]: lambda(`Book${name}`, {
        ResultSelector: { status: "BOOKED", "id.$": "$.id" },
        ...caught(`${name}Failed`, {}),
        End: true,
      }),
      [`${name}Failed`]: { Type: "Pass", Parameters: { status: "FAILED", "error.$": "$.Error" }, End: true },
    },
  });
  return {
    Comment: "The trip saga",
    StartAt: "BookAll",
    States: {
      BookAll: {
        Type: "Parallel",
        Branches: [branch("Hotel"), branch("Flight")],
        ResultSelector: { "hotel.$": "$[0]", "flight.$": "$[1]" },
        Next: "AllBooked",
      },
      IsHotelBooked: asks("$.hotel.status", "CancelHotel", "OrderFailed"),
      CancelHotel: lambda("CancelHotel", { Parameters: { "id.$": "$.hotel.id" }, Next: "OrderFailed" }),
      Done: { Type: "Succeed" },
      OrderFailed: { Type: "Fail" },
      ...states,
    },
  };
}

ruleCases(compensationMissingData, [
  {
    name: "a step that failed has no result for its own compensation to read",
    definition: saga({ ProcessRefund: lambda("ProcessRefund", { Parameters: { "payment_id.$": "$.payment.id" }, Next: "OrderFailed" }) }),
    want: [
      {
        state: "ProcessRefund",
        at: '"$.payment.id"',
        message: '"ProcessRefund" reads $.payment.id, which is not set on every way to it',
        severity: "error",
        path: ["ProcessPayment (States.ALL)", "ProcessRefund"],
      },
    ],
  },
  {
    name: "a catcher to which no error comes is no way",
    definition: saga({
      ProcessPayment: lambda("ProcessPayment", {
        ResultPath: "$.payment",
        Catch: [
          { ErrorEquals: ["States.TaskFailed"], ResultPath: "$.error", Next: "OrderFailed" },
          { ErrorEquals: ["CardDeclined"], ResultPath: "$.error", Next: "ProcessRefund" },
        ],
        Next: "ReserveInventory",
      }),
      ProcessRefund: lambda("ProcessRefund", { Parameters: { "payment_id.$": "$.payment.id" }, Next: "OrderFailed" }),
    }),
    want: [],
  },
  {
    name: "an error that another catcher puts elsewhere is not where it is read",
    definition: saga({
      ReserveInventory: lambda("ReserveInventory", { ...caught("ReleaseInventory", { ResultPath: "$.stock_error" }), End: true }),
      ProcessRefund: lambda("ProcessRefund", { Parameters: { "reason.$": "$.error.Cause" }, Next: "OrderFailed" }),
    }),
    want: [{ state: "ProcessRefund", path: ["ProcessPayment", "ReserveInventory (States.ALL)", "ReleaseInventory", "ProcessRefund"] }],
  },
  {
    name: "an error that no catcher puts anywhere is missed, too",
    definition: saga({ ProcessRefund: lambda("ProcessRefund", { Parameters: { "reason.$": "$.failure.Error" }, Next: "OrderFailed" }) }),
    want: [{ state: "ProcessRefund", path: ["ProcessPayment (States.ALL)", "ProcessRefund"] }],
  },
  {
    name: "what a Pass builds has no other fields than those",
    definition: saga({
      ReleaseInventory: { Type: "Pass", Parameters: { "order.$": "$.order", reason: "stock" }, Next: "ProcessRefund" },
      ProcessRefund: lambda("ProcessRefund", { Parameters: { "order_id.$": "$.order_id", "order.$": "$.order" }, Next: "OrderFailed" }),
    }),
    want: [{ state: "ProcessRefund", at: '"$.order_id"' }],
  },
  {
    name: "a variable that only a later step assigns is missed after the failure of an earlier one",
    definition: saga({
      ReserveInventory: lambda("ReserveInventory", {
        Assign: { "reservation_id.$": "$.id" },
        ...caught("ReleaseInventory"),
        End: true,
      }),
      ReleaseInventory: lambda("ReleaseInventory", {
        Parameters: { "reservation_id.$": "$reservation_id" },
        ResultPath: null,
        Next: "ProcessRefund",
      }),
    }),
    want: [
      {
        state: "ReleaseInventory",
        message: '"ReleaseInventory" reads $reservation_id, which is not set on any way to it',
        path: ["ProcessPayment", "ReserveInventory (States.ALL)", "ReleaseInventory"],
      },
    ],
  },
  {
    name: "a variable that nobody assigns is missed",
    definition: saga({
      ProcessRefund: lambda("ProcessRefund", { Parameters: { "payment_id.$": "$paymentId" }, ResultPath: null, Next: "OrderFailed" }),
    }),
    want: [
      {
        state: "ProcessRefund",
        message: '"ProcessRefund" reads $paymentId, which is not set on any way to it',
        hint: "Set it before, or read what is there.",
        path: ["ProcessPayment (States.ALL)", "ProcessRefund"],
      },
    ],
  },
  {
    name: "a function of JSONata is no variable",
    definition: saga({
      ProcessRefund: {
        ...lambda("ProcessRefund", { Next: "OrderFailed" }),
        QueryLanguage: "JSONata",
        Arguments: { items: "{% $map($states.input.items, $string) %}" },
      },
    }),
    want: [],
  },
  {
    name: "a distributed Map does not know the variables around it",
    definition: saga({
      ProcessPayment: lambda("ProcessPayment", {
        Assign: { "payment.$": "$.id" },
        ResultPath: null,
        ...caught("OrderFailed"),
        Next: "ReserveInventory",
      }),
      ReleaseInventory: releaseAll("DISTRIBUTED"),
    }),
    want: [
      {
        state: "ReleaseItem",
        path: ["ProcessPayment", "ReserveInventory (States.ALL)", "ReleaseInventory", "ReleaseItem"],
      },
    ],
  },
  {
    name: "an inline Map does",
    definition: saga({
      ProcessPayment: lambda("ProcessPayment", {
        Assign: { "payment.$": "$.id" },
        ResultPath: null,
        ...caught("OrderFailed"),
        Next: "ReserveInventory",
      }),
      ReleaseInventory: releaseAll("INLINE"),
    }),
    want: [],
  },
  {
    name: "a branch that failed has no id for who does not ask which one did",
    definition: bookings({ AllBooked: asks("$.flight.status", "Done", "CancelHotel") }),
    want: [{ state: "CancelHotel", path: ["BookAll", "BookHotel (States.ALL)", "HotelFailed", "AllBooked", "CancelHotel"] }],
  },
  {
    name: "nor for who asks for both at once",
    definition: bookings({
      AllBooked: {
        Type: "Choice",
        Choices: [{ And: [booked("$.hotel.status"), booked("$.flight.status")], Next: "Done" }],
        Default: "CancelHotel",
      },
    }),
    want: [{ state: "CancelHotel" }],
  },
  {
    name: "who asks for the status of the object knows what is in it",
    definition: bookings({ AllBooked: asks("$.flight.status", "Done", "IsHotelBooked") }),
    want: [],
  },
  {
    name: "so does who asks for it in JSONata",
    definition: bookings({
      AllBooked: asks("$.flight.status", "Done", "IsHotelBooked"),
      IsHotelBooked: {
        Type: "Choice",
        QueryLanguage: "JSONata",
        Choices: [{ Condition: "{% $states.input.hotel.status != 'BOOKED' or $states.input.dryRun = true %}", Next: "OrderFailed" }],
        Default: "CancelHotel",
      },
    }),
    want: [],
  },
  {
    name: "but not who asks for that or something else",
    definition: bookings({
      AllBooked: asks("$.flight.status", "Done", "IsHotelBooked"),
      IsHotelBooked: {
        Type: "Choice",
        QueryLanguage: "JSONata",
        Choices: [{ Condition: "{% $states.input.hotel.status = 'BOOKED' or $states.input.urgent %}", Next: "CancelHotel" }],
        Default: "OrderFailed",
      },
    }),
    want: [{ state: "CancelHotel" }],
  },
  {
    name: "a comparison in JSONata, which is false where nothing is there, misses nothing",
    definition: saga({
      ReleaseInventory: asksForError("$states.input.error.Error = 'Timeout'"),
    }),
    want: [],
  },
  {
    name: "unless it can never be true, since no way sets what it compares",
    definition: saga({
      ProcessPayment: lambda("ProcessPayment", { ...caught("OrderFailed"), ResultPath: "$.payment", Next: "ReserveInventory" }),
      ReleaseInventory: asksForError("$states.input.failure.Error = 'Timeout'"),
    }),
    want: [
      {
        state: "ReleaseInventory",
        message: '"ReleaseInventory" reads $states.input.failure.Error, which is not set on any way to it',
      },
    ],
  },
  {
    name: "one that is neither true nor false then does",
    definition: saga({ ReleaseInventory: asksForError("$contains($states.input.failure.Error, 'Timeout')") }),
    want: [{ state: "ReleaseInventory" }],
  },
  {
    name: "nor who asks for another field of the whole input",
    definition: bookings({ AllBooked: asks("$.status", "Done", "CancelHotel") }),
    want: [{ state: "CancelHotel" }],
  },
  {
    name: "JSONata reads variables by the same rules",
    definition: {
      QueryLanguage: "JSONata",
      Comment: "The order saga",
      StartAt: "ProcessPayment",
      States: {
        ProcessPayment: lambda("ProcessPayment", {
          Assign: { payment: "{% $states.result %}" },
          Catch: [{ ErrorEquals: ["States.ALL"], Next: "ProcessRefund" }],
          Next: "ShipOrder",
        }),
        ShipOrder: lambda("ShipOrder", { Catch: [{ ErrorEquals: ["States.ALL"], Next: "ProcessRefund" }], End: true }),
        ProcessRefund: lambda("ProcessRefund", {
          Arguments: { id: "{% $payment.id %}", note: "{% $exists($payment) %}" },
          Next: "OrderFailed",
        }),
        OrderFailed: { Type: "Fail" },
      },
    },
    want: [{ state: "ProcessRefund", at: '"{% $payment.id %}"', hint: "Set it on this way, too, or ask for it first: $exists(…)." }],
  },
  {
    name: "the execution's input may hold whatever no state makes",
    definition: saga({ ProcessRefund: lambda("ProcessRefund", { Parameters: { "order_id.$": "$.order_id" }, Next: "OrderFailed" }) }),
    want: [],
  },
  {
    name: "a field that the way to success reads before it is made was in the input",
    definition: saga({
      ProcessPayment: lambda("ProcessPayment", {
        Parameters: { "amount.$": "$.payment.amount" },
        ResultPath: "$.payment",
        ...caught("ProcessRefund"),
        Next: "ReserveInventory",
      }),
      ProcessRefund: lambda("ProcessRefund", { Parameters: { "payment_id.$": "$.payment.id" }, Next: "OrderFailed" }),
    }),
    want: [],
  },
  {
    name: "a Choice that asks first sends on only whom it does not harm",
    definition: saga({
      ProcessPayment: lambda("ProcessPayment", { ResultPath: "$.payment", ...caught("IsPaid"), Next: "ReserveInventory" }),
      ReleaseInventory: lambda("ReleaseInventory", { ResultPath: null, Next: "IsPaid" }),
      IsPaid: {
        Type: "Choice",
        Choices: [{ Variable: "$.payment", IsPresent: true, Next: "ProcessRefund" }],
        Default: "OrderFailed",
      },
      ProcessRefund: lambda("ProcessRefund", { Parameters: { "payment_id.$": "$.payment.id" }, Next: "OrderFailed" }),
    }),
    want: [],
  },
  {
    name: "what every way sets is there",
    definition: saga({
      ProcessRefund: lambda("ProcessRefund", { Parameters: { "reason.$": "$.error.Cause" }, Next: "OrderFailed" }),
    }),
    want: [],
  },
  {
    name: "the result of a function may hold anything",
    definition: saga({
      ReleaseInventory: lambda("ReleaseInventory", { Next: "ProcessRefund" }),
      ProcessPayment: lambda("ProcessPayment", { ResultPath: "$.payment", Next: "ReserveInventory" }),
      ProcessRefund: lambda("ProcessRefund", { Parameters: { "reason.$": "$.reason.Cause" }, Next: "OrderFailed" }),
    }),
    want: [],
  },
]);
