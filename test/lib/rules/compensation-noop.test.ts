import { compensationNoop } from "../../../src/lib/rules/compensation-noop.ts";
import { goodSaga } from "./good-saga.ts";
import { ruleCases } from "./rule-cases.ts";

const pass = (next: string, more: object = {}): object => ({
  Type: "Pass",
  Resource: undefined,
  Retry: undefined,
  Catch: undefined,
  TimeoutSeconds: undefined,
  Next: next,
  ...more,
});

ruleCases(compensationNoop, [
  { name: "a compensating task does something", definition: goodSaga(), want: [] },
  {
    name: "a Pass named as the compensation undoes nothing",
    definition: goodSaga({ ReleaseInventory: pass("ProcessRefund"), "sns:NotifyReleaseInventoryFail": undefined }),
    want: [
      {
        state: "ReleaseInventory",
        at: '"ReleaseInventory"',
        severity: "warning",
        message: '"ReleaseInventory" is a Pass: it stands in the rollback as if it undid ReserveInventory, and undoes nothing',
      },
    ],
  },
  {
    name: "a Pass that is declared to compensate undoes nothing",
    definition: goodSaga({
      ProcessRefund: pass("UpdateOrderStatus", { Comment: "saga: compensates ProcessPayment" }),
      "sns:NotifyProcessRefundFail": undefined,
    }),
    want: [{ state: "ProcessRefund" }],
  },
  {
    name: "a Pass that shapes data in the rollback is no compensation",
    definition: goodSaga({ ReleaseInventory: { Next: "ShapeInput" }, ShapeInput: { Type: "Pass", Next: "ProcessRefund" } }),
    want: [],
  },
]);
