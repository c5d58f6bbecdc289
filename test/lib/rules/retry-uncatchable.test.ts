import { retryUncatchable } from "../../../src/lib/rules/retry-uncatchable.ts";
import { caught, goodSaga } from "./good-saga.ts";
import { ruleCases } from "./rule-cases.ts";

ruleCases(retryUncatchable, [
  { name: "the good order saga waits for nothing that cannot be caught", definition: goodSaga(), want: [] },
  {
    name: "a Retry of States.Runtime never retries",
    definition: goodSaga({ ProcessPayment: { Retry: [{ ErrorEquals: ["States.Runtime"] }] } }),
    want: [
      {
        state: "ProcessPayment",
        at: '"States.Runtime"',
        severity: "warning",
        message:
          'The Retry of "ProcessPayment" names States.Runtime, which is never retried and never caught, by States.ALL neither: it ends the execution',
      },
    ],
  },
  {
    name: "a Catch of it never catches, beside other names neither",
    definition: goodSaga({ ProcessPayment: { Catch: [caught("ProcessRefund", "OutOfFunds", "States.Runtime"), caught("ProcessRefund")] } }),
    want: [{ state: "ProcessPayment", at: '"States.Runtime"' }],
  },
  {
    name: "a Choice that matches nothing cannot be caught either",
    definition: goodSaga({ ProcessPayment: { Catch: [caught("ProcessRefund", "States.NoChoiceMatched"), caught("ProcessRefund")] } }),
    want: [{ state: "ProcessPayment", at: '"States.NoChoiceMatched"' }],
  },
]);
