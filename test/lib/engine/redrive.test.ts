import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRng } from "../../../src/lib/base/ports.ts";
import { createSimulation } from "../../../src/lib/engine/create-simulation.ts";
import { localIdentity } from "../../../src/lib/engine/run-machine.ts";
import { settle } from "../../../src/lib/engine/settle.ts";
import { redriveExecution, startExecution } from "../../../src/lib/engine/start-execution.ts";
import type { Execution } from "../../../src/lib/engine/execution.ts";
import type { TaskPerformer } from "../../../src/lib/engine/task.ts";
import { History } from "../../../src/lib/history/history.ts";
import { machineWith } from "../../machine-of.ts";
import { done, fails, shownHistory } from "./histories.ts";

/** Runs until an end, redrives while it is not a good one, at most so often. */
function runRedriven(states: object, perform: TaskPerformer, redrives: number, input: object = {}): Execution {
  const rng = seededRng(1);
  const simulation = createSimulation({ perform, startTime: 0 }, rng);
  const identity = localIdentity("order", "o-1");
  const execution = startExecution(simulation, {
    machine: machineWith(states),
    identity,
    input: input as never,
    rng,
    history: new History(),
  });
  for (let count = 0; count <= redrives; count++) {
    if (count > 0) redriveExecution(execution);
    if (settle(simulation.run()) instanceof Promise) throw new Error("The run had to wait for something");
    if (execution.result?.status === "SUCCEEDED") break;
  }
  return execution;
}

const task = (next: object): object => ({ Type: "Task", Resource: "arn:aws:states:::lambda:invoke", ...next });

describe("a redriven execution", () => {
  it("goes on at the Task that failed, in the same visit", () => {
    let calls = 0;
    const states = { Pay: task({ ResultPath: "$.payment", Next: "Ship" }), Ship: task({ End: true }) };
    const perform: TaskPerformer = ({ state }) => (state === "Ship" && calls++ === 0 ? fails("NoCourier") : done(state));
    const execution = runRedriven(states, perform, 1);
    expect(execution.result).toEqual({ status: "SUCCEEDED", output: "Ship", stopTime: 0 });
    expect(shownHistory(execution.history.events).slice(6)).toEqual([
      "7 6 TaskStateEntered Ship",
      "8 7 TaskScheduled",
      "9 8 TaskStarted",
      "10 9 TaskFailed NoCourier",
      "11 10 ExecutionFailed NoCourier",
      "12 11 ExecutionRedriven",
      "13 12 TaskScheduled",
      "14 13 TaskStarted",
      "15 14 TaskSucceeded",
      "16 15 TaskStateExited Ship",
      "17 16 ExecutionSucceeded",
    ]);
  });

  it("enters a Fail again and fails again", () => {
    const execution = runRedriven({ Stop: { Type: "Fail", Error: "OutOfStock" } }, () => done(), 2);
    expect(execution.result).toEqual({ status: "FAILED", error: "OutOfStock", stopTime: 0 });
    const round = ["FailStateEntered", "ExecutionFailed"];
    const types = execution.history.events.map(({ type }) => type);
    expect(types).toEqual(["ExecutionStarted", ...round, "ExecutionRedriven", ...round, "ExecutionRedriven", ...round]);
  });

  it("runs only the branches and iterations again that did not succeed, and gives what an undisturbed run gives", () => {
    const lines = {
      Type: "Map",
      ItemsPath: "$.lines",
      ItemProcessor: { StartAt: "Pick", States: { Pick: task({ Next: "Pack" }), Pack: task({ End: true }) } },
      End: true,
    };
    const states = {
      Both: {
        Type: "Parallel",
        Branches: [
          { StartAt: "Lines", States: { Lines: lines } },
          { StartAt: "Pay", States: { Pay: task({ End: true }) } },
        ],
        Next: "Ship",
      },
      Ship: task({ End: true }),
    };
    const input = { lines: [1, 2, 3] };
    fc.assert(
      fc.property(fc.array(fc.nat(8), { maxLength: 6 }), (failing) => {
        const calm: string[] = [];
        const undisturbed = runRedriven(states, record(calm, new Set()), 0, input);
        const stormy: string[] = [];
        const redriven = runRedriven(states, record(stormy, new Set(failing)), failing.length + 1, input);
        expect(redriven.result).toMatchObject({ status: "SUCCEEDED", output: (undisturbed.result as { output: unknown }).output });
        // A task that was answered in the moment in which its sibling failed is aborted, and done once more.
        expect(new Set(stormy)).toEqual(new Set(calm));
      }),
      { numRuns: 200 },
    );
  });

  it("redrives the children of a Map run that failed, and no others", () => {
    const succeeded: string[] = [];
    const states = {
      Lines: {
        Type: "Map",
        ItemsPath: "$.lines",
        MaxConcurrency: 1,
        ItemProcessor: {
          ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
          StartAt: "Pick",
          States: { Pick: task({ End: true }) },
        },
        End: true,
      },
    };
    const execution = runRedriven(states, record(succeeded, new Set([1])), 1, { lines: ["a", "b", "c"] });
    expect(execution.result).toMatchObject({ status: "SUCCEEDED" });
    expect(succeeded.length).toBe(3);
    expect(execution.mapRuns.map(({ status, redriveCount, children }) => ({ status, redriveCount, children: children.length }))).toEqual([
      { status: "SUCCEEDED", redriveCount: 1, children: 3 },
    ]);
    expect(execution.history.events.map(({ type }) => type)).toContain("MapRunRedriven");
  });
});

/** Fails the calls of those numbers, and notes what succeeded. */
function record(succeeded: string[], failing: ReadonlySet<number>): TaskPerformer {
  let calls = 0;
  return ({ state, iteration, executionArn, parameters }) => {
    if (failing.has(calls++)) return fails("Unavailable");
    succeeded.push(`${executionArn} ${iteration} ${state}`);
    return done({ state, parameters });
  };
}
