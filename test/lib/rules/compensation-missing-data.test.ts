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
    name: "the answer of Lambda holds what the function returned in Payload",
    definition: saga({
      ProcessPayment: {
        Type: "Task",
        Resource: "arn:aws:states:::lambda:invoke",
        Parameters: { FunctionName: "ProcessPayment", "Payload.$": "$" },
        ResultPath: "$.payment",
        Next: "ReserveInventory",
      },
      ProcessRefund: lambda("ProcessRefund", {
        Parameters: { "payment_id.$": "$.payment.id", "receipt.$": "$.payment.Payload.receipt" },
        Next: "OrderFailed",
      }),
    }),
    want: [{ state: "ProcessRefund", at: '"$.payment.id"' }],
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
        message: '"ReleaseInventory" reads $reservation_id, which is not set on every way to it',
        path: ["ProcessPayment", "ReserveInventory (States.ALL)", "ReleaseInventory"],
      },
    ],
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
          End: true,
        }),
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
