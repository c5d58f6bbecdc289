import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/lib/base/json.ts";
import { runNow, runStates, shownHistory } from "./histories.ts";

const INPUT = { order_id: "o-1", total: 120 };

describe("Pass", () => {
  it("enters and exits", () => {
    const { events } = runNow({ Prepare: { Type: "Pass", Next: "Send" }, Send: { Type: "Pass", End: true } });
    expect(shownHistory(events)).toEqual([
      "1 0 ExecutionStarted",
      "2 0 PassStateEntered Prepare",
      "3 2 PassStateExited Prepare",
      "4 3 PassStateEntered Send",
      "5 4 PassStateExited Send",
      "6 5 ExecutionSucceeded",
    ]);
  });

  it.each<{ name: string; fields: object; want: unknown }>([
    { name: "passes its input on", fields: {}, want: INPUT },
    { name: "gives its Result", fields: { Result: { status: "Pending" } }, want: { status: "Pending" } },
    { name: "a Result is no template", fields: { Result: { "id.$": "$.order_id" } }, want: { "id.$": "$.order_id" } },
    {
      name: "puts its Result where ResultPath says",
      fields: { Result: "Pending", ResultPath: "$.status" },
      want: { ...INPUT, status: "Pending" },
    },
    { name: "drops its Result with ResultPath null", fields: { Result: "Pending", ResultPath: null }, want: INPUT },
    { name: "gives its Parameters", fields: { Parameters: { "id.$": "$.order_id", note: "new" } }, want: { id: "o-1", note: "new" } },
    { name: "narrows by InputPath", fields: { InputPath: "$.total" }, want: 120 },
    { name: "narrows by OutputPath", fields: { OutputPath: "$.order_id" }, want: "o-1" },
    { name: "puts its input where ResultPath says", fields: { ResultPath: "$.order" }, want: { ...INPUT, order: INPUT } },
    { name: "narrows by InputPath and OutputPath", fields: { InputPath: "$.total", ResultPath: "$.sum", OutputPath: "$.sum" }, want: 120 },
    {
      name: "calls intrinsic functions",
      fields: { Parameters: { "text.$": "States.Format('Order {}', $.order_id)" } },
      want: { text: "Order o-1" },
    },
  ])("$name", ({ fields, want }) => {
    const { result } = runNow({ Prepare: { Type: "Pass", End: true, ...fields } }, { input: INPUT });
    expect(result).toEqual({ status: "SUCCEEDED", output: want, stopTime: 0 });
  });

  it.each([
    { field: "InputPath", fields: { InputPath: "$.payment" } },
    { field: "OutputPath", fields: { OutputPath: "$.payment" } },
    { field: "Parameters", fields: { Parameters: { "id.$": "$.payment" } } },
  ])("$field that does not fit the input fails the run after Entered", ({ fields }) => {
    const { events } = runNow({ Prepare: { Type: "Pass", End: true, ...fields } }, { input: INPUT });
    expect(shownHistory(events).slice(1)).toEqual(["2 0 PassStateEntered Prepare", "3 2 ExecutionFailed States.Runtime"]);
  });
});

describe("Succeed and Fail", () => {
  it("Succeed ends the execution with its output", () => {
    const { events, result } = runNow({ Done: { Type: "Succeed", OutputPath: "$.order_id" } }, { input: INPUT });
    expect(shownHistory(events)).toEqual([
      "1 0 ExecutionStarted",
      "2 0 SucceedStateEntered Done",
      "3 2 SucceedStateExited Done",
      "4 3 ExecutionSucceeded",
    ]);
    expect(result).toEqual({ status: "SUCCEEDED", output: "o-1", stopTime: 0 });
  });

  it.each<{ name: string; fields: object; want: object }>([
    {
      name: "with error and cause",
      fields: { Error: "OrderFailed", Cause: "Out of stock" },
      want: { error: "OrderFailed", cause: "Out of stock" },
    },
    { name: "with neither", fields: {}, want: {} },
    {
      name: "read from the input",
      fields: { ErrorPath: "$.order_id", CausePath: "States.Format('Total {}', $.total)" },
      want: { error: "o-1", cause: "Total 120" },
    },
  ])("Fail is entered, never exited: $name", ({ fields, want }) => {
    const { events } = runNow({ Failed: { Type: "Fail", ...fields } }, { input: INPUT });
    expect(events.slice(1)).toEqual([
      { id: 2, previousEventId: 0, timestamp: 0, type: "FailStateEntered", details: { name: "Failed", input: INPUT } },
      { id: 3, previousEventId: 2, timestamp: 0, type: "ExecutionFailed", details: want },
    ]);
  });

  it("a CausePath that finds nothing is a runtime error", () => {
    const { result } = runNow({ Failed: { Type: "Fail", CausePath: "$.cause" } }, { input: INPUT });
    expect(result).toMatchObject({ status: "FAILED", error: "States.Runtime" });
  });
});

describe("Wait", () => {
  const noon = Date.UTC(2026, 10, 22, 12);
  it.each<{ name: string; fields: object; input?: JsonObject; until: number }>([
    { name: "Seconds", fields: { Seconds: 90 }, until: noon + 90_000 },
    { name: "no Seconds", fields: { Seconds: 0 }, until: noon },
    { name: "SecondsPath", fields: { SecondsPath: "$.pause" }, input: { pause: 5 }, until: noon + 5000 },
    { name: "Timestamp", fields: { Timestamp: "2026-11-22T13:00:00Z" }, until: noon + 3_600_000 },
    { name: "a Timestamp that is over", fields: { Timestamp: "2020-01-01T00:00:00Z" }, until: noon },
    { name: "TimestampPath", fields: { TimestampPath: "$.at" }, input: { at: "2026-11-22T21:30:00+09:00" }, until: noon + 1_800_000 },
  ])("for $name costs virtual time only", ({ fields, input = {}, until }) => {
    const { events, result } = runNow({ Pause: { Type: "Wait", End: true, ...fields } }, { input, startTime: noon });
    expect(events.map(({ id, previousEventId, type, timestamp }) => ({ id, previousEventId, type, timestamp }))).toEqual([
      { id: 1, previousEventId: 0, type: "ExecutionStarted", timestamp: noon },
      { id: 2, previousEventId: 0, type: "WaitStateEntered", timestamp: noon },
      { id: 3, previousEventId: 2, type: "WaitStateExited", timestamp: until },
      { id: 4, previousEventId: 3, type: "ExecutionSucceeded", timestamp: until },
    ]);
    expect(result).toEqual({ status: "SUCCEEDED", output: input, stopTime: until });
  });

  it.each<{ name: string; fields: object; input: JsonObject; cause: string }>([
    {
      name: "SecondsPath to nothing",
      fields: { SecondsPath: "$.pause" },
      input: {},
      cause: "The SecondsPath parameter does not reference an input value: $.pause",
    },
    {
      name: "SecondsPath to text",
      fields: { SecondsPath: "$.pause" },
      input: { pause: "soon" },
      cause: "The SecondsPath parameter cannot be parsed as a long value: $.pause == soon",
    },
    {
      name: "TimestampPath to what is no timestamp",
      fields: { TimestampPath: "$.at" },
      input: { at: "2026-11-22" },
      cause: "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $.at == 2026-11-22",
    },
    {
      name: "a moment too far away",
      fields: { TimestampPath: "$.at" },
      input: { at: "2200-01-01T00:00:00Z" },
      cause: "Wait state delay is too long.",
    },
  ])("$name fails the run", ({ fields, input, cause }) => {
    const { events, result } = runNow({ Pause: { Type: "Wait", End: true, ...fields } }, { input, startTime: noon });
    expect(events).toHaveLength(3);
    expect(result).toEqual({
      status: "FAILED",
      error: "States.Runtime",
      cause: `An error occurred while executing the state 'Pause' (entered at the event id #2). ${cause}`,
      stopTime: noon,
    });
  });
});

describe("Choice", () => {
  const decide = (Choices: object[], more: object = {}): object => ({
    Decide: { Type: "Choice", Choices, ...more },
    Ship: { Type: "Succeed" },
    Hold: { Type: "Succeed" },
  });
  const large = { Variable: "$.total", NumericGreaterThan: 100, Next: "Hold" };

  it.each<{ name: string; input: JsonObject; choices: object[]; want: string }>([
    {
      name: "the first rule that holds",
      input: { total: 120 },
      choices: [large, { Variable: "$.total", NumericGreaterThan: 0, Next: "Ship" }],
      want: "Hold",
    },
    {
      name: "a later rule",
      input: { total: 20 },
      choices: [large, { Variable: "$.total", NumericGreaterThan: 0, Next: "Ship" }],
      want: "Ship",
    },
    { name: "Default", input: { total: 0 }, choices: [large], want: "Ship" },
  ])("leaves by $name", ({ input, choices, want }) => {
    const { events } = runNow(decide(choices, { Default: "Ship" }), { input });
    expect(shownHistory(events)).toEqual([
      "1 0 ExecutionStarted",
      "2 0 ChoiceStateEntered Decide",
      "3 2 ChoiceStateExited Decide",
      `4 3 SucceedStateEntered ${want}`,
      `5 4 SucceedStateExited ${want}`,
      "6 5 ExecutionSucceeded",
    ]);
  });

  it.each<{ name: string; input: JsonObject }>([
    { name: "no rule holds and there is no Default", input: { total: 0 } },
    { name: "the Variable is not there", input: {} },
  ])("fails the run where $name", ({ input }) => {
    const { events } = runNow(decide([large, { ...large, Next: "Ship" }]), { input });
    expect(shownHistory(events).slice(1)).toEqual(["2 0 ChoiceStateEntered Decide", "3 2 ExecutionFailed States.Runtime"]);
  });

  it("assigns by the rule that holds, and by the state for its Default", () => {
    const states = {
      Decide: { Type: "Choice", Choices: [{ ...large, Assign: { size: "large" } }], Default: "Hold", Assign: { size: "small" } },
      Hold: { Type: "Pass", Parameters: { "size.$": "$size" }, End: true },
    };
    const outputs = [120, 20].map((total) => runNow(states, { input: { total } }).result);
    expect(outputs).toEqual([
      { status: "SUCCEEDED", output: { size: "large" }, stopTime: 0 },
      { status: "SUCCEEDED", output: { size: "small" }, stopTime: 0 },
    ]);
  });
});

it("a state that waits for nothing outside keeps the run synchronous", () => {
  expect(runStates({ Pause: { Type: "Wait", Seconds: 3600, End: true } })).not.toBeInstanceOf(Promise);
});
