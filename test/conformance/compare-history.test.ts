import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../src/lib/base/json.ts";
import type { AwsHistoryEvent } from "../../src/lib/history/aws-json.ts";
import { compareHistory } from "./compare-history.ts";
import type { EventJson, RecordedCase } from "./recorded-case.ts";

const SEQUENTIAL = '{ "StartAt": "ReserveInventory", "States": { "ReserveInventory": { "Type": "Pass", "End": true } } }';
const PARALLEL = '{ "Type": "Parallel", "Branches": [{}, {}] }';

const recorded: RecordedCase = {
  id: "order",
  file: "order.json",
  rule: "",
  class: "pure",
  other_because: [],
  definition: SEQUENTIAL,
  input: "{}",
  mocks: {},
  expected_events: [],
  expected_status: "SUCCEEDED",
  expected_output: null,
  expected_error: null,
  expected_cause: null,
  categories: [],
  replace: [],
  tokens: [],
};

function event(id: number, previousEventId: number, type: string, details: JsonValue = {}): EventJson {
  return { id, previousEventId, type, timestamp: "2026-01-05T09:30:00.000Z", details };
}

interface Compared {
  readonly given?: Partial<RecordedCase>;
  readonly expected: readonly EventJson[];
  readonly actual: readonly EventJson[];
}

function compare({ given, expected, actual }: Compared): string {
  const comparison = compareHistory({ ...recorded, ...given }, expected, actual as unknown as readonly AwsHistoryEvent[]);
  return comparison.verdict === "different" ? comparison.difference : comparison.verdict;
}

/** One event with these details on either side. */
function details(expected: JsonValue, actual: JsonValue, given: Partial<RecordedCase> = {}): string {
  return compare({ given, expected: [event(1, 0, "TaskSucceeded", expected)], actual: [event(1, 0, "TaskSucceeded", actual)] });
}

describe("details", () => {
  test.each<{ name: string; expected: JsonValue; actual: JsonValue; given?: Partial<RecordedCase>; want: string }>([
    { name: "the same", expected: { a: [1, null, true] }, actual: { a: [1, null, true] }, want: "exact" },
    { name: "JSON in a text, in another order of keys", expected: { a: { b: 1, c: 2 } }, actual: { a: '{"c":2,"b":1}' }, want: "exact" },
    { name: "JSON in JSON in a text", expected: { a: { b: [1] } }, actual: { a: '{"b":"[1]"}' }, want: "exact" },
    { name: "a payload that is a number", expected: { output: "1" }, actual: { output: "1.0" }, want: "exact" },
    {
      name: "a text that is a number, elsewhere",
      expected: { name: "1" },
      actual: { name: "1.0" },
      want: "#1 TaskSucceeded.details.name: expected 1, got 1.0",
    },
    {
      name: "another value, deep inside",
      expected: { output: { orders: [{ id: "o-1" }] } },
      actual: { output: '{"orders":[{"id":"o-2"}]}' },
      want: "#1 TaskSucceeded.details.output.orders[0].id: expected o-1, got o-2",
    },
    { name: "a missing field", expected: { a: 1 }, actual: {}, want: "#1 TaskSucceeded.details.a: expected 1, got nothing" },
    { name: "a field too many", expected: {}, actual: { a: null }, want: "#1 TaskSucceeded.details.a: expected nothing, got null" },
    { name: "another length", expected: [1], actual: [1, 2], want: "#1 TaskSucceeded.details.length: expected [1], got [1,2]" },
    { name: "null for nothing", expected: { a: null }, actual: { a: 0 }, want: "#1 TaskSucceeded.details.a: expected null, got 0" },
    { name: "a placeholder for a text", expected: { a: "<uuid:1>" }, actual: { a: "7c1e" }, want: "exact" },
    { name: "a placeholder for a number", expected: { a: "<start-time>" }, actual: { a: 17 }, want: "exact" },
    {
      name: "a placeholder for a boolean",
      expected: { a: "<approved>" },
      actual: { a: true },
      want: "#1 TaskSucceeded.details.a: expected <approved>, got true",
    },
    { name: "a placeholder inside a text", expected: { a: "arn:<region>:order/<id>" }, actual: { a: "arn:eu:order/1" }, want: "exact" },
    {
      name: "a text that does not fit around its placeholders",
      expected: { a: "arn:<region>:order" },
      actual: { a: "arn:order" },
      want: "#1 TaskSucceeded.details.a: expected arn:<region>:order, got arn:order",
    },
    { name: "a placeholder as key", expected: { "order-<id>": 1 }, actual: { "order-7": 1 }, want: "exact" },
    { name: "a token for a whole value", expected: { a: "date" }, actual: { a: "Mon" }, given: { tokens: ["date"] }, want: "exact" },
    {
      name: "a token is none inside a text",
      expected: { a: "on date" },
      actual: { a: "on Mon" },
      given: { tokens: ["date"] },
      want: "#1 TaskSucceeded.details.a: expected on date, got on Mon",
    },
    {
      name: "a replaced name, inside a text",
      expected: { a: "arn:function_name:1" },
      actual: { a: "arn:fn-1:1" },
      given: { replace: [["fn-1", "function_name"]] },
      want: "exact",
    },
    {
      name: "a replacement by a regular expression",
      expected: { a: "Request ID: <id>; failed" },
      actual: { a: "Request ID: 7c1e; failed" },
      given: { replace: [["re:Request ID: [a-f0-9]+", "Request ID: <id>"]] },
      want: "exact",
    },
    {
      name: "a replacement that would spoil the JSON",
      expected: { a: 1 },
      actual: { a: 1 },
      given: { replace: [["{", "<brace>"]] },
      want: "exact",
    },
  ])("$name", ({ expected, actual, given, want }) => {
    expect(details(expected, actual, given)).toBe(want);
  });

  test("what a service said at submission counts only where no mock answered", () => {
    const submitted = (output: string): readonly EventJson[] => [
      { id: 1, previousEventId: 0, type: "TaskSubmitted", taskSubmittedEventDetails: { resource: "sendMessage", output } },
    ];
    const sides = { expected: submitted("{}"), actual: submitted('{"id":1}') };
    expect(compare({ ...sides, given: { class: "mocked" } })).toBe("exact");
    expect(compare(sides)).toBe("#1 TaskSubmitted.taskSubmittedEventDetails.output.id: expected nothing, got 1");
  });
});

describe("order", () => {
  const started = [event(1, 0, "ParallelStateEntered"), event(2, 1, "ParallelStateStarted")];
  const entered = (id: number, name: string): EventJson => event(id, 2, "PassStateEntered", { name });
  const exited = (id: number, previous: number, name: string): EventJson => event(id, previous, "PassStateExited", { name });
  const oneByOne = [...started, entered(3, "Charge"), exited(4, 3, "Charge"), entered(5, "Reserve"), exited(6, 5, "Reserve")];
  const inTurns = [...started, entered(3, "Reserve"), entered(4, "Charge"), exited(5, 4, "Charge"), exited(6, 3, "Reserve")];
  const crossed = [...started, entered(3, "Reserve"), entered(4, "Charge"), exited(5, 3, "Charge"), exited(6, 4, "Reserve")];

  test.each<Compared & { name: string; want: string }>([
    {
      name: "another previousEventId",
      expected: [event(1, 0, "A")],
      actual: [event(1, 1, "A")],
      want: "#1 A.previousEventId: expected 0, got 1",
    },
    {
      name: "another event",
      expected: [event(1, 0, "ExecutionStarted"), event(2, 1, "TaskFailed")],
      actual: [
        event(1, 0, "ExecutionStarted"),
        { id: 2, previousEventId: 1, type: "ExecutionFailed", executionFailedEventDetails: { error: "States.Runtime" } },
      ],
      want: '#2: expected TaskFailed, got ExecutionFailed (expected 2 events, got 2); ended with {"executionFailedEventDetails":{"error":"States.Runtime"}}',
    },
    {
      name: "an event less",
      expected: [event(1, 0, "A"), event(2, 1, "B")],
      actual: [event(1, 0, "A")],
      want: "#2: expected B, got no event (expected 2 events, got 1)",
    },
    {
      name: "branches in turns where they may",
      given: { definition: PARALLEL },
      expected: oneByOne,
      actual: inTurns,
      want: "exact-unordered",
    },
    {
      name: "branches in turns where nothing is concurrent",
      expected: oneByOne,
      actual: inTurns,
      want: "#4: expected PassStateExited, got PassStateEntered (expected 6 events, got 6)",
    },
    {
      name: "an event in another branch",
      given: { definition: PARALLEL },
      expected: oneByOne,
      actual: crossed,
      want: "the same events, but in other lines",
    },
    {
      name: "another detail in a branch",
      given: { definition: PARALLEL },
      expected: oneByOne,
      actual: [...inTurns.slice(0, 5), exited(6, 3, "Release")],
      want: "some PassStateExited.details.name: expected Reserve, got Release",
    },
    {
      name: "a recording that lost its ids",
      expected: [event(1, 0, "ParallelStateStarted"), event(0, 0, "PassStateEntered"), event(4, 3, "ParallelStateSucceeded")],
      actual: [event(1, 0, "ParallelStateStarted"), event(2, 1, "PassStateEntered"), event(3, 2, "ParallelStateSucceeded")],
      want: "exact-unordered",
    },
  ])("$name", ({ want, ...sides }) => {
    expect(compare(sides)).toBe(want);
  });
});
