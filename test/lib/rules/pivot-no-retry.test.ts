import { pivotNoRetry } from "../../../src/lib/rules/pivot-no-retry.ts";
import { goodSaga } from "./good-saga.ts";
import { ruleCases } from "./rule-cases.ts";

const retry = (...errors: readonly string[]): object => ({ Retry: [{ ErrorEquals: errors }] });
const afterPivot = (reserve: object): object => goodSaga({ ProcessPayment: { Comment: "saga: pivot" }, ReserveInventory: reserve });

ruleCases(pivotNoRetry, [
  { name: "without a pivot every step can be rolled back", definition: goodSaga({ ReserveInventory: { Retry: undefined } }), want: [] },
  {
    name: "a step after the pivot without Retry leaves the saga unfinished",
    definition: afterPivot({ Retry: undefined }),
    want: [
      {
        state: "ReserveInventory",
        at: '"ReserveInventory"',
        severity: "error",
        message: '"ReserveInventory" comes after the pivot, where the saga can only go forward, and has no Retry on States.ALL',
        fix: "add-field",
      },
    ],
  },
  {
    name: "a Retry of some errors is not enough",
    definition: afterPivot(retry("Lambda.ServiceException")),
    want: [{ state: "ReserveInventory" }],
  },
  { name: "a Retry of States.ALL is", definition: afterPivot(retry("States.ALL")), want: [] },
  {
    name: "the pivot itself may be rolled back, and a notification decides nothing",
    definition: goodSaga({
      ProcessPayment: { Comment: "saga: pivot", Retry: undefined },
      "sns:NotifySuccess": { Retry: undefined },
    }),
    want: [],
  },
]);
