import { describe, expect, it } from "vitest";
import { fails, LAMBDA_INVOKE, runNow, shownFrom, shownHistory, SILENT } from "./histories.ts";

const task = (fields: object = {}): object => ({ Type: "Task", Resource: LAMBDA_INVOKE, End: true, ...fields });
const branch = (name: string, state: object): object => ({ StartAt: name, States: { [name]: state } });
const parallel = (branches: object[], fields: object = {}): object => ({ Type: "Parallel", Branches: branches, End: true, ...fields });
const FAILED = { Type: "Fail", Error: "OrderFailed" };
const caught = { Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Failed" }] };

describe("Parallel", () => {
  it("runs its branches side by side; what closes it follows the last event inside", () => {
    const { events, result } = runNow({ Book: parallel([branch("Flight", task()), branch("Hotel", task())]) }, { input: { trip: 1 } });
    expect(shownHistory(events)).toEqual([
      "1 0 ExecutionStarted",
      "2 0 ParallelStateEntered Book",
      "3 2 ParallelStateStarted",
      "4 3 TaskStateEntered Flight",
      "5 4 TaskScheduled",
      "6 5 TaskStarted",
      "7 3 TaskStateEntered Hotel",
      "8 7 TaskScheduled",
      "9 8 TaskStarted",
      "10 6 TaskSucceeded",
      "11 10 TaskStateExited Flight",
      "12 9 TaskSucceeded",
      "13 12 TaskStateExited Hotel",
      "14 13 ParallelStateSucceeded",
      "15 13 ParallelStateExited Book",
      "16 15 ExecutionSucceeded",
    ]);
    expect(result).toEqual({ status: "SUCCEEDED", output: [{ trip: 1 }, { trip: 1 }], stopTime: 0 });
  });

  it("gives the outputs in the order of the branches, whichever ends last", () => {
    const slow = {
      StartAt: "Pause",
      States: { Pause: { Type: "Wait", Seconds: 60, Next: "Slow" }, Slow: { Type: "Pass", Result: "slow", End: true } },
    };
    const fast = branch("Fast", { Type: "Pass", Result: "fast", End: true });
    const { events, result } = runNow({ Book: parallel([slow, fast]) });
    expect(result).toEqual({ status: "SUCCEEDED", output: ["slow", "fast"], stopTime: 60_000 });
    expect(shownFrom(events, 6)).toEqual([
      "6 5 PassStateExited Fast",
      "7 4 WaitStateExited Pause @60",
      "8 7 PassStateEntered Slow @60",
      "9 8 PassStateExited Slow @60",
      "10 9 ParallelStateSucceeded @60",
      "11 9 ParallelStateExited Book @60",
      "12 11 ExecutionSucceeded @60",
    ]);
  });

  it("gives its Parameters to every branch and shapes what they gave", () => {
    const fields = {
      Parameters: { "id.$": "$.order_id" },
      ResultSelector: { "first.$": "$[0].id" },
      ResultPath: "$.booked",
    };
    const { result } = runNow({ Book: parallel([branch("Flight", { Type: "Pass", End: true })], fields) }, { input: { order_id: "o-1" } });
    expect(result).toEqual({ status: "SUCCEEDED", output: { order_id: "o-1", booked: { first: "o-1" } }, stopTime: 0 });
  });
});

describe("a failure inside", () => {
  it("aborts the failing task and fails the Parallel under the branch's own error", () => {
    const { events } = runNow(
      { Book: parallel([branch("Flight", task())], caught), Failed: FAILED },
      { script: { Flight: [fails("ErrFlight", "full")] } },
    );
    expect(shownFrom(events, 4)).toEqual([
      "4 3 TaskStateEntered Flight",
      "5 4 TaskScheduled",
      "6 5 TaskStarted",
      "7 6 TaskFailed ErrFlight",
      "8 7 TaskStateAborted",
      "9 7 ParallelStateFailed",
      "10 9 ParallelStateExited Book",
      "11 10 FailStateEntered Failed",
      "12 11 ExecutionFailed OrderFailed",
    ]);
    expect(events[9]?.details).toEqual({ name: "Book", output: { error: { Error: "ErrFlight", Cause: "full" } } });
  });

  it("uncaught fails the execution", () => {
    const { events } = runNow({ Book: parallel([branch("Flight", FAILED)]) });
    expect(shownFrom(events, 3)).toEqual([
      "3 2 ParallelStateStarted",
      "4 3 FailStateEntered Flight",
      "5 4 ParallelStateFailed",
      "6 5 ExecutionFailed OrderFailed",
    ]);
  });

  it("aborts what the siblings were at, and nothing of theirs happens later", () => {
    const branches = [
      branch("Flight", task({ TimeoutSeconds: 5 })),
      branch("Hotel", task({ TimeoutSeconds: 60 })),
      branch("Pause", { Type: "Wait", Seconds: 60, End: true }),
      branch("Car", task({ Retry: [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 60 }] })),
      branch("Done", { Type: "Pass", End: true }),
      branch("Inner", parallel([branch("Deep", { Type: "Wait", Seconds: 60, End: true })])),
    ];
    const script = { Flight: [SILENT], Hotel: [SILENT], Car: [fails("ErrCar")] };
    const { events } = runNow({ Book: parallel(branches) }, { script });
    const end = shownHistory(events).filter((line) => line.endsWith("@5"));
    const failing = events.find(({ type }) => type === "TaskTimedOut")?.id ?? 0;
    expect(end.map((line) => line.replace(/^\d+ /, ""))).toEqual([
      `${events[failing - 1]?.previousEventId} TaskTimedOut States.Timeout @5`,
      `${failing} TaskStateAborted @5`,
      `${failing} TaskStateAborted @5`,
      `${failing} WaitStateAborted @5`,
      `${failing} TaskStateAborted @5`,
      `${failing} WaitStateAborted @5`,
      `${failing} ParallelStateAborted @5`,
      `${failing} ParallelStateFailed @5`,
      `${failing + 7} ExecutionFailed States.Timeout @5`,
    ]);
  });

  it("is retried as a whole, without a failure of the Parallel in between", () => {
    const Retry = [{ ErrorEquals: ["ErrFlight"] }];
    const { events, result } = runNow(
      { Book: parallel([branch("Flight", task())], { Retry }) },
      { script: { Flight: [fails("ErrFlight"), { type: "succeeded", output: "booked" }] } },
    );
    expect(shownFrom(events, 7)).toEqual([
      "7 6 TaskFailed ErrFlight",
      "8 7 TaskStateAborted",
      "9 7 ParallelStateStarted @1",
      "10 9 TaskStateEntered Flight @1",
      "11 10 TaskScheduled @1",
      "12 11 TaskStarted @1",
      "13 12 TaskSucceeded @1",
      "14 13 TaskStateExited Flight @1",
      "15 14 ParallelStateSucceeded @1",
      "16 14 ParallelStateExited Book @1",
      "17 16 ExecutionSucceeded @1",
    ]);
    expect(result).toEqual({ status: "SUCCEEDED", output: ["booked"], stopTime: 1000 });
  });

  it("that a branch catches itself is no failure of the Parallel", () => {
    const flight = {
      StartAt: "Flight",
      States: {
        Flight: task({ Catch: [{ ErrorEquals: ["States.ALL"], Next: "NoFlight" }] }),
        NoFlight: { Type: "Pass", Result: "none", End: true },
      },
    };
    const { result } = runNow({ Book: parallel([flight]) }, { script: { Flight: [fails("ErrFlight")] } });
    expect(result).toEqual({ status: "SUCCEEDED", output: ["none"], stopTime: 0 });
  });

  it("a runtime error cannot be caught outside either", () => {
    const { events, result } = runNow({
      Book: parallel([branch("Flight", { Type: "Pass", InputPath: "$.none", End: true })], caught),
      Failed: FAILED,
    });
    expect(result).toMatchObject({ status: "FAILED", error: "States.Runtime" });
    expect(shownFrom(events, 4)).toEqual(["4 3 PassStateEntered Flight", "5 4 ExecutionFailed States.Runtime"]);
  });
});
