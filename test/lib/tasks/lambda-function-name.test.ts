import { expect, test } from "vitest";
import { invokedFunctionArn, lambdaFunctionName } from "../../../src/lib/tasks/lambda-function-name.ts";
import { INVOKE, PROCESS_ORDER, taskRequest } from "./task-request.ts";

const invoke = (FunctionName: string) => taskRequest(INVOKE, { parameters: { FunctionName } });

test.each([
  { name: "a bare ARN", request: taskRequest(PROCESS_ORDER), functionName: "process-order", arn: PROCESS_ORDER },
  {
    name: "an ARN with an alias",
    request: taskRequest(`${PROCESS_ORDER}:live`),
    functionName: "process-order",
    arn: `${PROCESS_ORDER}:live`,
  },
  { name: "a name", request: invoke("process-order"), functionName: "process-order", arn: PROCESS_ORDER },
  { name: "a name with a version", request: invoke("process-order:7"), functionName: "process-order", arn: PROCESS_ORDER },
  {
    name: "an ARN as a parameter",
    request: invoke(`${PROCESS_ORDER}:$LATEST`),
    functionName: "process-order",
    arn: `${PROCESS_ORDER}:$LATEST`,
  },
  { name: "a partial ARN", request: invoke("123456789012:function:process-order"), functionName: "process-order", arn: PROCESS_ORDER },
  {
    name: "a name that a token hides",
    request: invoke("${ProcessOrder.Arn}"),
    functionName: "ProcessOrder",
    arn: "arn:aws:lambda:us-east-1:123456789012:function:ProcessOrder",
  },
  { name: "no function", request: taskRequest(INVOKE), functionName: undefined, arn: undefined },
  { name: "another service", request: taskRequest("arn:aws:states:::sns:publish"), functionName: undefined, arn: undefined },
])("$name", ({ request, functionName, arn }) => {
  expect([lambdaFunctionName(request), invokedFunctionArn(request)]).toEqual([functionName, arn]);
});
