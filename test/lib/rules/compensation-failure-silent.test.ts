import { compensationFailureSilent } from "../../../src/lib/rules/compensation-failure-silent.ts";
import { caught, goodSaga, integrations } from "./good-saga.ts";
import { ruleCases } from "./rule-cases.ts";

ruleCases(compensationFailureSilent, [
  { name: "the good order saga tells of each failed compensation", definition: goodSaga(), want: [] },
  {
    name: "a Catch straight to the end tells nobody",
    definition: goodSaga({ UpdateOrderStatus: { Catch: [caught("OrderFailed")] }, "sns:NotifyUpdateOrderFail": undefined }),
    want: [
      {
        state: "UpdateOrderStatus",
        at: '"OrderFailed"',
        severity: "warning",
        message:
          'When "UpdateOrderStatus" fails, its Catch goes to "OrderFailed" and the run ends with nobody told that its effect still stands',
      },
    ],
  },
  {
    name: "going on with the rollback tells nobody either",
    definition: goodSaga({ ProcessRefund: { Catch: [caught("UpdateOrderStatus")] }, "sns:NotifyProcessRefundFail": undefined }),
    want: [{ state: "ProcessRefund" }],
  },
  {
    name: "a task that puts the failure on record tells somebody",
    definition: goodSaga({
      UpdateOrderStatus: { Catch: [caught("RecordFailure")] },
      "sns:NotifyUpdateOrderFail": undefined,
      RecordFailure: { Type: "Task", ...integrations.putItem, Next: "OrderFailed" },
    }),
    want: [],
  },
  {
    name: "a compensation without Catch is another rule's",
    definition: goodSaga({ UpdateOrderStatus: { Catch: undefined }, "sns:NotifyUpdateOrderFail": undefined }),
    want: [],
  },
]);
