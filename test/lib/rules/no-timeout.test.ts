import { noTimeout } from "../../../src/lib/rules/no-timeout.ts";
import { goodSaga, integrations } from "./good-saga.ts";
import { ruleCases } from "./rule-cases.ts";

const none = { TimeoutSeconds: undefined };

ruleCases(noTimeout, [
  { name: "every task of the good order saga has a limit", definition: goodSaga(), want: [] },
  {
    name: "forward steps and compensations without a limit are listed",
    definition: goodSaga({ ProcessPayment: none, ProcessRefund: none }),
    want: [
      {
        state: "ProcessPayment",
        at: '"ProcessPayment"',
        severity: "info",
        message: '"ProcessPayment" has no TimeoutSeconds: how long it may take is left to what it calls',
      },
      { state: "ProcessRefund" },
    ],
  },
  { name: "a notification is left out", definition: goodSaga({ "sns:NotifySuccess": none }), want: [] },
  {
    name: "a callback is another rule's",
    definition: goodSaga({ ProcessPayment: { ...none, ...integrations.sendToken } }),
    want: [],
  },
]);
