import { noTransientRetry } from "../../../src/lib/rules/no-transient-retry.ts";
import { functionArn, goodSaga, integrations } from "./good-saga.ts";
import { ruleCases } from "./rule-cases.ts";

const retry = (...errors: readonly string[]): object => ({ Retry: [{ ErrorEquals: errors, MaxAttempts: 2 }] });

ruleCases(noTransientRetry, [
  { name: "a Retry of States.ALL covers the transient errors", definition: goodSaga(), want: [] },
  {
    name: "a step that calls a function without Retry rolls back for a hiccup",
    definition: goodSaga({ ProcessPayment: { Retry: undefined, Resource: functionArn("process-payment") } }),
    want: [
      {
        state: "ProcessPayment",
        at: '"ProcessPayment"',
        severity: "info",
        message: '"ProcessPayment" has no Retry for the transient errors of Lambda: each of them fails the step',
        fix: "add-field",
      },
    ],
  },
  {
    name: "a Retry of the business's errors is none for them, and leaves no room for another",
    definition: goodSaga({ ProcessPayment: retry("ErrProviderBusy") }),
    want: [{ state: "ProcessPayment" }],
  },
  { name: "one of them is enough", definition: goodSaga({ ProcessPayment: retry("Lambda.ServiceException") }), want: [] },
  {
    name: "a service has errors of its own",
    definition: goodSaga({ ProcessOrder: { Retry: undefined, ...integrations.putItem } }),
    want: [],
  },
  { name: "a compensation is another rule's", definition: goodSaga({ ProcessRefund: { Retry: undefined } }), want: [] },
]);
