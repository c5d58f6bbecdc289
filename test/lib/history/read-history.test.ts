import { describe, expect, it } from "vitest";
import { UserError } from "../../../src/lib/base/user-error.ts";
import { historyToAws } from "../../../src/lib/history/aws-json.ts";
import { History } from "../../../src/lib/history/history.ts";
import { JsonText } from "../../../src/lib/history/payload.ts";
import { readHistory } from "../../../src/lib/history/read-history.ts";

const history = new History();
history.append("ExecutionStarted", 0, 1000, { input: { order_id: "o-1" } });
history.append("PassStateEntered", 0, 1001, { name: "ReceiveOrder", input: { order_id: "o-1" } });
history.append("PassStateExited", 2, 1002, { name: "ReceiveOrder", output: { order_id: "o-1" } });
history.append("ExecutionSucceeded", 3, 1003, { output: { order_id: "o-1" } });
const aws = historyToAws(history.events);
const text = new JsonText('{"order_id":"o-1"}');
const events = [
  { id: 1, previousEventId: 0, timestamp: 1000, type: "ExecutionStarted", details: { input: text } },
  { id: 2, previousEventId: 0, timestamp: 1001, type: "PassStateEntered", details: { name: "ReceiveOrder", input: text } },
  { id: 3, previousEventId: 2, timestamp: 1002, type: "PassStateExited", details: { name: "ReceiveOrder", output: text } },
  { id: 4, previousEventId: 3, timestamp: 1003, type: "ExecutionSucceeded", details: { output: text } },
];

const ARN = "arn:aws:states:eu-west-1:123456789012:express:order-saga:o-1:9f";
function logLine(index: number, arn = ARN): object {
  const event = history.events[index];
  if (event === undefined) throw new Error(`no event ${index}`);
  const payload = "input" in event.details ? { input: text.text } : { output: text.text };
  const name = "name" in event.details ? { name: event.details.name } : {};
  return {
    id: String(event.id),
    type: event.type,
    details: { ...payload, ...name },
    previous_event_id: String(event.previousEventId),
    event_timestamp: String(event.timestamp),
    execution_arn: arn,
    redrive_count: "0",
  };
}
const logs = [0, 1, 2, 3].map((index) => logLine(index));

describe("readHistory", () => {
  it.each([
    { name: "the AWS CLI's output", text: JSON.stringify({ events: aws }, null, 4), source: "api", truncated: false, arn: null },
    {
      name: "a page with a nextToken",
      text: JSON.stringify({ events: aws, nextToken: "AAAA" }),
      source: "api",
      truncated: true,
      arn: null,
    },
    { name: "a bare array", text: JSON.stringify(aws), source: "api", truncated: false, arn: null },
    { name: "JSON lines", text: aws.map((event) => `${JSON.stringify(event)}\n`).join("\n"), source: "api", truncated: false, arn: null },
    {
      name: "pages that overlap, newest first",
      text: JSON.stringify({ events: aws.toReversed().concat(aws) }),
      source: "api",
      truncated: false,
      arn: null,
    },
    { name: "log events", text: logs.map((event) => JSON.stringify(event)).join("\n"), source: "logs", truncated: false, arn: ARN },
    {
      name: "pages read one by one, as they were printed",
      text: [{ events: aws.slice(0, 2), nextToken: "AAAA" }, { events: aws.slice(2) }]
        .map((page) => JSON.stringify(page, null, 2))
        .join("\n"),
      source: "api",
      truncated: false,
      arn: null,
    },
    {
      name: "log events as `aws logs tail` prints them",
      text: logs.map((event) => `2026-11-23T07:11:04.665000+00:00 states/order/2026-11-23-07-11/9f ${JSON.stringify(event)}\n`).join(""),
      source: "logs",
      truncated: false,
      arn: ARN,
    },
    {
      name: "log events as `aws logs tail --format short` prints them",
      text: logs.map((event) => `2026-11-23T07:11:04 ${JSON.stringify(event)}\n`).join(""),
      source: "logs",
      truncated: false,
      arn: ARN,
    },
    {
      name: "log events that `aws logs get-query-results` found, newest first",
      text: JSON.stringify({
        results: logs.toReversed().map((event) => [
          { field: "@timestamp", value: "2026-11-23 07:11:04.665" },
          { field: "@message", value: JSON.stringify(event) },
          { field: "@ptr", value: "Cm8K" },
        ]),
        status: "Complete",
      }),
      source: "logs",
      truncated: false,
      arn: ARN,
    },
    {
      name: "the messages of log events alone, as `--query events[].message` leaves them",
      text: JSON.stringify(logs.map((event) => JSON.stringify(event))),
      source: "logs",
      truncated: false,
      arn: ARN,
    },
    {
      name: "the same with `--output text`",
      text: logs.map((event) => JSON.stringify(event)).join("\t"),
      source: "logs",
      truncated: false,
      arn: ARN,
    },
    {
      name: "log events inside `aws logs filter-log-events`",
      text: JSON.stringify({ events: logs.map((event) => ({ timestamp: 1000, message: JSON.stringify(event) })) }),
      source: "logs",
      truncated: false,
      arn: ARN,
    },
  ])("reads $name", ({ text, source, truncated, arn }) => {
    expect(readHistory(text, "history.json")).toEqual({ events, source, truncated, executionArn: arn });
  });

  it.each([
    {
      name: "a syntax error",
      text: '{\n  "events": [\n    {"id": 1,}\n  ]\n}\n',
      want: { message: "This is not JSON.", file: "history.json", line: 3, column: 14 },
    },
    {
      name: "a text cut short",
      text: '{\n  "events": [',
      want: { message: "The JSON ends too early.", file: "history.json", line: 2, column: 14 },
    },
    {
      name: "a text cut short in a string",
      text: '{"events": [{"id": 1, "type": "Execu',
      want: { message: "The JSON ends too early.", file: "history.json", line: 1, column: 31 },
    },
    {
      name: "a bad line among JSON lines",
      text: `${JSON.stringify(aws[0])}\n{"id": 2, oops}\n`,
      want: { message: "This is not JSON.", file: "history.json", line: 2, column: 11 },
    },
    {
      name: "a second page cut short",
      text: `${JSON.stringify({ events: aws.slice(0, 2) })}\n{\n  "events": [`,
      want: { message: "The JSON ends too early.", file: "history.json", line: 3, column: 14 },
    },
    {
      name: "an unknown type, at its line among others",
      text: `${JSON.stringify(aws[0])}\n\n{"id": 2, "type": "TaskExploded"}`,
      want: { message: "TaskExploded is not a history event type.", file: "history.json", line: 3, column: 1 },
    },
    {
      name: "an unknown type, at its line",
      text: '{"events": [\n{"id": 1, "type": "TaskExploded"}]}',
      want: { message: "TaskExploded is not a history event type.", file: "history.json", line: 2, column: 19 },
    },
    {
      name: "a log message that is not JSON",
      text: '{"events": [{"message": "START RequestId"}]}',
      want: { message: "A log message is not JSON.", file: "history.json", line: 1, column: 25 },
    },
    { name: "no events", text: '{"events": []}', want: { message: "The file holds no history events.", file: "history.json" } },
    { name: "an empty file", text: "", want: { message: "The JSON ends too early.", file: "history.json", line: 1, column: 1 } },
    {
      name: "the logs of two executions",
      text: JSON.stringify([logLine(0), logLine(1, `${ARN}2`)]),
      want: { message: "The file holds the logs of 2 executions.", file: "history.json" },
    },
  ])("refuses $name", ({ text, want }) => {
    let thrown: unknown;
    try {
      readHistory(text, "history.json");
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(UserError);
    const { message, location } = thrown as UserError;
    expect({ message, ...location }).toMatchObject(want);
  });
});
