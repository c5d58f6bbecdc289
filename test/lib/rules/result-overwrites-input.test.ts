import { resultOverwritesInput } from "../../../src/lib/rules/result-overwrites-input.ts";
import { ruleCases } from "./rule-cases.ts";

const lambda = (name: string, more: object): object => ({
  Type: "Task",
  Resource: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
  ...more,
});

/** A payment, a reservation and a shipment whose failure undoes the payment. */
function saga(states: object): object {
  return {
    Comment: "The order saga",
    StartAt: "ProcessPayment",
    States: {
      ProcessPayment: lambda("ProcessPayment", { ResultPath: "$.payment", Next: "ReserveInventory" }),
      ReserveInventory: lambda("ReserveInventory", { ResultPath: "$.reservation", Next: "ShipOrder" }),
      ShipOrder: lambda("ShipOrder", {
        Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "ProcessRefund" }],
        End: true,
      }),
      ProcessRefund: lambda("ProcessRefund", { Next: "OrderFailed" }),
      OrderFailed: { Type: "Fail" },
      ...states,
    },
  };
}

const replacing = { ReserveInventory: lambda("ReserveInventory", { Next: "ShipOrder" }) };

ruleCases(resultOverwritesInput, [
  {
    name: "a result that replaces the input takes away what an earlier step saved for its compensation",
    definition: saga(replacing),
    want: [
      {
        state: "ReserveInventory",
        at: '"ReserveInventory"',
        message:
          'The result of "ReserveInventory" replaces its whole input, with the result of "ProcessPayment" in $.payment, which "ProcessRefund" needs to undo it',
        severity: "error",
        path: ["ProcessPayment", "ReserveInventory", "ShipOrder (States.ALL)", "ProcessRefund"],
      },
    ],
  },
  {
    name: "the compensation may name the place",
    definition: saga({
      ...replacing,
      ProcessRefund: lambda("ProcessRefund", { Parameters: { "payment_id.$": "$.payment.id" }, Next: "OrderFailed" }),
    }),
    want: [{ state: "ReserveInventory", severity: "error" }],
  },
  {
    name: "the answer of a service has no room for the order",
    definition: saga({
      ReserveInventory: {
        Type: "Task",
        Resource: "arn:aws:states:::dynamodb:updateItem",
        Parameters: { TableName: "Inventory", Key: { id: { "S.$": "$.sku" } } },
        Next: "ShipOrder",
      },
      ProcessRefund: lambda("ProcessRefund", { Parameters: { "order_id.$": "$.order_id" }, Next: "OrderFailed" }),
    }),
    want: [
      {
        state: "ReserveInventory",
        message: 'The result of "ReserveInventory" replaces its whole input, so $.order_id, which "ProcessRefund" reads, is gone',
        severity: "error",
      },
    ],
  },
  {
    name: "a Parallel leaves an array, in which no field is",
    definition: saga({
      ReserveInventory: {
        Type: "Parallel",
        Branches: [{ StartAt: "ReserveStock", States: { ReserveStock: lambda("ReserveStock", { End: true }) } }],
        Next: "ShipOrder",
      },
      ProcessRefund: lambda("ProcessRefund", { Parameters: { "order_id.$": "$.order_id" }, Next: "OrderFailed" }),
    }),
    want: [{ state: "ReserveInventory", severity: "error" }],
  },
  {
    name: "what an iteration saved was never in the input around it",
    definition: saga({
      ProcessPayment: {
        Type: "Map",
        ItemsPath: "$.orders",
        ItemProcessor: {
          StartAt: "PayOrder",
          States: { PayOrder: lambda("PayOrder", { ResultPath: "$.payment", End: true }) },
        },
        ResultPath: "$.orders",
        Next: "ReserveInventory",
      },
      ...replacing,
      ProcessRefund: lambda("ProcessRefund", { Comment: "saga: compensates PayOrder", Next: "OrderFailed" }),
    }),
    want: [{ state: "ReserveInventory", severity: "info" }],
  },
  {
    name: "a function's result may carry the order on",
    definition: saga({
      ProcessPayment: lambda("ProcessPayment", { Next: "ReserveInventory" }),
      ...replacing,
    }),
    want: [
      {
        state: "ReserveInventory",
        message:
          'The result of "ReserveInventory" replaces its whole input, which "ProcessRefund" works on later: that is safe only while the result carries all of it on',
        severity: "info",
      },
    ],
  },
  {
    name: "so may that of a read",
    definition: saga({
      ProcessPayment: lambda("ProcessPayment", { Next: "ReserveInventory" }),
      ReserveInventory: lambda("GetStock", { Next: "ShipOrder" }),
    }),
    want: [{ state: "ReserveInventory", severity: "info" }],
  },
  {
    name: "a step's own result may leave out what another state had put there for its compensation",
    definition: saga({
      ProcessPayment: lambda("GetCustomer", { ResultPath: "$.customer", Next: "ReserveInventory" }),
      ReserveInventory: {
        Type: "Task",
        Resource: "arn:aws:states:::lambda:invoke",
        Parameters: { FunctionName: "ReserveInventory", "Payload.$": "$" },
        OutputPath: "$.Payload",
        Next: "ShipOrder",
      },
      ProcessRefund: lambda("ReleaseInventory", {
        Comment: "saga: compensates ReserveInventory",
        Parameters: { "customer.$": "$.customer.id", "reservation.$": "$.id" },
        Next: "OrderFailed",
      }),
    }),
    want: [
      {
        state: "ReserveInventory",
        message:
          'The result of "ReserveInventory" replaces its whole input, in which "ProcessRefund" looks for $.customer.id later: that is safe only while the result carries it on',
        severity: "info",
      },
    ],
  },
  {
    name: "on the way to success nobody gets past a field that no way has",
    definition: saga({
      ProcessPayment: lambda("ProcessPayment", { Next: "ReserveInventory" }),
      ReserveInventory: {
        Type: "Parallel",
        Branches: [{ StartAt: "ReserveStock", States: { ReserveStock: lambda("ReserveStock", { End: true }) } }],
        Next: "ShipOrder",
      },
      ShipOrder: lambda("ShipOrder", {
        Parameters: { "order_id.$": "$.order_id" },
        Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "OrderFailed" }],
        End: true,
      }),
      ProcessRefund: undefined,
    }),
    want: [
      {
        state: "ReserveInventory",
        message: 'The result of "ReserveInventory" replaces its whole input, so $.order_id, which "ShipOrder" reads, is gone',
        severity: "error",
      },
    ],
  },
  {
    name: "a field that is there on one way to it is read on that",
    definition: saga({
      ProcessPayment: lambda("ProcessPayment", { Next: "IsReserved" }),
      IsReserved: {
        Type: "Choice",
        Choices: [{ Variable: "$.reserved", BooleanEquals: true, Next: "ShipOrder" }],
        Default: "ReserveInventory",
      },
      ReserveInventory: {
        Type: "Task",
        Resource: "arn:aws:states:::dynamodb:updateItem",
        Parameters: { TableName: "Inventory", Key: { id: { "S.$": "$.sku" } } },
        Next: "ShipOrder",
      },
      ShipOrder: lambda("ShipOrder", { Parameters: { "order_id.$": "$.order_id" }, End: true }),
      ProcessRefund: undefined,
    }),
    want: [],
  },
  { name: "results that are put beside the input replace nothing", definition: saga({}), want: [] },
  {
    name: "a compensation that works on the step's own result needs nothing else",
    definition: saga({
      ProcessPayment: lambda("ProcessPayment", { Next: "ShipOrder" }),
      ReserveInventory: undefined,
    }),
    want: [],
  },
  {
    name: "a compensation that reads the execution alone loses nothing",
    definition: saga({
      ...replacing,
      ProcessRefund: lambda("ProcessRefund", { Parameters: { "order_id.$": "$$.Execution.Input.order_id" }, Next: "OrderFailed" }),
    }),
    want: [],
  },
  {
    name: "a variable outlives every result",
    definition: saga({
      ...replacing,
      ProcessPayment: lambda("ProcessPayment", { Assign: { "payment.$": "$" }, Next: "ReserveInventory" }),
      ProcessRefund: lambda("ProcessRefund", { Parameters: { "payment.$": "$payment" }, Next: "OrderFailed" }),
    }),
    want: [],
  },
]);
