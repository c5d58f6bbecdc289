import { expect, test } from "vitest";
import { lambdaEnvelope, lambdaEvent } from "../../../src/lib/tasks/lambda-envelope.ts";
import { taskUuid } from "../../../src/lib/tasks/task-id.ts";
import { INVOKE, PROCESS_ORDER, taskRequest } from "./task-request.ts";

const ORDER = { order_id: "o-1" };

test.each([
  { name: "of a bare function ARN is the parameters", request: taskRequest(PROCESS_ORDER, { parameters: ORDER }), want: ORDER },
  {
    name: "of lambda:invoke is the Payload",
    request: taskRequest(INVOKE, { parameters: { FunctionName: "f", Payload: ORDER } }),
    want: ORDER,
  },
  { name: "of lambda:invoke without Payload is empty", request: taskRequest(INVOKE, { parameters: { FunctionName: "f" } }), want: {} },
  {
    name: "of another service is the parameters",
    request: taskRequest("arn:aws:states:::glue:startJobRun.sync", { parameters: ORDER }),
    want: ORDER,
  },
])("the event $name", ({ request, want }) => {
  expect(lambdaEvent(request)).toEqual(want);
});

test("the result of a bare function ARN is the output itself", () => {
  expect(lambdaEnvelope(taskRequest(PROCESS_ORDER), ORDER)).toEqual(ORDER);
});

test("the result of lambda:invoke stands in the envelope that AWS gives, the same for the same task", () => {
  const request = taskRequest(INVOKE, { parameters: { FunctionName: "process-order", Payload: {} } });
  const requestId = taskUuid(request, "request");
  const headers = {
    "X-Amz-Executed-Version": "$LATEST",
    "x-amzn-Remapped-Content-Length": "0",
    Connection: "keep-alive",
    "Content-Length": "18",
    "Content-Type": "application/json",
    Date: "Mon, 05 Jan 2026 09:30:00 GMT",
    "x-amzn-RequestId": requestId,
  };
  const envelope = lambdaEnvelope(request, ORDER);
  expect(envelope).toEqual({
    ExecutedVersion: "$LATEST",
    Payload: ORDER,
    SdkHttpMetadata: {
      AllHttpHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      HttpHeaders: headers,
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId: requestId },
    StatusCode: 200,
  });
  expect(lambdaEnvelope(request, ORDER)).toEqual(envelope);
});
