import { syncNoTimeout } from "../../../src/lib/rules/sync-no-timeout.ts";
import { caught, goodSaga, integrations } from "./good-saga.ts";
import { ruleCases } from "./rule-cases.ts";

const job = (more: object): object =>
  goodSaga({
    ProcessPayment: { Next: "ExportOrder" },
    ExportOrder: {
      Type: "Task",
      Resource: "arn:aws:states:::glue:startJobRun.sync",
      Parameters: { JobName: "export-order" },
      Catch: [caught("ProcessRefund")],
      Next: "ReserveInventory",
      ...more,
    },
  });

ruleCases(syncNoTimeout, [
  {
    name: "a job that may hang holds the saga open",
    definition: job({}),
    want: [
      {
        state: "ExportOrder",
        at: '"arn:aws:states:::glue:startJobRun.sync"',
        severity: "info",
        message: '"ExportOrder" waits for a job with no TimeoutSeconds: a job that hangs holds the saga\'s effects open',
      },
    ],
  },
  { name: "TimeoutSeconds ends the wait", definition: job({ TimeoutSeconds: 3600 }), want: [] },
  {
    name: "a nested saga is to end by itself",
    definition: job(integrations.startExecution),
    want: [],
  },
  { name: "a job that is only started is not waited for", definition: job({ Resource: "arn:aws:states:::glue:startJobRun" }), want: [] },
]);
