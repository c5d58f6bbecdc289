import { describe, expect, it } from "vitest";
import type { TaskOutcome, TaskPerformer, TaskReply, TaskRequest } from "../../../src/lib/engine/task.ts";
import { done, fails, LAMBDA_INVOKE, runNow, runStates, shownFrom } from "./histories.ts";
import { punctualTime } from "./punctual-time.ts";

const task = (fields: object = {}): object => ({ Type: "Task", Resource: LAMBDA_INVOKE, End: true, ...fields });
const branch = (name: string, state: object): object => ({ StartAt: name, States: { [name]: state } });
const both = (one: object, other: object): object => ({
  Both: { Type: "Parallel", Branches: [branch("Flight", one), branch("Hotel", other)], End: true },
});
const later = <T>(ms: number, value: T): Promise<T> => new Promise((resolve) => void setTimeout(() => resolve(value), ms));

describe("virtual time", () => {
  it("does not move while a handler works", async () => {
    const perform: TaskPerformer = ({ state }) => (state === "Flight" ? later(20, done("booked")) : done());
    const { result, events } = await runStates(both(task({ TimeoutSeconds: 1 }), { Type: "Wait", Seconds: 1, End: true }), { perform });
    expect(result).toEqual({ status: "SUCCEEDED", output: ["booked", {}], stopTime: 1000 });
    expect(events.find(({ type }) => type === "TaskSucceeded")?.timestamp).toBe(0);
  });

  it("admits replies in the order in which their tasks were scheduled", async () => {
    const perform: TaskPerformer = ({ state }) => later(state === "Flight" ? 20 : 1, done(state));
    const { events } = await runStates(both(task(), task()), { perform });
    const succeeded = events.flatMap((event) => (event.type === "TaskSucceeded" ? [event.details.output] : []));
    expect(succeeded).toEqual(["Flight", "Hotel"]);
  });

  it("what falls on one moment happens in the order of scheduling", () => {
    const wait = (Seconds: number): object => ({ Type: "Wait", Seconds, End: true });
    const branches = [3, 1, 2, 1].map((seconds, index) => branch(`Wait${index}`, wait(seconds)));
    const { events } = runNow({ All: { Type: "Parallel", Branches: branches, End: true } });
    expect(
      shownFrom(events, 8)
        .slice(0, 4)
        .map((line) => line.split(" ").slice(3).join(" ")),
    ).toEqual(["Wait1 @1", "Wait3 @1", "Wait2 @2", "Wait0 @3"]);
  });

  it("a year costs no real time", () => {
    const started = performance.now();
    const { result } = runNow({ Pause: { Type: "Wait", Seconds: 31_536_000, End: true } });
    expect(result.stopTime).toBe(31_536_000_000);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it("JSONata after a wait is waited for", async () => {
    const states = { Pause: { Type: "Wait", Seconds: 1, Output: "{% $states.input.total * 2 %}", End: true } };
    const { result } = await runStates(states, { input: { total: 60 }, more: { QueryLanguage: "JSONata" } });
    expect(result).toEqual({ status: "SUCCEEDED", output: 120, stopTime: 1000 });
  });

  it("JSONata of several lines that wake together keeps their order", async () => {
    const wait = { Type: "Wait", Seconds: 1, Output: "{% $sum([1..100]) %}", End: true };
    const { events } = await runStates(both(wait, wait), { more: { QueryLanguage: "JSONata" } });
    expect(shownFrom(events, 6)).toEqual([
      "6 4 WaitStateExited Flight @1",
      "7 5 WaitStateExited Hotel @1",
      "8 7 ParallelStateSucceeded @1",
      "9 7 ParallelStateExited Both @1",
      "10 9 ExecutionSucceeded @1",
    ]);
  });
});

describe("performers", () => {
  const caught = { Catch: [{ ErrorEquals: ["States.ALL"], Next: "Failed" }], End: undefined, Next: "Failed" };
  const states = { Pay: task(caught), Failed: { Type: "Fail" } };

  it("that throws is a bug, not a failure of the task", () => {
    const broken: TaskPerformer = () => {
      throw new Error("no such handler");
    };
    expect(() => runStates(states, { perform: broken })).toThrow("no such handler");
  });

  it("that rejects is one, too", async () => {
    const broken: TaskPerformer = () => Promise.reject(new Error("no such handler"));
    await expect(runStates(states, { perform: broken })).rejects.toThrow("no such handler");
  });

  it("is told by its signal when a sibling's failure ends its task, and may reject then", async () => {
    const told: string[] = [];
    const perform: TaskPerformer = ({ state }, signal) => {
      if (state === "Flight") return later(5, fails("ErrFlight"));
      return new Promise((_, reject) => {
        signal.addEventListener("abort", () => {
          told.push(state);
          reject(new Error("given up"));
        });
      });
    };
    const { result } = await runStates(both(task(), task()), { perform });
    expect(result).toEqual({ status: "FAILED", error: "ErrFlight", stopTime: 0 });
    expect(told).toEqual(["Hotel"]);
  });

  it("keeps the signal of a task that it has submitted", async () => {
    const signals = new Map<string, AbortSignal>();
    const perform: TaskPerformer = ({ state }, signal): TaskReply | Promise<TaskReply> => {
      signals.set(state, signal);
      if (state === "Flight") return later(5, fails("ErrFlight"));
      return { type: "submitted", output: {}, outcome: new Promise<TaskOutcome>(() => {}) };
    };
    await runStates(both(task(), task({ Resource: `${LAMBDA_INVOKE}.waitForTaskToken` })), { perform });
    expect(signals.get("Hotel")?.aborted).toBe(true);
  });

  it("a reply that is there at once leaves the signal alone", () => {
    const seen: [TaskRequest, AbortSignal][] = [];
    runNow(both(task(), task()), {
      perform: (request, signal) => {
        seen.push([request, signal]);
        return done();
      },
    });
    expect(seen.map(([{ state }, { aborted }]) => ({ state, aborted }))).toEqual([
      { state: "Flight", aborted: false },
      { state: "Hotel", aborted: false },
    ]);
  });
});

describe("real time", () => {
  it("sleeps until the next deadline and stamps events with the clock", async () => {
    const realTime = punctualTime(5000);
    const { events, result } = await runStates(
      { Pause: { Type: "Wait", Seconds: 2, Next: "More" }, More: { Type: "Wait", Seconds: 3, End: true } },
      { realTime },
    );
    expect(realTime.slept).toEqual([7000, 10_000]);
    expect(events.map(({ timestamp }) => timestamp)).toEqual([5000, 5000, 7000, 7000, 10_000, 10_000]);
    expect(result.stopTime).toBe(10_000);
  });

  it("a reply in time ends the run without waiting for the task's timeout", async () => {
    const realTime = punctualTime();
    const { result } = await runStates({ Pay: task({ TimeoutSeconds: 30 }) }, { realTime, perform: () => later(1, done("paid")) });
    expect(result).toEqual({ status: "SUCCEEDED", output: "paid", stopTime: 0 });
    expect(realTime.slept).toEqual([30_000]);
  });

  it("a reply that comes too late loses against the task's timeout, and its performer is told", async () => {
    const realTime = punctualTime();
    const told: boolean[] = [];
    const perform: TaskPerformer = (_, signal) =>
      new Promise((resolve) => {
        signal.addEventListener("abort", () => {
          told.push(true);
          resolve(done("too late"));
        });
      });
    const { events, result } = await runStates({ Pay: task({ TimeoutSeconds: 30 }) }, { realTime, perform });
    expect(result).toEqual({ status: "FAILED", error: "States.Timeout", stopTime: 30_000 });
    expect(shownFrom(events, 4)).toEqual([
      "4 3 TaskStarted",
      "5 4 TaskTimedOut States.Timeout @30",
      "6 5 ExecutionFailed States.Timeout @30",
    ]);
    expect(told).toEqual([true]);
  });

  it("replies are admitted as they come", async () => {
    const perform: TaskPerformer = ({ state }) => later(state === "Flight" ? 20 : 1, done(state));
    const { events } = await runStates(both(task(), task()), { perform, realTime: punctualTime() });
    expect(events.flatMap((event) => (event.type === "TaskSucceeded" ? [event.details.output] : []))).toEqual(["Hotel", "Flight"]);
  });

  it("a performer that rejects ends the run, one that was given up does not", async () => {
    const rejects: TaskPerformer = () => Promise.reject(new Error("no such handler"));
    await expect(runStates({ Pay: task() }, { perform: rejects, realTime: punctualTime() })).rejects.toThrow("no such handler");
    const givenUp: TaskPerformer = (_, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(new Error("given up")));
      });
    const { result } = await runStates({ Pay: task({ TimeoutSeconds: 1 }) }, { perform: givenUp, realTime: punctualTime() });
    expect(result).toEqual({ status: "FAILED", error: "States.Timeout", stopTime: 1000 });
  });

  it("retries sleep", async () => {
    const realTime = punctualTime();
    const replies = [fails("ErrPayment"), done("paid")];
    const { result } = await runStates(
      { Pay: task({ Retry: [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 4 }] }) },
      { realTime, perform: () => replies.shift() ?? done() },
    );
    expect(result).toEqual({ status: "SUCCEEDED", output: "paid", stopTime: 4000 });
    expect(realTime.slept).toEqual([4000]);
  });
});
