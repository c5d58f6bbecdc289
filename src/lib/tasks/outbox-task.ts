import { createHash } from "node:crypto";
import type { JsonObject, JsonValue } from "../base/json.ts";
import { isArray, isObject, member } from "../base/json.ts";
import type { TaskOutcome, TaskRequest } from "../engine/task.ts";
import type { OutboxMessage } from "./outbox.ts";
import { isFifo, publishRefusal } from "./publish-refusal.ts";
import type { PutEvents } from "./put-events.ts";
import { putEvents } from "./put-events.ts";
import { sdkMetadata } from "./sdk-metadata.ts";
import { taskUuid } from "./task-id.ts";

/** What a task published, and how it ends. */
export interface Published {
  readonly messages: readonly OutboxMessage[];
  readonly outcome: Exclude<TaskOutcome, { readonly type: "silent" }>;
}

/** Publishes into the outbox what `sns:publish`, `sqs:sendMessage`, `events:putEvents` and their `aws-sdk` forms (also ses) would send; undefined for any other task. */
export function publish(request: TaskRequest): Published | undefined {
  const sent = send(request, isObject(request.parameters) ? request.parameters : {});
  if (sent === undefined) return undefined;
  const refused = publishRefusal(request);
  return refused === undefined ? sent : { messages: [], outcome: refused };
}

function send(request: TaskRequest, parameters: JsonObject): Published | undefined {
  const { service, action } = request.integration;
  switch (`${service}:${action}`) {
    case "sns:publish":
      return optimised(request, toTopic(request, parameters), { connection: "keep-alive", "Content-Type": "text/xml" });
    case "aws-sdk:sns:publish":
      return plain(toTopic(request, parameters));
    case "sqs:sendMessage":
      return optimised(request, toQueue(request, parameters, "MD5OfMessageBody"), JSON_HEADERS);
    case "aws-sdk:sqs:sendMessage":
      return plain(toQueue(request, parameters, "Md5OfMessageBody"));
    case "events:putEvents":
      return toBus(request, parameters);
    case "aws-sdk:eventbridge:putEvents":
      return plain(onBus(request, putEvents(request, parameters)));
    case "aws-sdk:ses:sendEmail":
    case "aws-sdk:sesv2:sendEmail":
      return plain(toInbox(request, parameters));
    default:
      return undefined;
  }
}

const JSON_HEADERS = { connection: "keep-alive", "Content-Type": "application/x-amz-json-1.0" };

/** Messages, and what the service's API answers for them. */
interface Sent {
  readonly messages: readonly OutboxMessage[];
  readonly output: JsonObject;
}

function plain({ messages, output }: Sent): Published {
  return { messages, outcome: { type: "succeeded", output } };
}

/** The optimised integrations tell of the HTTP answer, the `aws-sdk` ones do not. */
function optimised(request: TaskRequest, { messages, output }: Sent, headers: Readonly<Record<string, string>>): Published {
  const length = { "Content-Length": String(Buffer.byteLength(JSON.stringify(output))) };
  return plain({ messages, output: { ...output, ...sdkMetadata(request, { ...headers, ...length }) } });
}

function toTopic(request: TaskRequest, parameters: JsonObject): Sent {
  const destination = text(parameters, "TopicArn") ?? text(parameters, "TargetArn") ?? text(parameters, "PhoneNumber") ?? "";
  return {
    messages: [message(request, "sns", destination, member(parameters, "Message") ?? null)],
    output: { MessageId: taskUuid(request, "message"), ...sequenceNumber(request, destination) },
  };
}

function toQueue(request: TaskRequest, parameters: JsonObject, digest: string): Sent {
  const body = member(parameters, "MessageBody") ?? null;
  const sent = typeof body === "string" ? body : JSON.stringify(body);
  const destination = text(parameters, "QueueUrl") ?? "";
  return {
    messages: [message(request, "sqs", destination, body)],
    output: {
      [digest]: createHash("md5").update(sent).digest("hex"),
      MessageId: taskUuid(request, "message"),
      ...sequenceNumber(request, destination),
    },
  };
}

/** FIFO topics and queues number their messages with 20 digits. */
function sequenceNumber({ scheduledAt, id }: TaskRequest, destination: string): JsonObject {
  return isFifo(destination) ? { SequenceNumber: `1${String(scheduledAt).padStart(13, "0")}${String(id).padStart(6, "0")}` } : {};
}

/** As recorded on AWS: the optimised integration fails where one entry does, though the others are on the bus. */
function toBus(request: TaskRequest, parameters: JsonObject): Published {
  const put = putEvents(request, parameters);
  const sent = onBus(request, put);
  if (put.failedCount === 0) return optimised(request, sent, JSON_HEADERS);
  return { messages: sent.messages, outcome: { type: "failed", error: "EventBridge.FailedEntry", cause: JSON.stringify(put.output) } };
}

function onBus(request: TaskRequest, { accepted, output }: PutEvents): Sent {
  return { messages: accepted.map((event) => message(request, "events", text(event, "EventBusName") ?? "default", event)), output };
}

function toInbox(request: TaskRequest, parameters: JsonObject): Sent {
  const destination = member(parameters, "Destination");
  const to = isObject(destination) ? member(destination, "ToAddresses") : undefined;
  const content = member(parameters, "Message") ?? member(parameters, "Content") ?? null;
  return {
    messages: [message(request, "ses", isArray(to) ? to.filter((address) => typeof address === "string").join(", ") : "", content)],
    output: { MessageId: taskUuid(request, "message") },
  };
}

function message(
  { state, scheduledAt }: TaskRequest,
  service: OutboxMessage["service"],
  destination: string,
  content: JsonValue,
): OutboxMessage {
  return { service, destination, message: content, state, at: scheduledAt };
}

function text(parameters: JsonObject, name: string): string | undefined {
  const value = member(parameters, name);
  return typeof value === "string" ? value : undefined;
}
