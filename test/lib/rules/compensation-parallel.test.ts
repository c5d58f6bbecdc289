import { compensationParallel } from "../../../src/lib/rules/compensation-parallel.ts";
import { caught, goodSaga, integrations } from "./good-saga.ts";
import { ruleCases } from "./rule-cases.ts";

type Branch = Readonly<Record<string, object>>;

const undo = (step: string, more: object = { End: true }): object => ({
  Type: "Task",
  Resource: "${Function}",
  Comment: `saga: compensates ${step}`,
  ...more,
});
const failed = { Type: "Pass", End: true };
const bare: readonly Branch[] = [{ RefundCharge: undo("ProcessPayment") }, { ReturnGoods: undo("ReserveInventory") }];

/** A rollback whose last failure undoes the payment and the reservation side by side. */
function saga(branches: readonly Branch[], parallel: object = {}): object {
  return goodSaga({
    ReserveInventory: { Catch: [caught("UndoBoth")] },
    ReleaseInventory: undefined,
    "sns:NotifyReleaseInventoryFail": undefined,
    UndoBoth: {
      Type: "Parallel",
      Branches: branches.map((states) => ({ StartAt: Object.keys(states)[0], States: states })),
      Next: "UpdateOrderStatus",
      ...parallel,
    },
  });
}

ruleCases(compensationParallel, [
  { name: "compensations in sequence abort nothing", definition: goodSaga(), want: [] },
  {
    name: "compensations side by side without their own Catch abort each other",
    definition: saga(bare),
    want: [
      {
        state: "UndoBoth",
        at: '"UndoBoth"',
        severity: "warning",
        message: '"UndoBoth" runs compensations side by side: when RefundCharge or ReturnGoods fails, the others are aborted',
      },
    ],
  },
  {
    name: "a Catch of the Parallel comes too late for the siblings",
    definition: saga(bare, { Catch: [caught("UpdateOrderStatus")] }),
    want: [{ state: "UndoBoth" }],
  },
  {
    name: "branches that end with what happened abort nothing",
    definition: saga([
      { RefundCharge: undo("ProcessPayment", { End: true, Catch: [caught("RefundFailed")] }), RefundFailed: failed },
      { ReturnGoods: undo("ReserveInventory", { End: true, Catch: [caught("ReturnFailed")] }), ReturnFailed: failed },
    ]),
    want: [],
  },
  {
    name: "one branch that fails is enough",
    definition: saga([
      { RefundCharge: undo("ProcessPayment", { End: true, Catch: [caught("RefundFailed")] }), RefundFailed: { Type: "Fail" } },
      { ReturnGoods: undo("ReserveInventory", { End: true, Catch: [caught("ReturnFailed")] }), ReturnFailed: failed },
    ]),
    want: [{ state: "UndoBoth", message: '"UndoBoth" runs compensations side by side: when RefundCharge fails, the others are aborted' }],
  },
  {
    name: "a compensation beside a notification aborts no compensation",
    definition: saga([{ RefundCharge: undo("ProcessPayment") }, { TellCustomer: { Type: "Task", ...integrations.publish, End: true } }]),
    want: [],
  },
]);
