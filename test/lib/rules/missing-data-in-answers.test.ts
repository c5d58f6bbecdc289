import { compensationMissingData } from "../../../src/lib/rules/compensation-missing-data.ts";
import { ruleCases } from "./rule-cases.ts";

const lambda = (name: string, more: object): object => ({
  Type: "Task",
  Resource: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
  ...more,
});
const caught = (next: string): object => ({ Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: next }] });

/** A payment, the place of whose answer is known, and a reservation whose failure undoes it. */
function saga(states: object): object {
  return {
    Comment: "The order saga",
    StartAt: "ProcessPayment",
    States: {
      ProcessPayment: invoked,
      ReserveInventory: lambda("ReserveInventory", { ResultPath: "$.reservation", ...caught("ProcessRefund"), End: true }),
      ProcessRefund: lambda("ProcessRefund", { ResultPath: null, Next: "OrderFailed" }),
      OrderFailed: { Type: "Fail" },
      ...states,
    },
  };
}

const invoked = {
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Parameters: { FunctionName: "ProcessPayment", "Payload.$": "$" },
  ResultPath: "$.payment",
  ...caught("OrderFailed"),
  Next: "ReserveInventory",
};

const readsPayment = (receipt: string): object => ({
  ProcessRefund: lambda("ProcessRefund", { Parameters: { "payment_id.$": "$.payment.id", "receipt.$": receipt }, Next: "OrderFailed" }),
});

const noSuchField = {
  state: "ProcessRefund",
  at: '"$.payment.id"',
  message: '"ProcessRefund" reads $.payment.id, which is not set on any way to it',
  hint: 'Set it before, or read what is there: "ProcessPayment" hands on no such field.',
};

ruleCases(compensationMissingData, [
  {
    name: "the answer of Lambda holds what the function returned in Payload",
    definition: saga(readsPayment("$.payment.Payload.receipt")),
    want: [noSuchField],
  },
  {
    name: "so does that of an HTTPS endpoint in ResponseBody",
    definition: saga({
      ProcessPayment: {
        ...invoked,
        Resource: "arn:aws:states:::http:invoke",
        Parameters: { ApiEndpoint: "https://payments.example.com/charges", Method: "POST" },
      },
      ...readsPayment("$.payment.ResponseBody.receipt"),
    }),
    want: [noSuchField],
  },
  {
    name: "a Choice on the way to success that forgets the Payload fails whatever the function says",
    definition: saga({
      ProcessPayment: { ...invoked, Next: "IsPaid" },
      IsPaid: {
        Type: "Choice",
        Choices: [{ Variable: "$.payment.status", StringEquals: "PAID", Next: "ReserveInventory" }],
        Default: "ProcessRefund",
      },
    }),
    want: [
      {
        state: "IsPaid",
        message: '"IsPaid" reads $.payment.status, which is not set on any way to it',
        hint: 'Set it before, or read what is there: "ProcessPayment" hands on no such field.',
        path: ["ProcessPayment", "IsPaid"],
      },
    ],
  },
  {
    name: "what the way to success reads of the execution's input may be there",
    definition: saga({
      ProcessPayment: { ...invoked, Parameters: { FunctionName: "ProcessPayment", Payload: { "amount.$": "$.reservation.amount" } } },
    }),
    want: [],
  },
]);
