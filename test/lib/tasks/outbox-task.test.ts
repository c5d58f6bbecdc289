import { expect, test } from "vitest";
import type { JsonValue } from "../../../src/lib/base/json.ts";
import { publish } from "../../../src/lib/tasks/outbox-task.ts";
import { taskUuid } from "../../../src/lib/tasks/task-id.ts";
import { taskRequest } from "./task-request.ts";

const AT = Date.UTC(2026, 0, 5, 9, 30);
const TOPIC = "arn:aws:sns:us-east-1:123456789012:orders";
const QUEUE = "https://sqs.us-east-1.amazonaws.com/123456789012/orders";
const MESSAGE_ID = taskUuid(taskRequest(""), "message");
const ORDER = { order_id: "o-1" };
const EVENT = { Source: "orders", DetailType: "OrderPlaced", Detail: ORDER };

const call = (action: string, parameters: JsonValue) => publish(taskRequest(`arn:aws:states:::${action}`, { parameters }));

test("sns:publish puts the message into the outbox and answers as the optimised integration does", () => {
  expect(call("sns:publish", { TopicArn: TOPIC, Message: ORDER })).toEqual({
    messages: [{ service: "sns", destination: TOPIC, message: ORDER, state: "ProcessOrder", at: AT }],
    output: {
      MessageId: MESSAGE_ID,
      SdkHttpMetadata: {
        AllHttpHeaders: expect.objectContaining({ "Content-Type": ["text/xml"], Date: ["Mon, 05 Jan 2026 09:30:00 GMT"] }),
        HttpHeaders: expect.objectContaining({ "Content-Type": "text/xml", Date: "Mon, 05 Jan 2026 09:30:00 GMT" }),
        HttpStatusCode: 200,
      },
      SdkResponseMetadata: { RequestId: taskUuid(taskRequest(""), "request") },
    },
  });
});

test.each([
  {
    action: "aws-sdk:sns:publish",
    parameters: { PhoneNumber: "+81300000000", Message: "shipped" },
    messages: [{ service: "sns", destination: "+81300000000", message: "shipped", state: "ProcessOrder", at: AT }],
    output: { MessageId: MESSAGE_ID },
  },
  {
    action: "aws-sdk:sqs:sendMessage",
    parameters: { QueueUrl: QUEUE, MessageBody: ORDER },
    messages: [{ service: "sqs", destination: QUEUE, message: ORDER, state: "ProcessOrder", at: AT }],
    output: { MessageId: MESSAGE_ID, Md5OfMessageBody: "e4b8912ea567ceb1b683799b61fe13db" },
  },
  {
    action: "aws-sdk:eventbridge:putEvents",
    parameters: { Entries: [EVENT, { ...EVENT, EventBusName: "audit" }] },
    messages: [
      { service: "events", destination: "default", message: EVENT, state: "ProcessOrder", at: AT },
      { service: "events", destination: "audit", message: { ...EVENT, EventBusName: "audit" }, state: "ProcessOrder", at: AT },
    ],
    output: {
      Entries: [{ EventId: taskUuid(taskRequest(""), "event 0") }, { EventId: taskUuid(taskRequest(""), "event 1") }],
      FailedEntryCount: 0,
    },
  },
  {
    action: "aws-sdk:sesv2:sendEmail",
    parameters: { Destination: { ToAddresses: ["ann@example.com"] }, Content: { Simple: {} } },
    messages: [{ service: "ses", destination: "ann@example.com", message: { Simple: {} }, state: "ProcessOrder", at: AT }],
    output: { MessageId: MESSAGE_ID },
  },
])("$action answers without HTTP metadata", ({ action, parameters, messages, output }) => {
  expect(call(action, parameters)).toEqual({ messages, output });
});

test.each(["sqs:sendMessage", "events:putEvents"])("%s answers with HTTP metadata", (action) => {
  const parameters = { QueueUrl: QUEUE, MessageBody: "o-1", Entries: [EVENT] };
  expect(call(action, parameters)?.output).toMatchObject({ SdkHttpMetadata: { HttpStatusCode: 200 } });
});

test("other tasks publish nothing", () => {
  expect(call("sns:listTopics", {})).toBeUndefined();
});
