import { expect, it } from "vitest";
import { integrationOf } from "../../../src/lib/asl/integration.ts";

it.each([
  {
    resource: "arn:aws:lambda:us-east-1:123456789012:function:ProcessPayment",
    want: ["lambda-function", "lambda", "invoke", "request-response", ""],
  },
  {
    resource: "arn:aws-cn:lambda:cn-north-1:123456789012:function:Pay:3",
    want: ["lambda-function", "lambda", "invoke", "request-response", ""],
  },
  { resource: "arn:aws:states:us-east-1:123456789012:activity:Approve", want: ["activity", "activity", "", "request-response", ""] },
  { resource: "arn:aws:states:::lambda:invoke", want: ["service", "lambda", "invoke", "request-response", "invoke"] },
  {
    resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
    want: ["service", "lambda", "invoke", "token", "invoke.waitForTaskToken"],
  },
  { resource: "arn:aws:states:::sns:publish", want: ["service", "sns", "publish", "request-response", "publish"] },
  { resource: "arn:aws:states:::dynamodb:updateItem", want: ["service", "dynamodb", "updateItem", "request-response", "updateItem"] },
  {
    resource: "arn:aws:states:::aws-sdk:dynamodb:transactWriteItems",
    want: ["service", "aws-sdk:dynamodb", "transactWriteItems", "request-response", "transactWriteItems"],
  },
  { resource: "arn:aws:states:::states:startExecution.sync", want: ["service", "states", "startExecution", "sync", "startExecution.sync"] },
  {
    resource: "arn:aws:states:::states:startExecution.sync:2",
    want: ["service", "states", "startExecution", "sync:2", "startExecution.sync:2"],
  },
  {
    resource: "arn:aws-us-gov:states:::sqs:sendMessage.waitForTaskToken",
    want: ["service", "sqs", "sendMessage", "token", "sendMessage.waitForTaskToken"],
  },
  { resource: "${ProcessPaymentFunctionArn}", want: ["unknown", "", "", "request-response", ""] },
  { resource: "arn:${AWS::Partition}:states:::sns:publish", want: ["service", "sns", "publish", "request-response", "publish"] },
])("reads $resource", ({ resource, want }) => {
  const [kind, service, action, pattern, eventResource] = want;
  expect(integrationOf(resource)).toEqual({ kind, service, action, pattern, eventResource });
});
