import { describe, expect, it } from "vitest";
import type { TaskRequest } from "../../../src/lib/engine/task.ts";
import { fails, LAMBDA_INVOKE, runNow, scripted, shownFrom, shownHistory } from "./histories.ts";

const task = (fields: object = {}): object => ({ Type: "Task", Resource: LAMBDA_INVOKE, End: true, ...fields });
const each = (state: object, fields: object = {}): object => ({
  Type: "Map",
  ItemProcessor: { StartAt: "Ship", States: { Ship: state } },
  End: true,
  ...fields,
});
const FAILED = { Type: "Fail", Error: "OrderFailed" };
const caught = { Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Failed" }] };

describe("Map", () => {
  it("one at a time: each iteration starts after the last state of the one before", () => {
    const { events, result } = runNow({ Each: each({ Type: "Pass", End: true }, { MaxConcurrency: 1 }) }, { input: ["tea", "cup"] });
    expect(shownHistory(events)).toEqual([
      "1 0 ExecutionStarted",
      "2 0 MapStateEntered Each",
      "3 2 MapStateStarted 2",
      "4 3 MapIterationStarted Each[0]",
      "5 4 PassStateEntered Ship",
      "6 5 PassStateExited Ship",
      "7 6 MapIterationSucceeded Each[0]",
      "8 6 MapIterationStarted Each[1]",
      "9 8 PassStateEntered Ship",
      "10 9 PassStateExited Ship",
      "11 10 MapIterationSucceeded Each[1]",
      "12 11 MapStateSucceeded",
      "13 11 MapStateExited Each",
      "14 13 ExecutionSucceeded",
    ]);
    expect(result).toEqual({ status: "SUCCEEDED", output: ["tea", "cup"], stopTime: 0 });
  });

  it("all at a time: every iteration starts first", () => {
    const { events } = runNow({ Each: each({ Type: "Pass", End: true }) }, { input: ["tea", "cup"] });
    expect(shownFrom(events, 3).slice(0, 5)).toEqual([
      "3 2 MapStateStarted 2",
      "4 3 MapIterationStarted Each[0]",
      "5 3 MapIterationStarted Each[1]",
      "6 4 PassStateEntered Ship",
      "7 6 PassStateExited Ship",
    ]);
  });

  it.each([
    { limit: 1, want: [1, 2, 3, 4] },
    { limit: 2, want: [1, 1, 2, 2] },
    { limit: 3, want: [1, 1, 1, 2] },
    { limit: 0, want: [1, 1, 1, 1] },
  ])("runs at most MaxConcurrency $limit at a time, 0 being all", ({ limit, want }) => {
    const pause = { Type: "Wait", Seconds: 1, End: true };
    const { events } = runNow({ Each: each(pause, { MaxConcurrency: limit }) }, { input: [1, 2, 3, 4] });
    const ends = events.filter(({ type }) => type === "MapIterationSucceeded").map(({ timestamp }) => timestamp / 1000);
    expect(ends).toEqual(want);
  });

  it("over nothing succeeds at once", () => {
    const { events, result } = runNow({ Each: each(task()) }, { input: [] });
    expect(shownFrom(events, 3)).toEqual([
      "3 2 MapStateStarted 0",
      "4 3 MapStateSucceeded",
      "5 3 MapStateExited Each",
      "6 5 ExecutionSucceeded",
    ]);
    expect(result).toEqual({ status: "SUCCEEDED", output: [], stopTime: 0 });
  });

  it.each<{ name: string; fields: object }>([
    {
      name: "ItemSelector",
      fields: { ItemSelector: { "order.$": "$.order_id", "sku.$": "$$.Map.Item.Value", "line.$": "$$.Map.Item.Index" } },
    },
    {
      name: "Parameters, as before 2022",
      fields: { Parameters: { "order.$": "$.order_id", "sku.$": "$$.Map.Item.Value", "line.$": "$$.Map.Item.Index" } },
    },
  ])("$name makes the input of each iteration", ({ fields }) => {
    const { result } = runNow(
      { Each: each({ Type: "Pass", End: true }, { ItemsPath: "$.lines", ...fields }) },
      { input: { order_id: "o-1", lines: ["tea", "cup"] } },
    );
    expect(result).toEqual({
      status: "SUCCEEDED",
      output: [
        { order: "o-1", sku: "tea", line: 0 },
        { order: "o-1", sku: "cup", line: 1 },
      ],
      stopTime: 0,
    });
  });

  it("tells tasks where they run and counts their attempts by iteration", () => {
    const inner = each(task({ Retry: [{ ErrorEquals: ["States.ALL"] }] }), { MaxConcurrency: 1 });
    const outer = { Type: "Map", MaxConcurrency: 1, ItemProcessor: { StartAt: "Lines", States: { Lines: inner } }, End: true };
    const seen: TaskRequest[] = [];
    const script = { Ship: [fails("ErrShip"), { type: "succeeded", output: 1 } as const] };
    runNow({ Orders: outer }, { input: [["tea"], ["cup", "pot"]], perform: scripted(script, seen) });
    expect(seen.map(({ iteration, attempt }) => `${iteration}#${attempt}`)).toEqual([
      "Orders[0]/Lines[0]#1",
      "Orders[0]/Lines[0]#2",
      "Orders[1]/Lines[0]#1",
      "Orders[1]/Lines[1]#1",
    ]);
  });

  it.each<{ name: string; fields: object; input: unknown; cause: string }>([
    { name: "an input that is no array", fields: {}, input: {}, cause: 'Reference path "$" must point to array.' },
    {
      name: "items that are no array",
      fields: { ItemsPath: "$.lines" },
      input: { lines: "tea" },
      cause: 'Reference path "$.lines" must point to array.',
    },
  ])("$name fails the run", ({ fields, input, cause }) => {
    const { events, result } = runNow({ Each: each(task(), { ...fields, ...caught }), Failed: FAILED }, { input: input as never });
    expect(shownFrom(events, 2)).toEqual(["2 0 MapStateEntered Each", "3 2 ExecutionFailed States.Runtime"]);
    expect(result).toMatchObject({ cause: `An error occurred while executing the state 'Each' (entered at the event id #2). ${cause}` });
  });
});

describe("a failing iteration", () => {
  it("one at a time: it alone fails, and the Map with it", () => {
    const { events } = runNow(
      { Each: each(task(), { MaxConcurrency: 1, ItemsPath: "$.lines", ...caught }), Failed: FAILED },
      { input: { lines: ["tea", "cup"] }, script: { Ship: [fails("ErrShip")] } },
    );
    expect(shownFrom(events, 5)).toEqual([
      "5 4 TaskStateEntered Ship",
      "6 5 TaskScheduled",
      "7 6 TaskStarted",
      "8 7 TaskFailed ErrShip",
      "9 8 MapIterationFailed Each[0]",
      "10 8 TaskStateAborted",
      "11 8 MapStateFailed",
      "12 11 MapStateExited Each",
      "13 12 FailStateEntered Failed",
      "14 13 ExecutionFailed OrderFailed",
    ]);
  });

  it("all at a time: the siblings are aborted by the failing event", () => {
    const { events } = runNow(
      { Each: each(task({ TimeoutSeconds: 60 })) },
      { input: ["tea", "cup"], script: { Ship: [fails("ErrShip"), { type: "silent" }] } },
    );
    const failing = events.find(({ type }) => type === "TaskFailed")?.id;
    const after = events.slice(failing).map(({ type, previousEventId }) => `${previousEventId} ${type}`);
    expect(failing).toBe(12);
    expect(after).toEqual([
      "12 MapIterationFailed",
      "12 TaskStateAborted",
      "12 MapIterationAborted",
      "12 TaskStateAborted",
      "12 MapStateFailed",
      "17 ExecutionFailed",
    ]);
  });

  it("is retried as a whole after the failing event", () => {
    const Retry = [{ ErrorEquals: ["ErrShip"] }];
    const { events, result } = runNow(
      { Each: each(task(), { Retry }) },
      { input: ["tea"], script: { Ship: [fails("ErrShip"), { type: "succeeded", output: "sent" }] } },
    );
    expect(shownFrom(events, 8).slice(0, 6)).toEqual([
      "8 7 TaskFailed ErrShip",
      "9 8 MapIterationFailed Each[0]",
      "10 8 TaskStateAborted",
      "11 8 MapStateStarted 1 @1",
      "12 11 MapIterationStarted Each[0] @1",
      "13 12 TaskStateEntered Ship @1",
    ]);
    expect(result).toEqual({ status: "SUCCEEDED", output: ["sent"], stopTime: 1000 });
  });
});
