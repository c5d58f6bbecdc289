import { describe, expect, it } from "vitest";
import { firstMatch, matchesError } from "../../../src/lib/asl/error-matching.ts";
import type { RaisedError } from "../../../src/lib/asl/error-matching.ts";

const HEARTBEAT: RaisedError = { error: "States.Timeout", heartbeat: true };

describe("which names match an error", () => {
  it.each<{ name: string; raised: RaisedError; all: boolean; taskFailed: boolean; own?: readonly string[] }>([
    { name: "an error of the handler's own", raised: { error: "ErrPayment" }, all: true, taskFailed: true, own: ["ErrPayment"] },
    { name: "a Lambda error", raised: { error: "Lambda.Unknown" }, all: true, taskFailed: true, own: ["Lambda.Unknown"] },
    {
      name: "a service error",
      raised: { error: "DynamoDB.ConditionalCheckFailedException" },
      all: true,
      taskFailed: true,
      own: ["DynamoDB.ConditionalCheckFailedException"],
    },
    { name: "a task that failed without more", raised: { error: "States.TaskFailed" }, all: true, taskFailed: true },
    { name: "a timeout", raised: { error: "States.Timeout" }, all: true, taskFailed: false, own: ["States.Timeout"] },
    { name: "a missed heartbeat", raised: HEARTBEAT, all: true, taskFailed: false, own: ["States.Timeout", "States.HeartbeatTimeout"] },
    {
      name: "a heartbeat by its name",
      raised: { error: "States.HeartbeatTimeout" },
      all: true,
      taskFailed: false,
      own: ["States.Timeout", "States.HeartbeatTimeout"],
    },
    { name: "a runtime error", raised: { error: "States.Runtime" }, all: false, taskFailed: false },
    { name: "a Choice that matched nothing", raised: { error: "States.NoChoiceMatched" }, all: false, taskFailed: false },
    {
      name: "a result that is too large",
      raised: { error: "States.DataLimitExceeded" },
      all: true,
      taskFailed: true,
      own: ["States.DataLimitExceeded"],
    },
    ...[
      "Permissions",
      "ItemReaderFailed",
      "ResultWriterFailed",
      "ExceedToleratedFailureThreshold",
      "Http.Socket",
      "QueryEvaluationError",
    ].map((name) => ({ name, raised: { error: `States.${name}` }, all: true, taskFailed: true, own: [`States.${name}`] })),
    { name: "a failure without a name", raised: {}, all: true, taskFailed: false },
  ])("$name", ({ raised, all, taskFailed, own = [] }) => {
    const names = new Set([
      "States.ALL",
      "States.TaskFailed",
      "States.Timeout",
      "States.HeartbeatTimeout",
      "ErrOther",
      raised.error ?? "ErrPayment",
    ]);
    const want = [...(all ? ["States.ALL"] : []), ...(taskFailed ? ["States.TaskFailed"] : []), ...own];
    expect([...names].filter((name) => matchesError(name, raised)).sort()).toEqual([...new Set(want)].sort());
  });
});

describe("firstMatch", () => {
  const entries = [["ErrPayment", "ErrCard"], ["States.Timeout"], ["States.ALL"]].map((names) => ({
    errorEquals: names.map((value) => ({ value })),
  }));
  it.each<{ name: string; raised: RaisedError; want: number }>([
    { name: "an entry that names several errors", raised: { error: "ErrCard" }, want: 0 },
    { name: "a missed heartbeat stops at States.Timeout", raised: HEARTBEAT, want: 1 },
    { name: "what no other entry names falls to States.ALL", raised: { error: "ErrStock" }, want: 2 },
    { name: "nothing matches a runtime error", raised: { error: "States.Runtime" }, want: -1 },
  ])("$name", ({ raised, want }) => {
    expect(firstMatch(entries, raised)).toBe(want);
  });

  it("no entries match nothing", () => {
    expect(firstMatch([], { error: "ErrPayment" })).toBe(-1);
  });
});
