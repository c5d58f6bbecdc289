import { describe, expect, it } from "vitest";
import { fromAws, fromLog, historyToAws, toAws } from "../../../src/lib/history/aws-json.ts";
import { DETAIL_FIELDS } from "../../../src/lib/history/detail-fields.ts";
import type { HistoryEvent } from "../../../src/lib/history/event.ts";
import { History } from "../../../src/lib/history/history.ts";
import { JsonText } from "../../../src/lib/history/payload.ts";

const AT = Date.parse("2026-03-01T10:00:00.250Z");
const order = { order_id: "o-1", total: 12.5 };

function event(append: (history: History) => void): HistoryEvent {
  const history = new History();
  append(history);
  const [only] = history.events;
  if (only === undefined) throw new Error("nothing was appended");
  return only;
}

const SHAPES = [
  {
    name: "an execution's start carries its input as text",
    event: event((h) => h.append("ExecutionStarted", 0, AT, { input: order, roleArn: "arn:aws:iam::123456789012:role/saga" })),
    want: {
      executionStartedEventDetails: {
        input: '{"order_id":"o-1","total":12.5}',
        inputDetails: { truncated: false },
        roleArn: "arn:aws:iam::123456789012:role/saga",
      },
    },
  },
  {
    name: "every kind of state enters under one name",
    event: event((h) => h.append("ChoiceStateEntered", 0, AT, { name: "InStock", input: "o-1" })),
    want: { stateEnteredEventDetails: { name: "InStock", input: '"o-1"', inputDetails: { truncated: false } } },
  },
  {
    name: "assigned variables are JSON text each",
    event: event((h) =>
      h.append("TaskStateExited", 0, AT, { name: "ProcessOrder", output: null, assignedVariables: { order, status: "new" } }),
    ),
    want: {
      stateExitedEventDetails: {
        name: "ProcessOrder",
        output: "null",
        outputDetails: { truncated: false },
        assignedVariables: { order: '{"order_id":"o-1","total":12.5}', status: '"new"' },
        assignedVariablesDetails: { truncated: false },
      },
    },
  },
  {
    name: "parameters have no details beside them",
    event: event((h) =>
      h.append("TaskScheduled", 0, AT, {
        resourceType: "lambda",
        resource: "invoke",
        region: "eu-west-1",
        parameters: { FunctionName: "debit" },
        timeoutInSeconds: 10,
      }),
    ),
    want: {
      taskScheduledEventDetails: {
        resourceType: "lambda",
        resource: "invoke",
        region: "eu-west-1",
        parameters: '{"FunctionName":"debit"}',
        timeoutInSeconds: 10,
      },
    },
  },
  {
    name: "a failure without a name keeps empty details",
    event: event((h) => h.append("ExecutionFailed", 0, AT, {})),
    want: { executionFailedEventDetails: {} },
  },
  { name: "a type without details has none", event: event((h) => h.append("LambdaFunctionStarted", 0, AT, {})), want: {} },
];

describe("toAws", () => {
  it.each(SHAPES)("$name", ({ event, want }) => {
    expect(toAws(event)).toEqual({ timestamp: "2026-03-01T10:00:00.250Z", type: event.type, id: 1, previousEventId: 0, ...want });
  });

  it.each(SHAPES)("gives the same text whether alone or in a history: $name", ({ event }) => {
    expect(historyToAws([event, event])).toEqual([toAws(event), toAws(event)]);
  });

  it.each(SHAPES)("comes back from fromAws unchanged: $name", ({ event }) => {
    expect(toAws(fromAws(toAws(event)))).toEqual(toAws(event));
  });
});

describe("fromAws", () => {
  const entered = { id: 2, previousEventId: 0, type: "TaskStateEntered", stateEnteredEventDetails: { name: "ProcessOrder", input: "{}" } };

  it.each([
    { name: "ISO text with an offset", timestamp: "2026-03-01T11:00:00.250+01:00" },
    { name: "epoch seconds", timestamp: AT / 1000 },
    { name: "a Date", timestamp: new Date(AT) },
  ])("reads a timestamp that is $name", ({ timestamp }) => {
    expect(fromAws({ ...entered, timestamp })).toEqual({
      id: 2,
      previousEventId: 0,
      type: "TaskStateEntered",
      timestamp: AT,
      details: { name: "ProcessOrder", input: new JsonText("{}") },
    });
  });

  it("leaves out details that it does not know", () => {
    const json = {
      id: 1,
      type: "TaskFailed",
      timestamp: 0,
      taskFailedEventDetails: { error: "CardDeclined", resource: "invoke", shade: "blue" },
    };
    expect(fromAws(json).details).toEqual({ error: "CardDeclined", resource: "invoke" });
  });

  it("reads a history whose payloads were left out", () => {
    const json = { id: 1, type: "ExecutionSucceeded", timestamp: 0, executionSucceededEventDetails: {} };
    expect(fromAws(json).details).toEqual({ output: null });
  });

  it.each([
    { name: "an unknown type", json: { id: 1, type: "TaskExploded", timestamp: 0 }, want: "TaskExploded is not a history event type." },
    { name: "no type", json: { id: 1 }, want: "This is not a history event: it has no type." },
    { name: "no id", json: { type: "TaskStarted", timestamp: 0 }, want: "A TaskStarted event has no id." },
    {
      name: "a bad timestamp",
      json: { id: 3, type: "TaskStarted", timestamp: "soon" },
      want: "Event 3 (TaskStarted) has no readable timestamp.",
    },
    {
      name: "a state without its name",
      json: { id: 3, type: "TaskStateEntered", timestamp: 0 },
      want: "Event 3 (TaskStateEntered) does not name its state.",
    },
  ])("refuses $name", ({ json, want }) => {
    expect(() => fromAws(json)).toThrow(want);
  });
});

describe("fromLog", () => {
  it("reads numbers that are text", () => {
    const json = {
      id: "7",
      type: "MapIterationStarted",
      details: { name: "ShipItems", index: "2" },
      previous_event_id: "6",
      event_timestamp: String(AT),
      execution_arn: "arn:aws:states:eu-west-1:123456789012:express:order:o-1:9f",
      redrive_count: "0",
    };
    expect(fromLog(json)).toEqual({
      id: 7,
      previousEventId: 6,
      type: "MapIterationStarted",
      timestamp: AT,
      details: { name: "ShipItems", index: 2 },
    });
  });
});

describe("DETAIL_FIELDS", () => {
  it("knows the 62 event types of the Step Functions API", () => {
    expect(Object.keys(DETAIL_FIELDS)).toHaveLength(62);
  });
});
