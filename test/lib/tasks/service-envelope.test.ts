import { expect, test } from "vitest";
import { lambdaEnvelope } from "../../../src/lib/tasks/lambda-envelope.ts";
import { serviceEnvelope } from "../../../src/lib/tasks/service-envelope.ts";
import { INVOKE, PROCESS_ORDER, taskRequest } from "./task-request.ts";

const PAID = { paid: true };
const invoke = taskRequest(INVOKE);

test.each([
  { name: "a function by its ARN", request: taskRequest(PROCESS_ORDER), want: PAID },
  { name: "lambda:invoke", request: invoke, want: lambdaEnvelope(invoke, PAID) },
  {
    name: "http:invoke",
    request: taskRequest("arn:aws:states:::http:invoke"),
    want: { Headers: {}, ResponseBody: PAID, StatusCode: 200, StatusText: "OK" },
  },
  { name: "any other service", request: taskRequest("arn:aws:states:::glue:getJob"), want: PAID },
])("$name", ({ request, want }) => {
  expect(serviceEnvelope(request, PAID)).toEqual(want);
});
