import { compensationNoCatch } from "../../../src/lib/rules/compensation-no-catch.ts";
import { caught, goodSaga } from "./good-saga.ts";
import { ruleCases } from "./rule-cases.ts";

const uncaught = goodSaga({ ProcessRefund: { Catch: undefined }, "sns:NotifyProcessRefundFail": undefined });
const undo = (comment: string, more: object): object => ({
  Type: "Task",
  Resource: "${Function}",
  Comment: `saga: compensates ${comment}`,
  ...more,
});

/** The rollback of two steps side by side. */
const sideBySide = (refund: object, parallel: object = {}): object =>
  goodSaga({
    ReserveInventory: { Catch: [caught("UndoBoth")] },
    ReleaseInventory: undefined,
    "sns:NotifyReleaseInventoryFail": undefined,
    UndoBoth: {
      Type: "Parallel",
      Branches: [
        {
          StartAt: "RefundCharge",
          States: {
            RefundCharge: undo("ProcessPayment", { End: true, ...refund }),
            RefundFailed: refund === BARE ? undefined : { Type: "Pass", End: true },
          },
        },
      ],
      Next: "UpdateOrderStatus",
      ...parallel,
    },
  });
const BARE = {};

ruleCases(compensationNoCatch, [
  { name: "every compensation of the good order saga is caught", definition: goodSaga(), want: [] },
  {
    name: "a compensation without Catch ends the rollback",
    definition: uncaught,
    want: [
      {
        state: "ProcessRefund",
        at: '"ProcessRefund"',
        severity: "warning",
        message: '"ProcessRefund" has no Catch: when it fails for good, the rest of the rollback is abandoned',
        hint: "Catch States.ALL, put the failure on record and go on with the rollback; a Catch that goes straight to a Fail helps nobody. For 14 days it can be redriven from here.",
      },
    ],
  },
  {
    name: "the last compensation has no rest that could be abandoned",
    definition: goodSaga({ UpdateOrderStatus: { Catch: undefined }, "sns:NotifyUpdateOrderStatusFail": undefined }),
    want: [
      {
        state: "UpdateOrderStatus",
        message: '"UpdateOrderStatus" has no Catch: when it fails for good, the rollback ends there',
        hint: "Catch States.ALL, put the failure on record and fail then; a Catch that goes straight to a Fail helps nobody. For 14 days it can be redriven from here.",
      },
    ],
  },
  {
    name: "an EXPRESS execution cannot be redriven",
    definition: uncaught,
    type: "EXPRESS",
    want: [
      {
        state: "ProcessRefund",
        hint: "Catch States.ALL, put the failure on record and go on with the rollback; a Catch that goes straight to a Fail helps nobody.",
      },
    ],
  },
  {
    name: "a Parallel of compensations is reported beside those in it",
    definition: sideBySide(BARE, { Next: "OrderFailed" }),
    want: [
      { state: "UndoBoth", message: '"UndoBoth" has no Catch: when it fails for good, the rollback ends there' },
      { state: "RefundCharge", message: '"RefundCharge" has no Catch: when it fails for good, the rollback ends there' },
    ],
  },
  {
    name: "a Catch of the Parallel is one of what is in it",
    definition: sideBySide(BARE, { Catch: [caught("UpdateOrderStatus")] }),
    want: [],
  },
  {
    name: "a Parallel whose branches handle their failures cannot fail",
    definition: sideBySide({ Catch: [caught("RefundFailed")] }),
    want: [],
  },
  {
    name: "a branch that tries for ever handles nothing",
    definition: sideBySide({ Catch: [caught("RefundCharge")], Next: "RefundFailed", End: undefined }),
    want: [{ state: "UndoBoth" }],
  },
]);
