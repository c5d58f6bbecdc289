import { retryNonIdempotent } from "../../../src/lib/rules/retry-non-idempotent.ts";
import type { StepDeclaration } from "../../../src/lib/saga/model.ts";
import { goodSaga } from "./good-saga.ts";
import { ruleCases } from "./rule-cases.ts";

const idempotent: StepDeclaration = { idempotent: true };
const steps = { ProcessOrder: idempotent, ProcessPayment: idempotent, ReserveInventory: idempotent };

ruleCases(retryNonIdempotent, [
  {
    name: "a broad Retry may do an effect twice",
    definition: goodSaga(),
    config: { steps: { ProcessOrder: idempotent, ReserveInventory: idempotent } },
    want: [
      {
        state: "ProcessPayment",
        severity: "info",
        message: '"ProcessPayment" is tried again after errors that leave open whether its effect stands: it may happen twice',
      },
    ],
  },
  { name: "steps declared idempotent may be tried again", definition: goodSaga(), config: { steps }, want: [] },
  {
    name: "a Retry of errors before the call does nothing twice",
    definition: goodSaga({ ProcessPayment: { Retry: [{ ErrorEquals: ["Lambda.TooManyRequestsException"] }] } }),
    config: { steps: { ...steps, ProcessPayment: {} } },
    want: [],
  },
  {
    name: "a broad retrier with MaxAttempts 0 tries nothing",
    definition: goodSaga({ ProcessPayment: { Retry: [{ ErrorEquals: ["States.ALL"], MaxAttempts: 0 }] } }),
    config: { steps: { ...steps, ProcessPayment: {} } },
    want: [],
  },
]);
