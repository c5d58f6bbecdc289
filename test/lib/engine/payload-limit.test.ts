import { describe, expect, it } from "vitest";
import { MAX_PAYLOAD_BYTES } from "../../../src/lib/engine/payload-limit.ts";
import { done, LAMBDA_INVOKE, runNow } from "./histories.ts";

/** A text whose JSON has that many bytes. */
const text = (bytes: number, letter = "x"): string => letter.repeat((bytes - 2) / Buffer.byteLength(letter));
const LIMIT = MAX_PAYLOAD_BYTES;
const too = (name: string): object => ({
  status: "FAILED",
  error: "States.DataLimitExceeded",
  cause: `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
});

describe("256 KiB of JSON in UTF-8", () => {
  const task = { Charge: { Type: "Task", Resource: LAMBDA_INVOKE, End: true } };
  it.each([
    { name: "just as much", output: text(LIMIT), want: { status: "SUCCEEDED" } },
    { name: "a byte more", output: text(LIMIT + 1), want: too("lambda") },
    { name: "as much in letters of two bytes", output: text(LIMIT, "é"), want: { status: "SUCCEEDED" } },
    { name: "more in letters of two bytes", output: text(LIMIT + 2, "é"), want: too("lambda") },
    { name: "as much in letters that JSON escapes", output: "\n".repeat(LIMIT / 2 - 1), want: { status: "SUCCEEDED" } },
  ])("a task may return them: $name", ({ output, want }) => {
    expect(runNow(task, { script: { Charge: [done(output)] } }).result).toMatchObject(want);
  });

  it("a state may pass them on, made of what it was given and what it adds", () => {
    const add = { Type: "Pass", Result: text(140_000), ResultPath: "$.more", End: true };
    expect(runNow({ Add: add }, { input: { first: text(120_000) } }).result).toMatchObject({ status: "SUCCEEDED" });
    expect(runNow({ Add: add }, { input: { first: text(130_000) } }).result).toMatchObject(too("Add"));
  });

  it("what is left out again does not count", () => {
    const narrow = { Type: "Pass", Parameters: { "a.$": "$.a", "b.$": "$.a" }, OutputPath: "$.a", End: true };
    expect(runNow({ Narrow: narrow }, { input: { a: text(200_000) } }).result).toMatchObject({ status: "SUCCEEDED" });
  });
});
