import { expect, test } from "vitest";
import { historyToAws } from "../../../src/lib/history/aws-json.ts";
import type { HistoryEvent } from "../../../src/lib/history/event.ts";
import { historyText } from "../../../src/lib/history/history-text.ts";
import { JsonText } from "../../../src/lib/history/payload.ts";

test("the text says what the same events say in AWS's shape", () => {
  const order = { order_id: "o-1", note: 'a "quoted"\nline', amount: 38 };
  const failure = { error: "ErrProcessPayment", cause: "declined \u2028" };
  const task = { resourceType: "lambda", resource: "invoke.waitForTaskToken" };
  const events: HistoryEvent[] = [
    { id: 1, previousEventId: 0, timestamp: 0, type: "ExecutionStarted", details: { input: order, roleArn: "arn:aws:iam::1:role/r" } },
    { id: 2, previousEventId: 0, timestamp: 5, type: "TaskStateEntered", details: { name: 'Pro"cess', input: order } },
    {
      id: 3,
      previousEventId: 2,
      timestamp: 5,
      type: "TaskScheduled",
      details: { ...task, region: "us-east-1", parameters: order, timeoutInSeconds: 10, taskCredentials: { roleArn: "arn" } },
    },
    { id: 4, previousEventId: 3, timestamp: 6, type: "TaskStarted", details: task },
    { id: 5, previousEventId: 4, timestamp: 6, type: "TaskFailed", details: { ...task, ...failure } },
    {
      id: 6,
      previousEventId: 5,
      timestamp: 7,
      type: "TaskStateExited",
      details: { name: 'Pro"cess', output: new JsonText('{"kept": true}'), assignedVariables: { order, total: 3, name: "n" } },
    },
    { id: 7, previousEventId: 6, timestamp: 7, type: "LambdaFunctionStarted", details: {} },
    { id: 8, previousEventId: 7, timestamp: 8, type: "ExecutionFailed", details: {} },
  ];
  expect(JSON.parse(historyText(events))).toEqual({ events: historyToAws(events) });
});
