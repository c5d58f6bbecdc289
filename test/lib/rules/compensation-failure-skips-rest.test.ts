import { compensationFailureSkipsRest } from "../../../src/lib/rules/compensation-failure-skips-rest.ts";
import { caught, goodSaga } from "./good-saga.ts";
import { ruleCases } from "./rule-cases.ts";

/** The refund is tried again after a while; `givesUp` is where the counter leads in the end. */
const counted = (givesUp: string): object =>
  goodSaga({
    ProcessRefund: { Catch: [caught("CountRefunds")] },
    "sns:NotifyProcessRefundFail": undefined,
    CountRefunds: {
      Type: "Choice",
      Choices: [{ Variable: "$.refunds", NumericLessThan: 5, Next: "WaitForProvider" }],
      Default: givesUp,
    },
    WaitForProvider: { Type: "Wait", Seconds: 60, Next: "ProcessRefund" },
  });

ruleCases(compensationFailureSkipsRest, [
  { name: "a rollback that goes on leaves nothing out", definition: goodSaga(), want: [] },
  {
    name: "a Catch that ends the execution leaves out all later compensations",
    definition: goodSaga({ "sns:NotifyReleaseInventoryFail": { Next: "OrderFailed", Catch: [caught("OrderFailed")] } }),
    want: [
      {
        state: "ReleaseInventory",
        at: '"sns:NotifyReleaseInventoryFail"',
        severity: "warning",
        message:
          'When "ReleaseInventory" fails, its Catch goes to "sns:NotifyReleaseInventoryFail" and leaves out ProcessRefund and UpdateOrderStatus; no redrive resumes them',
        hint: 'Put the failure on record and go on with "ProcessRefund".',
      },
    ],
  },
  {
    name: "a Catch that jumps over one compensation leaves that one out",
    definition: goodSaga({ "sns:NotifyReleaseInventoryFail": { Next: "UpdateOrderStatus", Catch: [caught("UpdateOrderStatus")] } }),
    want: [
      {
        state: "ReleaseInventory",
        message:
          'When "ReleaseInventory" fails, its Catch goes to "sns:NotifyReleaseInventoryFail" and leaves out ProcessRefund; no redrive resumes them',
      },
    ],
  },
  {
    name: "after the last compensation there is nothing to leave out",
    definition: goodSaga({ UpdateOrderStatus: { Catch: [caught("OrderFailed")] }, "sns:NotifyUpdateOrderFail": undefined }),
    want: [],
  },
  { name: "a counter that gives up by going on leaves nothing out", definition: counted("UpdateOrderStatus"), want: [] },
  {
    name: "a counter that gives up at the end leaves the rest out",
    definition: counted("OrderFailed"),
    want: [{ state: "ProcessRefund" }],
  },
  {
    name: "a Catch that only comes back never ends",
    definition: goodSaga({ ProcessRefund: { Catch: [caught("ProcessRefund")] }, "sns:NotifyProcessRefundFail": undefined }),
    want: [],
  },
]);
