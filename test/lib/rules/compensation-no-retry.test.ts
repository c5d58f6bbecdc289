import { compensationNoRetry } from "../../../src/lib/rules/compensation-no-retry.ts";
import { ruleCases } from "./rule-cases.ts";

const retryAll = [{ ErrorEquals: ["States.ALL"] }];

/** A saga of one payment and one reservation; `refund` is what more its compensation has. */
function saga(refund: object, failed: object = { Type: "Fail" }): object {
  const task = (name: string, more: object): object => ({
    Type: "Task",
    Resource: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
    ...more,
  });
  return {
    StartAt: "ProcessPayment",
    States: {
      ProcessPayment: task("ProcessPayment", { Next: "ReserveInventory" }),
      ReserveInventory: task("ReserveInventory", { Catch: [{ ErrorEquals: ["States.ALL"], Next: "ProcessRefund" }], End: true }),
      ProcessRefund: { ...task("ProcessRefund", { Comment: "saga: compensates ProcessPayment", Next: "OrderFailed" }), ...refund },
      OrderFailed: failed,
    },
  };
}

ruleCases(compensationNoRetry, [
  {
    name: "a compensating task without Retry ends the rollback at the first transient error",
    definition: saga({}),
    want: [
      {
        state: "ProcessRefund",
        line: 22,
        at: '"ProcessRefund"',
        message: '"ProcessRefund" has no Retry, so one transient error ends the rollback of ProcessPayment',
        severity: "error",
        fix: "add-field",
      },
    ],
  },
  {
    name: "a Retry whose MaxAttempts is 0 is none, and there is no room for another",
    definition: saga({ Retry: [{ ErrorEquals: ["States.ALL"], MaxAttempts: 0 }] }),
    want: [{ state: "ProcessRefund", line: 22 }],
  },
  { name: "a compensating task with a Retry is tried again", definition: saga({ Retry: retryAll }), want: [] },
  {
    name: "a compensation that is no Task cannot have a Retry",
    definition: saga({ Type: "Pass", Resource: undefined }),
    want: [],
  },
  {
    name: "a machine that is not a saga is not judged",
    definition: saga({}),
    config: { saga: false },
    want: [],
  },
]);
