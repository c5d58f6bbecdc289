import { compensationCatchNotAll } from "../../../src/lib/rules/compensation-catch-not-all.ts";
import { caught, goodSaga } from "./good-saga.ts";
import { ruleCases } from "./rule-cases.ts";

ruleCases(compensationCatchNotAll, [
  { name: "a Catch of States.ALL goes on after any error", definition: goodSaga(), want: [] },
  {
    name: "a Catch of the business's error lets the rest end the rollback",
    definition: goodSaga({ ProcessRefund: { Catch: [caught("sns:NotifyProcessRefundFail", "ErrProcessRefund")] } }),
    want: [
      {
        state: "ProcessRefund",
        severity: "warning",
        message: 'The Catch of "ProcessRefund" takes only ErrProcessRefund: a timeout or any other error ends the rollback there',
      },
    ],
  },
  {
    name: "States.TaskFailed lets a timeout end the rollback",
    definition: goodSaga({ ProcessRefund: { Catch: [caught("sns:NotifyProcessRefundFail", "States.TaskFailed")] } }),
    want: [
      { state: "ProcessRefund", message: 'The Catch of "ProcessRefund" takes only States.TaskFailed: a timeout ends the rollback there' },
    ],
  },
  {
    name: "forward steps are another rule's",
    definition: goodSaga({ ProcessPayment: { Catch: [caught("ProcessRefund", "ErrProcessPayment")] } }),
    want: [],
  },
]);
