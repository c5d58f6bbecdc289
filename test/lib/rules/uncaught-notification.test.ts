import { uncaughtNotification } from "../../../src/lib/rules/uncaught-notification.ts";
import { caught, goodSaga, integrations } from "./good-saga.ts";
import { ruleCases } from "./rule-cases.ts";

const publish = { Type: "Task", ...integrations.publish };

ruleCases(uncaughtNotification, [
  { name: "a notification that is caught does no harm", definition: goodSaga(), want: [] },
  {
    name: "the last notification can fail a finished saga",
    definition: goodSaga({ "sns:NotifySuccess": { Catch: undefined } }),
    want: [
      {
        state: "sns:NotifySuccess",
        at: '"sns:NotifySuccess"',
        severity: "warning",
        message: '"sns:NotifySuccess" only tells somebody, but has no Catch: its failure fails a saga whose effects stand',
        fix: "add-field",
      },
    ],
  },
  {
    name: "one that ends the machine has nowhere to go on to",
    definition: goodSaga({ "sns:NotifySuccess": { Catch: undefined, Next: undefined, End: true }, OrderSucceeded: undefined }),
    want: [{ state: "sns:NotifySuccess" }],
  },
  {
    name: "a Catch of some errors is not enough",
    definition: goodSaga({ "sns:NotifySuccess": { Catch: [caught("OrderSucceeded", "SNS.NotFoundException")] } }),
    want: [
      {
        state: "sns:NotifySuccess",
        message:
          '"sns:NotifySuccess" only tells somebody, but its Catch lets some errors pass: its failure fails a saga whose effects stand',
      },
    ],
  },
  {
    name: "a Catch that goes to Fail is no better than none",
    definition: goodSaga({ "sns:NotifySuccess": { Catch: [caught("OrderFailed")] } }),
    want: [
      {
        state: "sns:NotifySuccess",
        severity: "warning",
        message: '"sns:NotifySuccess" only tells somebody, but its Catch goes to OrderFailed: its failure fails a saga whose effects stand',
      },
    ],
  },
  {
    name: "a message whose own Catch rolls back is more than a message",
    definition: goodSaga({ "sns:NotifySuccess": { Catch: [caught("ReleaseInventory", "SNS.InvalidParameterException")] } }),
    want: [],
  },
  {
    name: "where a Parallel around it rolls back, an unsent message undoes the order",
    definition: goodSaga({
      ReserveInventory: { Next: "TellAll" },
      TellAll: {
        Type: "Parallel",
        Branches: [{ StartAt: "TellWarehouse", States: { TellWarehouse: { ...publish, End: true } } }],
        Catch: [caught("ReleaseInventory")],
        Next: "sns:NotifySuccess",
      },
    }),
    want: [
      {
        state: "TellWarehouse",
        severity: "error",
        message: '"TellWarehouse" only tells somebody, but has no Catch: its failure rolls back what was done, by the Catch of "TellAll"',
      },
    ],
  },
  {
    name: "before the first effect nothing is lost",
    definition: goodSaga({ TellSales: { ...publish, Next: "ProcessOrder" } }, { StartAt: "TellSales" }),
    want: [],
  },
  {
    name: "one before the rollback breaks it off",
    definition: goodSaga({
      ReserveInventory: { Catch: [caught("TellSupport")] },
      TellSupport: { ...publish, ResultPath: null, Next: "ReleaseInventory" },
    }),
    want: [
      {
        state: "TellSupport",
        severity: "error",
        message: '"TellSupport" undoes nothing, but has no Catch: its failure breaks off the rollback before it is done',
        fix: "add-field",
      },
    ],
  },
  {
    name: "one before the rollback that is caught does no harm",
    definition: goodSaga({
      ReserveInventory: { Catch: [caught("TellSupport")] },
      TellSupport: { ...publish, ResultPath: null, Catch: [caught("ReleaseInventory")], Next: "ReleaseInventory" },
    }),
    want: [],
  },
  {
    name: "one at the end of the rollback has nothing to break off",
    definition: goodSaga({ "sns:NotifyUpdateOrderFail": { Catch: undefined } }),
    want: [],
  },
]);
