import { callbackNoTimeout } from "../../../src/lib/rules/callback-no-timeout.ts";
import { caught, goodSaga, integrations } from "./good-saga.ts";
import { ruleCases } from "./rule-cases.ts";

const waiting = (more: object): object =>
  goodSaga({
    ProcessPayment: { Next: "ApproveOrder" },
    ApproveOrder: {
      Type: "Task",
      ...integrations.sendToken,
      Catch: [caught("ProcessRefund")],
      Next: "ReserveInventory",
      ...more,
    },
  });

ruleCases(callbackNoTimeout, [
  {
    name: "a task that waits for its token without end holds the saga",
    definition: waiting({}),
    want: [
      {
        state: "ApproveOrder",
        at: '"arn:aws:states:::sqs:sendMessage.waitForTaskToken"',
        severity: "error",
        message:
          '"ApproveOrder" waits for an answer with no TimeoutSeconds or HeartbeatSeconds: if none comes, the saga neither ends nor rolls back',
      },
    ],
  },
  {
    name: "an activity that no worker takes holds it, too",
    definition: waiting({ Resource: "arn:aws:states:us-east-1:123456789012:activity:approve", Parameters: {} }),
    want: [{ state: "ApproveOrder" }],
  },
  { name: "TimeoutSeconds ends the wait", definition: waiting({ TimeoutSeconds: 86_400 }), want: [] },
  { name: "whatever deployment makes of it", definition: waiting({ TimeoutSeconds: "${ApprovalSeconds}" }), want: [] },
  { name: "so does a timeout from the input", definition: waiting({ TimeoutSecondsPath: "$.deadline" }), want: [] },
  { name: "HeartbeatSeconds ends it where the worker is gone", definition: waiting({ HeartbeatSeconds: 60 }), want: [] },
  {
    name: "a call that is answered by itself is another rule's",
    definition: goodSaga({ ProcessPayment: { TimeoutSeconds: undefined } }),
    want: [],
  },
]);
