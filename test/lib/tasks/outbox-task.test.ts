import { describe, expect, test } from "vitest";
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

const succeeded = (output: unknown): unknown => ({ type: "succeeded", output });
const failed = (error: string, cause: string): unknown => ({ type: "failed", error, cause });
const call = (action: string, parameters: JsonValue) => publish(taskRequest(`arn:aws:states:::${action}`, { parameters }));

test("sns:publish puts the message into the outbox and answers as the optimised integration does", () => {
  expect(call("sns:publish", { TopicArn: TOPIC, Message: ORDER })).toEqual({
    messages: [{ service: "sns", destination: TOPIC, message: ORDER, state: "ProcessOrder", at: AT }],
    outcome: succeeded({
      MessageId: MESSAGE_ID,
      SdkHttpMetadata: {
        AllHttpHeaders: expect.objectContaining({ "Content-Type": ["text/xml"], Date: ["Mon, 05 Jan 2026 09:30:00 GMT"] }),
        HttpHeaders: expect.objectContaining({ "Content-Type": "text/xml", Date: "Mon, 05 Jan 2026 09:30:00 GMT" }),
        HttpStatusCode: 200,
      },
      SdkResponseMetadata: { RequestId: taskUuid(taskRequest(""), "request") },
    }),
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
  expect(call(action, parameters)).toEqual({ messages, outcome: succeeded(output) });
});

test.each(["sqs:sendMessage", "events:putEvents"])("%s answers with HTTP metadata", (action) => {
  const parameters = { QueueUrl: QUEUE, MessageBody: "o-1", Entries: [EVENT] };
  expect(call(action, parameters)?.outcome).toMatchObject({ type: "succeeded", output: { SdkHttpMetadata: { HttpStatusCode: 200 } } });
});

describe("what AWS would not take is refused, and not in the outbox", () => {
  const REQUEST_ID = taskUuid(taskRequest(""), "request");
  const MISSING_BODY = "The request must contain the parameter MessageBody.";
  const NO_GROUP = "Invalid parameter: The MessageGroupId parameter is required for FIFO topics";
  test.each([
    {
      name: "a message without a body",
      action: "sqs:sendMessage",
      parameters: { QueueUrl: QUEUE, MessageBody: null },
      want: failed(
        "SQS.AmazonSQSException",
        `${MISSING_BODY} (Service: AmazonSQS; Status Code: 400; Error Code: MissingParameter; Request ID: ${REQUEST_ID}; Proxy: null)`,
      ),
    },
    {
      name: "a message without a body by the SDK",
      action: "aws-sdk:sqs:sendMessage",
      parameters: { QueueUrl: QUEUE, MessageBody: "" },
      want: failed("Sqs.SqsException", `${MISSING_BODY} (Service: Sqs, Status Code: 400, Request ID: ${REQUEST_ID})`),
    },
    {
      name: "a message of no group to a FIFO queue",
      action: "sqs:sendMessage",
      parameters: { QueueUrl: `${QUEUE}.fifo`, MessageBody: "o-1" },
      want: failed(
        "SQS.AmazonSQSException",
        expect.stringMatching(/^The request must contain the parameter MessageGroupId\. \(/) as string,
      ),
    },
    {
      name: "a message of no group to a FIFO topic",
      action: "sns:publish",
      parameters: { TopicArn: `${TOPIC}.fifo`, Message: ORDER },
      want: failed(
        "SNS.InvalidParameterException",
        `${NO_GROUP} (Service: AmazonSNS; Status Code: 400; Error Code: InvalidParameter; Request ID: ${REQUEST_ID}; Proxy: null)`,
      ),
    },
    {
      name: "a message of no group to a FIFO topic by the SDK",
      action: "aws-sdk:sns:publish",
      parameters: { TopicArn: `${TOPIC}.fifo`, Message: "o-1" },
      want: failed("Sns.InvalidParameterException", `${NO_GROUP} (Service: Sns, Status Code: 400, Request ID: ${REQUEST_ID})`),
    },
  ])("$name", ({ action, parameters, want }) => {
    expect(call(action, parameters)).toEqual({ messages: [], outcome: want });
  });
});

test.each([
  { action: "sns:publish", parameters: { TopicArn: `${TOPIC}.fifo`, Message: ORDER, MessageGroupId: "o-1" } },
  { action: "sqs:sendMessage", parameters: { QueueUrl: `${QUEUE}.fifo`, MessageBody: ORDER, MessageGroupId: "o-1" } },
])("$action numbers the messages of a FIFO destination", ({ action, parameters }) => {
  expect(call(action, parameters)).toMatchObject({
    messages: [{ message: ORDER }],
    outcome: { output: { SequenceNumber: "11767605400000000001" } },
  });
});

describe("an event that EventBridge would not take", () => {
  const { Source: _, ...WITHOUT_SOURCE } = EVENT;
  const required = (name: string): unknown => ({
    ErrorCode: "InvalidArgument",
    ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
  });
  const malformed = { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
  test.each([
    { name: "without Source", event: WITHOUT_SOURCE, want: required("Source") },
    { name: "with an empty Source", event: { ...EVENT, Source: "" }, want: required("Source") },
    { name: "without DetailType", event: { Source: "orders", Detail: ORDER }, want: required("DetailType") },
    { name: "without Detail", event: { Source: "orders", DetailType: "OrderPlaced" }, want: required("Detail") },
    { name: "with JSON text that is no object", event: { ...EVENT, Detail: '"o-1"' }, want: malformed },
    { name: "with text that is no JSON", event: { ...EVENT, Detail: "o-1" }, want: malformed },
    { name: "with a list", event: { ...EVENT, Detail: [ORDER] }, want: malformed },
  ])("$name: the task fails, though the other events are on the bus", ({ event, want }) => {
    expect(call("events:putEvents", { Entries: [EVENT, event as JsonValue] })).toEqual({
      messages: [{ service: "events", destination: "default", message: EVENT, state: "ProcessOrder", at: AT }],
      outcome: failed(
        "EventBridge.FailedEntry",
        JSON.stringify({ Entries: [{ EventId: taskUuid(taskRequest(""), "event 0") }, want], FailedEntryCount: 1 }),
      ),
    });
  });

  test("by the SDK: the answer tells of it, the task succeeds", () => {
    expect(call("aws-sdk:eventbridge:putEvents", { Entries: [WITHOUT_SOURCE] })).toEqual({
      messages: [],
      outcome: succeeded({ Entries: [required("Source")], FailedEntryCount: 1 }),
    });
  });

  test("Detail may be the text of a JSON object", () => {
    expect(call("events:putEvents", { Entries: [{ ...EVENT, Detail: '{"order_id":"o-1"}' }] })?.outcome.type).toBe("succeeded");
  });
});

test("other tasks publish nothing", () => {
  expect(call("sns:listTopics", {})).toBeUndefined();
});
