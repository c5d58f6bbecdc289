import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRng } from "../../../src/lib/base/ports.ts";
import type { FinishedRun, MachineRun } from "../../../src/lib/engine/run-machine.ts";
import { runMachine } from "../../../src/lib/engine/run-machine.ts";
import type { TaskOutcome } from "../../../src/lib/engine/task.ts";
import type { HistoryEvent } from "../../../src/lib/history/event.ts";
import { TERMINAL_EVENTS } from "../../../src/lib/history/history.ts";
import { machineOf } from "../../machine-of.ts";
import { punctualTime } from "./punctual-time.ts";
import { inputs, machines, outcomes } from "./random-machine.ts";

interface Case {
  readonly definition: object;
  readonly input: { lines: number[]; total: number };
  readonly replies: readonly TaskOutcome[];
  readonly seed: number;
}

const cases: fc.Arbitrary<Case> = fc.record({ definition: machines, input: inputs, replies: outcomes, seed: fc.nat() });
const parameters = { numRuns: 300 };

/** `later` says which replies are promises, by the task's number. */
function run(
  { definition, input, replies, seed }: Case,
  later: (id: number) => boolean = () => false,
  time: Pick<MachineRun, "realTime" | "startTime"> = {},
): FinishedRun | Promise<FinishedRun> {
  return runMachine({
    machine: machineOf(definition),
    input,
    rng: seededRng(seed),
    ...time,
    perform: ({ id }) => {
      const reply = replies[id % replies.length]!;
      return later(id) ? Promise.resolve(reply) : reply;
    },
  });
}

function runNow(drawn: Case): FinishedRun {
  const finished = run(drawn);
  if (finished instanceof Promise) throw new Error("The run had to wait for something");
  return finished;
}

/** Each event's predecessors, nearest first. */
function* line(event: HistoryEvent, events: readonly HistoryEvent[]): Generator<HistoryEvent> {
  for (let before = events[event.previousEventId - 1]; before !== undefined; before = events[before.previousEventId - 1]) yield before;
}

function checkHistory({ events, result }: FinishedRun): void {
  expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
  for (const event of events) {
    expect(event.previousEventId).toBeLessThan(event.id);
    if (event.id > 2 && event.type !== "ExecutionTimedOut") expect(event.previousEventId).toBeGreaterThan(0);
    expect(event.timestamp).toBeGreaterThanOrEqual(events[event.id - 2]?.timestamp ?? 0);
    checkPlace(event, events);
  }
  const ends = events.filter(({ type }) => TERMINAL_EVENTS.has(type));
  expect(ends).toEqual([events.at(-1)]);
  const type = {
    SUCCEEDED: "ExecutionSucceeded",
    FAILED: "ExecutionFailed",
    TIMED_OUT: "ExecutionTimedOut",
    ABORTED: "ExecutionAborted",
  } as const;
  expect(ends[0]).toMatchObject({ type: type[result.status], timestamp: result.stopTime });
}

/** What an event has to come after, on its own line. */
function checkPlace(event: HistoryEvent, events: readonly HistoryEvent[]): void {
  const { type, details } = event;
  const before = [...line(event, events)];
  if (type.endsWith("StateExited") && "name" in details) {
    expect(before).toContainEqual(
      expect.objectContaining({
        type: type.replace("Exited", "Entered"),
        details: expect.objectContaining({ name: details.name }) as unknown,
      }),
    );
  } else if (/^Task(Succeeded|Failed|TimedOut)$/.test(type)) {
    expect(before.slice(0, 2).map((other) => other.type)).toEqual(["TaskStarted", "TaskScheduled"]);
  } else if (/^(Map|Parallel)State(Succeeded|Started)$/.test(type)) {
    expect(before.map((other) => other.type)).toContain(`${type.replace(/Succeeded|Started/, "")}Entered`);
  } else if (/^MapIteration(Succeeded|Failed)$/.test(type)) {
    expect(before).toContainEqual(expect.objectContaining({ type: "MapIterationStarted", details }));
  }
}

describe("any machine, any replies", () => {
  it("have a history whose events follow each other and end once", () => {
    fc.assert(
      fc.property(cases, (drawn) => checkHistory(runNow(drawn))),
      parameters,
    );
  });

  it("have a history of the same shape where replies take their time", async () => {
    const asynchronous = fc.asyncProperty(cases, fc.nat(3), async (drawn, every) => {
      checkHistory(await run(drawn, (id) => id % (every + 1) === 0));
    });
    await fc.assert(asynchronous, parameters);
  });

  it("have the same history for the same seed", async () => {
    fc.assert(
      fc.property(cases, (drawn) => {
        expect(runNow(drawn)).toEqual(runNow(drawn));
      }),
      parameters,
    );
    const asynchronous = fc.asyncProperty(cases, async (drawn) => {
      expect(await run(drawn, () => true)).toEqual(await run(drawn, () => true));
    });
    await fc.assert(asynchronous, parameters);
  });

  it("have the same history in virtual and in real time, each event at the same moment where the clock is never late", async () => {
    const startTime = Date.UTC(2024, 4, 17);
    const timed = fc.asyncProperty(cases, async (drawn) => {
      const virtual = await run(drawn, undefined, { startTime });
      expect(await run(drawn, undefined, { realTime: punctualTime(startTime, 1) })).toEqual(virtual);
    });
    await fc.assert(timed, parameters);
  });

  it("enter every state once for each time it is left or aborted, but for those that end the run", () => {
    fc.assert(
      fc.property(cases, (drawn) => {
        const { events, result } = runNow(drawn);
        const count = (pattern: RegExp): number => events.filter(({ type }) => pattern.test(type)).length;
        const entered = count(/StateEntered$/);
        expect(count(/StateExited$/)).toBeLessThanOrEqual(entered);
        if (result.status === "SUCCEEDED" && count(/Failed$|TimedOut$/) === 0) expect(count(/StateExited$/)).toBe(entered);
      }),
      parameters,
    );
  });
});
