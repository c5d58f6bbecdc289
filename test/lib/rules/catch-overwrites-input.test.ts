import { expect, test } from "vitest";
import { catchOverwritesInput } from "../../../src/lib/rules/catch-overwrites-input.ts";
import type { Fix } from "../../../src/lib/rules/rule.ts";
import { buildModel } from "../../../src/lib/saga/build-model.ts";
import { machineOf } from "../../machine-of.ts";
import { ruleCases } from "./rule-cases.ts";

const resource = (name: string): string => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

/** A payment and a reservation whose failure refunds the payment. */
function saga(catcher: object, refund: object, states: object = {}): object {
  return {
    Comment: "The order saga",
    StartAt: "ProcessPayment",
    States: {
      ProcessPayment: { Type: "Task", Resource: resource("ProcessPayment"), ResultPath: "$.payment", Next: "ReserveInventory" },
      ReserveInventory: {
        Type: "Task",
        Resource: resource("ReserveInventory"),
        ResultPath: "$.reservation",
        Catch: [{ ErrorEquals: ["OutOfStock"], Next: "ProcessRefund", ...catcher }],
        End: true,
      },
      ProcessRefund: { Type: "Task", Resource: resource("ProcessRefund"), Next: "OrderFailed", ...refund },
      OrderFailed: { Type: "Fail" },
      ...states,
    },
  };
}

/** The same in JSONata, as far as it matters. */
function jsonataSaga(catcher: object): object {
  return {
    QueryLanguage: "JSONata",
    Comment: "The order saga",
    StartAt: "ReserveInventory",
    States: {
      ReserveInventory: {
        Type: "Task",
        Resource: resource("ReserveInventory"),
        Catch: [{ ErrorEquals: ["States.ALL"], Next: "ProcessRefund", ...catcher }],
        End: true,
      },
      ProcessRefund: {
        Type: "Task",
        Resource: resource("ProcessRefund"),
        Arguments: { order_id: "{% $states.input.order_id %}" },
        Next: "OrderFailed",
      },
      OrderFailed: { Type: "Fail" },
    },
  };
}

const readsPayment = { Parameters: { "payment_id.$": "$.payment.id" } };

ruleCases(catchOverwritesInput, [
  {
    name: "a catcher without ResultPath takes away the field that the compensation reads",
    definition: saga({}, readsPayment),
    want: [
      {
        state: "ReserveInventory",
        line: 16,
        message: 'The Catch of "ReserveInventory" keeps nothing but {Error, Cause}, and "ProcessRefund" then reads $.payment.id',
        severity: "error",
        path: ["ProcessPayment", "ReserveInventory (OutOfStock)", "ProcessRefund"],
        fix: "add-field",
      },
    ],
  },
  {
    name: "a compensation that is called with its whole input learns nothing from an error output",
    definition: saga({}, {}),
    want: [
      {
        state: "ReserveInventory",
        message:
          'The Catch of "ReserveInventory" keeps nothing but {Error, Cause}, and "ProcessRefund" then is called with that instead of the data of what it undoes',
      },
    ],
  },
  {
    name: "so it does not when the whole input is a part of its payload",
    definition: saga({}, { Resource: "arn:aws:states:::lambda:invoke", Parameters: { FunctionName: "ProcessRefund", "Payload.$": "$" } }),
    want: [{ state: "ReserveInventory" }],
  },
  {
    name: "a ResultPath that is the whole input loses it",
    definition: saga({ ResultPath: "$" }, readsPayment),
    want: [{ state: "ReserveInventory", path: ["ProcessPayment", "ReserveInventory (OutOfStock)", "ProcessRefund"] }],
  },
  {
    name: "states that hand their input on do not bring it back",
    definition: saga(
      { Next: "WaitABit" },
      { Parameters: { "reason.$": "$.Error" } },
      {
        WaitABit: { Type: "Wait", Seconds: 5, Next: "IsRefundable" },
        IsRefundable: {
          Type: "Choice",
          Choices: [{ Variable: "$.payment.method", StringEquals: "card", Next: "ProcessRefund" }],
          Default: "OrderFailed",
        },
      },
    ),
    want: [{ state: "ReserveInventory", path: ["ProcessPayment", "ReserveInventory (OutOfStock)", "WaitABit", "IsRefundable"] }],
  },
  {
    name: "compensations in the branches of a Parallel get what the Parallel gets",
    definition: saga(
      { Next: "RollBack" },
      {},
      {
        ProcessRefund: undefined,
        RollBack: {
          Type: "Parallel",
          Branches: [
            { StartAt: "RefundPayment", States: { RefundPayment: { Type: "Task", Resource: resource("RefundPayment"), End: true } } },
          ],
          Next: "OrderFailed",
        },
      },
    ),
    want: [{ state: "ReserveInventory", path: ["ProcessPayment", "ReserveInventory (OutOfStock)", "RollBack", "RefundPayment"] }],
  },
  {
    name: "a JSONata catcher without Output takes away the input that the compensation reads",
    definition: jsonataSaga({}),
    want: [
      {
        state: "ReserveInventory",
        message: 'The Catch of "ReserveInventory" keeps nothing but {Error, Cause}, and "ProcessRefund" then reads $states.input.order_id',
        hint: "Give the catcher an Output that keeps the input and puts the error beside it.",
      },
    ],
  },
  {
    name: "a JSONata catcher may hand the input on",
    definition: jsonataSaga({ Output: "{% $states.input %}" }),
    want: [],
  },
  {
    name: "or the input with the error beside it",
    definition: jsonataSaga({ Output: "{% $merge([$states.input, {'error': $states.errorOutput}]) %}" }),
    want: [],
  },
  {
    name: "a JSONata Output may leave out what the compensation reads",
    definition: jsonataSaga({ Output: { customer_id: "{% $states.input.customer_id %}", error: "{% $states.errorOutput %}" } }),
    want: [
      {
        state: "ReserveInventory",
        message: 'The Catch of "ReserveInventory" passes on its Output alone, and "ProcessRefund" then reads $states.input.order_id',
        hint: "Give the catcher an Output that keeps the input and puts the error beside it.",
      },
    ],
  },
  {
    name: "or what the compensation, which is called with all of its input, is to undo",
    definition: {
      QueryLanguage: "JSONata",
      Comment: "The order saga",
      StartAt: "ProcessPayment",
      States: {
        ProcessPayment: {
          Type: "Task",
          Resource: resource("ProcessPayment"),
          Output: "{% $merge([$states.input, {'payment': $states.result}]) %}",
          Next: "ReserveInventory",
        },
        ReserveInventory: {
          Type: "Task",
          Resource: resource("ReserveInventory"),
          Catch: [
            {
              ErrorEquals: ["States.ALL"],
              Output: { order: "{% $states.input.order %}", error: "{% $states.errorOutput %}" },
              Next: "ProcessRefund",
            },
          ],
          End: true,
        },
        ProcessRefund: { Type: "Task", Resource: resource("ProcessRefund"), Arguments: "{% $states.input %}", Next: "OrderFailed" },
        OrderFailed: { Type: "Fail" },
      },
    },
    want: [
      {
        state: "ReserveInventory",
        message:
          'The Catch of "ReserveInventory" passes on its Output alone, and "ProcessRefund" then is called without $states.input.payment, where the result of "ProcessPayment" was',
      },
    ],
  },
  {
    name: "a ResultPath keeps the input",
    definition: saga({ ResultPath: "$.error" }, readsPayment),
    want: [],
  },
  {
    name: "a compensation that reads only the execution and literals misses nothing",
    definition: saga({}, { Parameters: { "order_id.$": "$$.Execution.Input.order_id", status: "refunded" } }),
    want: [],
  },
  {
    name: "a compensation that gets the execution beside the error output may know what to undo",
    definition: saga({}, { Parameters: { "error.$": "$", "execution.$": "$$.Execution.Id" } }),
    want: [],
  },
  {
    name: "a notification may be content with the error output",
    definition: saga(
      { Next: "TellSupport" },
      {},
      {
        ProcessRefund: undefined,
        TellSupport: {
          Type: "Task",
          Resource: "arn:aws:states:::sns:publish",
          Parameters: { TopicArn: "${SupportTopic}", "Message.$": "$" },
          Next: "OrderFailed",
        },
      },
    ),
    want: [],
  },
  {
    name: "a catcher that leads to a Fail harms nobody",
    definition: saga({ Next: "OrderFailed" }, {}, { ProcessRefund: undefined }),
    want: [],
  },
  {
    name: "a Pass that builds the input anew from the execution brings it back",
    definition: saga(
      { Next: "RecallOrder" },
      { Parameters: { "order_id.$": "$.order_id" } },
      {
        RecallOrder: { Type: "Pass", Parameters: { "order_id.$": "$$.Execution.Input.order_id" }, Next: "ProcessRefund" },
      },
    ),
    want: [],
  },
]);

test.each([
  { name: "a ResultPath beside the others", definition: saga({}, readsPayment), want: { key: "ResultPath", value: "$.error" } },
  {
    name: "the ResultPath that the machine's other catchers have",
    definition: saga({}, readsPayment, {
      ProcessPayment: {
        Type: "Task",
        Resource: resource("ProcessPayment"),
        ResultPath: "$.payment",
        Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.failure", Next: "OrderFailed" }],
        Next: "ReserveInventory",
      },
    }),
    want: { key: "ResultPath", value: "$.failure" },
  },
  {
    name: "in JSONata an Output",
    definition: jsonataSaga({}),
    want: { key: "Output", value: "{% $merge([$states.input, {'error': $states.errorOutput}]) %}" },
  },
  { name: "nothing where there is a ResultPath already", definition: saga({ ResultPath: "$" }, readsPayment), want: null },
  {
    name: "nothing where somebody reads the error output at its place",
    definition: saga({}, { Parameters: { "payment_id.$": "$.payment.id", "reason.$": "$.Cause" } }),
    want: null,
  },
])("the fix adds $name", ({ definition, want }) => {
  const machine = machineOf(definition);
  const { model } = buildModel("order", machine, { steps: {} });
  const fixes = [...catchOverwritesInput.check({ machine, model, type: "STANDARD" })].map(({ fix }) => (fix ? added(fix) : null));
  expect(fixes).toEqual([want]);
});

function added(fix: Fix): object {
  if (fix.type !== "add-field") throw new Error(`Another fix: ${fix.type}`);
  return { key: fix.key, value: fix.value };
}
