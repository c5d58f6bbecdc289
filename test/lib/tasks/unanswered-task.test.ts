import { expect, test } from "vitest";
import { unansweredTask } from "../../../src/lib/tasks/unanswered-task.ts";
import { INVOKE, PROCESS_ORDER, taskRequest } from "./task-request.ts";

const IN_CONFIG = "in saga.config.yaml:";
const payload = { FunctionName: "reserve-inventory", Payload: {} };

test.each([
  {
    name: "a function by its ARN",
    request: taskRequest(PROCESS_ORDER),
    calls: "function process-order",
    hint: `Say what does, ${IN_CONFIG} tasks: { "process-order": { module: ./process-order.js } }.`,
  },
  {
    name: "a function by lambda:invoke",
    request: taskRequest(INVOKE, { parameters: payload }),
    calls: "function reserve-inventory",
    hint: `Say what does, ${IN_CONFIG} tasks: { "reserve-inventory": { module: ./reserve-inventory.js } }.`,
  },
  {
    name: "whoever has a task token",
    request: taskRequest(`${INVOKE}.waitForTaskToken`, { parameters: payload, taskToken: "token" }),
    calls: "function reserve-inventory",
    hint: `Say what does, ${IN_CONFIG} tasks: { "ProcessOrder": { return: {} } }.`,
  },
  {
    name: "an activity",
    request: taskRequest("arn:aws:states:us-east-1:123456789012:activity:pack"),
    calls: "arn:aws:states:us-east-1:123456789012:activity:pack",
    hint: `Say what does, ${IN_CONFIG} tasks: { "ProcessOrder": { return: {} } }.`,
  },
  {
    name: "another service",
    request: taskRequest("arn:aws:states:::glue:startJobRun.sync"),
    calls: "glue:startJobRun.sync",
    hint: `Say what does, ${IN_CONFIG} tasks: { "ProcessOrder": { return: {} } }.`,
  },
  {
    name: "a bucket",
    request: taskRequest("arn:aws:states:::aws-sdk:s3:putObject", { parameters: { Bucket: "receipts" } }),
    calls: "aws-sdk:s3:putObject",
    hint: `Say which folder stands for the bucket, ${IN_CONFIG} buckets: { "receipts": ./path }.`,
  },
  {
    name: "a nested execution",
    request: taskRequest("arn:aws:states:::states:startExecution.sync:2"),
    calls: "states:startExecution.sync:2",
    hint: `Name the machine that it starts, ${IN_CONFIG} machines: { NAME: { definition: ./NAME.asl.json } }.`,
  },
])("$name", ({ request, calls, hint }) => {
  const error = unansweredTask(request);
  expect({ message: error.message, hint: error.hint }).toEqual({
    message: `Nothing answers the task of state "ProcessOrder" (${calls})`,
    hint: `${hint} Without --strict-tasks it is simulated.`,
  });
});
