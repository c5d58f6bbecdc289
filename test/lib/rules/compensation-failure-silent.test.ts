import { compensationFailureSilent } from "../../../src/lib/rules/compensation-failure-silent.ts";
import { compensation, orderSaga, task } from "./order-saga.ts";
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
    name: "another compensation of the same step may still undo it",
    definition: orderSaga({
      ProcessRefund: compensation("ProcessRefund", "ProcessPayment", { onError: "RefundByHand", Next: "OrderFailed" }),
      RefundByHand: compensation("RefundByHand", "ProcessPayment", { Next: "OrderFailed" }),
    }),
    want: [],
  },
  {
    name: "the Catch of the Parallel around a compensation ends the run",
    definition: {
      StartAt: "BookTrip",
      States: {
        BookTrip: {
          Type: "Parallel",
          Branches: [
            {
              StartAt: "BookHotel",
              States: {
                BookHotel: task("BookHotel", { onError: "CancelHotel" }),
                CancelHotel: compensation("CancelHotel", "BookHotel", { Next: "NoHotel" }),
                NoHotel: { Type: "Fail" },
              },
            },
          ],
          Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.failure", Next: "TripFailed" }],
          End: true,
        },
        TripFailed: { Type: "Fail" },
      },
    },
    want: [
      {
        state: "CancelHotel",
        at: '"TripFailed"',
        message:
          'When "CancelHotel" fails, the Catch of "BookTrip" goes to "TripFailed" and the run ends with nobody told that its effect still stands',
      },
    ],
  },
  {
    name: "a compensation without Catch is another rule's",
    definition: goodSaga({ UpdateOrderStatus: { Catch: undefined }, "sns:NotifyUpdateOrderFail": undefined }),
    want: [],
  },
]);
