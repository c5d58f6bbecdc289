import { catchNotAll } from "../../../src/lib/rules/catch-not-all.ts";
import { caught, goodSaga } from "./good-saga.ts";
import { ruleCases } from "./rule-cases.ts";

const only = (next: string, ...errors: readonly string[]): object => ({ Catch: [caught(next, ...errors)] });

ruleCases(catchNotAll, [
  { name: "a Catch of States.ALL takes all", definition: goodSaga(), want: [] },
  {
    name: "a Catch of the business's error lets timeouts and the rest pass",
    definition: goodSaga({ ReserveInventory: only("ReleaseInventory", "OutOfStock") }),
    want: [
      {
        state: "ReserveInventory",
        severity: "error",
        message:
          'The Catch of "ReserveInventory" takes only OutOfStock: after a timeout or any other error, the effects of ProcessOrder and ProcessPayment stay',
      },
    ],
  },
  {
    name: "a message is needed where another error of it rolls back",
    definition: goodSaga({ "sns:NotifySuccess": only("ReleaseInventory", "SNS.InvalidParameterException") }),
    want: [{ state: "sns:NotifySuccess" }],
  },
  {
    name: "States.TaskFailed takes all but a timeout",
    definition: goodSaga({ ProcessPayment: only("ProcessRefund", "States.TaskFailed") }),
    want: [
      {
        state: "ProcessPayment",
        message: 'The Catch of "ProcessPayment" takes only States.TaskFailed: after a timeout, the effect of ProcessOrder stays',
      },
    ],
  },
  {
    name: "States.Timeout alone lets every other error pass",
    definition: goodSaga({ ProcessPayment: only("ProcessRefund", "States.Timeout") }),
    want: [
      {
        state: "ProcessPayment",
        message: 'The Catch of "ProcessPayment" takes only States.Timeout: after any other error, the effect of ProcessOrder stays',
      },
    ],
  },
  {
    name: "States.TaskFailed and States.Timeout together take all",
    definition: goodSaga({ ProcessPayment: only("ProcessRefund", "States.Timeout", "States.TaskFailed") }),
    want: [],
  },
  {
    name: "a first step whose own compensation is to run needs a Catch of all",
    definition: goodSaga({ ProcessOrder: only("UpdateOrderStatus", "ErrProcessOrder") }),
    want: [
      {
        state: "ProcessOrder",
        severity: "error",
        message:
          'The Catch of "ProcessOrder" takes only ErrProcessOrder: after a timeout or any other error, its own compensation UpdateOrderStatus never runs',
      },
    ],
  },
  {
    name: "a first step that is not undone when it fails is an information",
    definition: goodSaga({
      ProcessOrder: only("OrderFailed", "ErrProcessOrder"),
      UpdateOrderStatus: { Comment: "saga: compensates ProcessOrder" },
    }),
    want: [{ state: "ProcessOrder", severity: "info" }],
  },
  {
    name: "a step without any Catch is another rule's",
    definition: goodSaga({ ProcessPayment: { Catch: undefined } }),
    want: [],
  },
  {
    name: "the Catch of the Parallel around two steps is reported once, and there",
    definition: goodSaga({
      ProcessPayment: { Next: "ShipOrder" },
      ShipOrder: {
        Type: "Parallel",
        Branches: ["PackGoods", "PrintLabel"].map((name) => ({
          StartAt: name,
          States: { [name]: { Type: "Task", Resource: "${Function}", End: true } },
        })),
        Catch: [caught("ProcessRefund", "OutOfPaper")],
        Next: "ReserveInventory",
      },
    }),
    want: [{ state: "ShipOrder" }],
  },
]);
