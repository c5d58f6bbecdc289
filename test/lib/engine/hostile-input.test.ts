import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/lib/base/json.ts";
import { done, fails, runNow, runStates } from "./histories.ts";

const HISTORY_FULL = {
  status: "FAILED",
  error: "States.Runtime",
  cause: "The execution reached the maximum number of history events (25000).",
};

describe("input that means harm ends in AWS's error", () => {
  it("a loop without an end fills the history, and the last event says so", () => {
    const { events, result } = runNow({ Ping: { Type: "Pass", Next: "Pong" }, Pong: { Type: "Pass", Next: "Ping" } });
    expect(result).toMatchObject(HISTORY_FULL);
    expect(events.at(-1)).toMatchObject({ id: 25_000, previousEventId: 24_999, type: "ExecutionFailed" });
  });

  it.each([
    { name: "a branch", depth: 1 },
    { name: "a branch of a branch", depth: 2 },
  ])("a loop inside $name does, too, and nothing comes after the end", ({ depth }) => {
    const loop = { StartAt: "Ping", States: { Ping: { Type: "Pass", Next: "Pong" }, Pong: { Type: "Pass", Next: "Ping" } } };
    const calm = (name: string): object => ({ StartAt: name, States: { [name]: { Type: "Wait", Seconds: 5, End: true } } });
    const both = (inner: object, name: string): object => ({
      [name]: { Type: "Parallel", Branches: [inner, calm(`Beside${name}`)], End: true },
    });
    const inner = depth === 1 ? loop : { StartAt: "Inner", States: both(loop, "Inner") };
    const { events, result } = runNow(both(inner, "Outer"));
    expect(result).toMatchObject(HISTORY_FULL);
    expect(events.length).toBe(25_000);
  });

  it("a task that is retried for ever does, too, in no real time", () => {
    const retry = [{ ErrorEquals: ["States.ALL"], MaxAttempts: 99_999_999 }];
    const states = { Pay: { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Retry: retry, End: true } };
    expect(runNow(states, { script: { Pay: [fails("Unavailable")] } }).result).toMatchObject(HISTORY_FULL);
  });

  it("a payload that doubles at every turn stops at the limit", () => {
    const states = {
      Double: { Type: "Pass", Parameters: { "a.$": "$", "b.$": "$" }, Next: "Again" },
      Again: { Type: "Pass", Next: "Double" },
    };
    expect(runNow(states, { input: { note: "x".repeat(100) } }).result).toMatchObject({
      status: "FAILED",
      error: "States.DataLimitExceeded",
    });
  });

  it("a result over the limit fails its task, which can be caught", () => {
    const states = {
      Fetch: {
        Type: "Task",
        Resource: "arn:aws:states:::lambda:invoke",
        Catch: [{ ErrorEquals: ["States.ALL"], Next: "Told" }],
        End: true,
      },
      Told: { Type: "Succeed" },
    };
    expect(runNow(states, { script: { Fetch: [done({ Payload: "x".repeat(300_000) })] } }).result).toMatchObject({
      status: "SUCCEEDED",
      output: { Error: "States.DataLimitExceeded" },
    });
  });

  it("a pattern of thousands of stars is matched in passing", () => {
    const rule = { Variable: "$.note", StringMatches: `${"*a".repeat(5000)}b`, Next: "Yes" };
    const states = { Ask: { Type: "Choice", Choices: [rule], Default: "No" }, Yes: { Type: "Succeed" }, No: { Type: "Succeed" } };
    expect(runNow(states, { input: { note: "a".repeat(50_000) } }).events.at(-2)).toMatchObject({ details: { name: "No" } });
  });

  it("a regular expression that would run for hours in JSONata is linear", async () => {
    const states = { Ask: { Type: "Pass", Output: String.raw`{% $match($states.input.note, /(a+)+$/) ? "yes" : "no" %}`, End: true } };
    const run = await runStates(states, { more: { QueryLanguage: "JSONata" }, input: { note: `${"a".repeat(40)}b` } });
    expect(run.result).toMatchObject({ status: "SUCCEEDED", output: "no" });
  });

  it("a key named __proto__ is data like any other", () => {
    const input = JSON.parse('{"__proto__": {"polluted": true}, "order_id": "o-1"}') as JsonObject;
    const states = {
      Set: { Type: "Pass", ResultPath: "$.__proto__.seen", Result: true, Next: "Get" },
      Get: { Type: "Pass", InputPath: "$['__proto__']", End: true },
    };
    expect(runNow(states, { input }).result).toMatchObject({ status: "SUCCEEDED", output: { polluted: true, seen: true } });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
