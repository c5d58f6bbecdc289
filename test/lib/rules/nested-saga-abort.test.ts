import { nestedSagaAbort } from "../../../src/lib/rules/nested-saga-abort.ts";
import { caught, functionArn, goodSaga, integrations } from "./good-saga.ts";
import { ruleCases } from "./rule-cases.ts";

const deliver = { Type: "Task", ...integrations.startExecution };
const print = { Type: "Task", Resource: functionArn("print-invoice"), End: true };
const flow = (name: string, task: object): object => ({ StartAt: name, States: { [name]: { ...task, End: true } } });

const withDelivery = (delivery: object, machine: object = {}): object =>
  goodSaga(
    {
      ProcessPayment: { Next: "Deliver" },
      Deliver: { ...delivery, Catch: [caught("ProcessRefund")], Next: "ReserveInventory" },
    },
    machine,
  );
const map = { Type: "Map", ItemProcessor: flow("DeliverParcel", deliver) };

ruleCases(nestedSagaAbort, [
  { name: "a nested saga in sequence ends by itself", definition: withDelivery(deliver), want: [] },
  {
    name: "a nested saga beside another branch is stopped by its failure",
    definition: withDelivery({ Type: "Parallel", Branches: [flow("DeliverParcel", deliver), flow("PrintInvoice", print)] }),
    want: [
      {
        state: "DeliverParcel",
        at: '"DeliverParcel"',
        severity: "warning",
        message:
          '"DeliverParcel" runs a nested execution that a failure beside it in "Deliver" stops where it is: its own rollback never runs',
      },
    ],
  },
  {
    name: "alone in its Parallel it has nobody beside it",
    definition: withDelivery({ Type: "Parallel", Branches: [flow("DeliverParcel", deliver)] }),
    want: [],
  },
  { name: "iterations of a Map are beside each other", definition: withDelivery(map), want: [{ state: "DeliverParcel" }] },
  { name: "unless they run one by one", definition: withDelivery({ ...map, MaxConcurrency: 1 }), want: [] },
  {
    name: "the machine's TimeoutSeconds stops it, too",
    definition: withDelivery(deliver, { TimeoutSeconds: 600 }),
    want: [
      {
        state: "Deliver",
        message: '"Deliver" runs a nested execution that the machine\'s TimeoutSeconds stops where it is: its own rollback never runs',
      },
    ],
  },
  {
    name: "an execution that is only started goes on without its parent",
    definition: withDelivery({ ...deliver, Resource: "arn:aws:states:::states:startExecution" }, { TimeoutSeconds: 600 }),
    want: [],
  },
]);
