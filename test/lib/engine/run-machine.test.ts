import { describe, expect, it } from "vitest";
import { seededRng } from "../../../src/lib/base/ports.ts";
import { localIdentity, runMachine } from "../../../src/lib/engine/run-machine.ts";
import type { HistoryEvent } from "../../../src/lib/history/event.ts";
import { machineOf } from "../../machine-of.ts";
import { done, fails, LAMBDA_INVOKE, runNow, runStates, shownHistory, SILENT } from "./histories.ts";

const task = (fields: object = {}): object => ({ Type: "Task", Resource: LAMBDA_INVOKE, End: true, ...fields });

describe("a run", () => {
  it("is over at once where nothing has to be waited for", () => {
    const run = runStates({ Pay: task({ Retry: [{ ErrorEquals: ["States.ALL"] }] }) }, { script: { Pay: [fails("ErrPayment"), done()] } });
    expect(run).not.toBeInstanceOf(Promise);
  });

  it("reads plain JSONata references without waiting, and waits for expressions", async () => {
    const more = { QueryLanguage: "JSONata" };
    const plain = runStates(
      { Prepare: { Type: "Pass", Output: "{% $states.input.order %}", End: true } },
      { input: { order: "o-1" }, more },
    );
    expect(plain).toMatchObject({ result: { status: "SUCCEEDED", output: "o-1" } });
    const computed = runStates(
      { Prepare: { Type: "Pass", Output: "{% $states.input.total * 2 %}", End: true } },
      { input: { total: 60 }, more },
    );
    expect(computed).toBeInstanceOf(Promise);
    expect((await computed).result).toMatchObject({ status: "SUCCEEDED", output: 120 });
  });

  it("is a promise where a task's reply is one", async () => {
    const run = runStates({ Pay: task() }, { script: { Pay: [Promise.resolve(done("paid"))] } });
    expect(run).toBeInstanceOf(Promise);
    expect((await run).result).toEqual({ status: "SUCCEEDED", output: "paid", stopTime: 0 });
  });

  it("shows every event as it happens", () => {
    const seen: HistoryEvent[] = [];
    const { events } = runNow({ Pay: task() }, { onEvent: (event) => void seen.push(event) });
    expect(seen).toEqual(events);
  });

  it("has the names it is given, and local ones else", () => {
    const { identity, startTime } = runNow({ Pay: task() }, { identity: { name: "order-1" }, startTime: 7 });
    expect({ identity, startTime }).toEqual({ identity: { ...localIdentity("StateMachine", "execution"), name: "order-1" }, startTime: 7 });
    expect(localIdentity("OrderSaga", "order-1", "ap-northeast-1")).toEqual({
      executionArn: "arn:aws:states:ap-northeast-1:123456789012:execution:OrderSaga:order-1",
      name: "order-1",
      stateMachineArn: "arn:aws:states:ap-northeast-1:123456789012:stateMachine:OrderSaga",
      stateMachineName: "OrderSaga",
      roleArn: "arn:aws:iam::123456789012:role/saga-cli-local",
      region: "ap-northeast-1",
    });
  });

  it("shows the context as AWS does", () => {
    const { result } = runNow(
      { Prepare: { Type: "Pass", Parameters: { "context.$": "$$" }, End: true } },
      { input: { order_id: "o-1" }, identity: localIdentity("OrderSaga", "order-1"), startTime: Date.UTC(2026, 10, 22) },
    );
    expect(result).toMatchObject({
      output: {
        context: {
          Execution: {
            Id: "arn:aws:states:us-east-1:123456789012:execution:OrderSaga:order-1",
            Input: { order_id: "o-1" },
            StartTime: "2026-11-22T00:00:00.000Z",
            Name: "order-1",
            RoleArn: "arn:aws:iam::123456789012:role/saga-cli-local",
            RedriveCount: 0,
          },
          StateMachine: { Id: "arn:aws:states:us-east-1:123456789012:stateMachine:OrderSaga", Name: "OrderSaga" },
          State: { EnteredTime: "2026-11-22T00:00:00.000Z", Name: "Prepare" },
        },
      },
    });
  });

  it("with the same seed has the same history, with another one another", () => {
    const states = {
      Pay: task({ Retry: [{ ErrorEquals: ["States.ALL"], JitterStrategy: "FULL", IntervalSeconds: 60 }], Next: "Number", End: undefined }),
      Number: { Type: "Pass", Parameters: { "id.$": "States.UUID()" }, End: true },
    };
    const run = (seed: number): readonly HistoryEvent[] =>
      runNow(states, { rng: seededRng(seed), script: { Pay: [fails("ErrPayment"), fails("ErrPayment"), done()] } }).events;
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
  });
});

describe("the machine's own TimeoutSeconds", () => {
  const more = { TimeoutSeconds: 10 };
  it("ends the execution whatever it is at, and nothing catches it", () => {
    const states = {
      Pay: task({ TimeoutSeconds: 60, Catch: [{ ErrorEquals: ["States.ALL"], Next: "Failed" }] }),
      Failed: { Type: "Fail" },
    };
    const { events, result } = runNow(states, { more, script: { Pay: [SILENT] } });
    expect(
      shownHistory(events)
        .slice(1)
        .map((line) => line.replace(/^\d+ \d+ /, "")),
    ).toEqual(["TaskStateEntered Pay", "TaskScheduled", "TaskStarted", "ExecutionTimedOut States.Timeout @10"]);
    expect(result).toEqual({ status: "TIMED_OUT", stopTime: 10_000 });
  });

  it("ends every branch, too", () => {
    const pause = { StartAt: "Pause", States: { Pause: { Type: "Wait", Seconds: 60, End: true } } };
    const { events } = runNow({ Both: { Type: "Parallel", Branches: [pause], End: true } }, { more });
    expect(events.at(-1)?.type).toBe("ExecutionTimedOut");
    expect(events).toHaveLength(5);
  });

  it("wins on a tie", () => {
    expect(runNow({ Pause: { Type: "Wait", Seconds: 10, End: true } }, { more }).result.status).toBe("TIMED_OUT");
  });

  it("counts no more when the execution has ended", () => {
    expect(runNow({ Pause: { Type: "Wait", Seconds: 9, End: true } }, { more }).result).toEqual({
      status: "SUCCEEDED",
      output: {},
      stopTime: 9000,
    });
  });
});

describe("variables", () => {
  it("are there from the next state on and stand in the Exited event", () => {
    const states = {
      Prepare: { Type: "Pass", Assign: { "order.$": "$.order_id", note: "new" }, Next: "Use" },
      Use: { Type: "Pass", Parameters: { "id.$": "$order", "note.$": "$note" }, End: true },
    };
    const { events, result } = runNow(states, { input: { order_id: "o-1" } });
    expect(events[2]?.details).toEqual({ name: "Prepare", output: { order_id: "o-1" }, assignedVariables: { order: "o-1", note: "new" } });
    expect(result).toMatchObject({ output: { id: "o-1", note: "new" } });
  });

  it("are assigned all at once: one of them reads the others' old values", () => {
    const states = {
      One: { Type: "Pass", Assign: { a: 1, b: 2 }, Next: "Swap" },
      Swap: { Type: "Pass", Assign: { "a.$": "$b", "b.$": "$a" }, Next: "Use" },
      Use: { Type: "Pass", Parameters: { "a.$": "$a", "b.$": "$b" }, End: true },
    };
    expect(runNow(states).result).toMatchObject({ output: { a: 2, b: 1 } });
  });

  it("read the error in a catcher", () => {
    const states = {
      Pay: task({ Catch: [{ ErrorEquals: ["States.ALL"], Assign: { "why.$": "$.Error" }, ResultPath: null, Next: "Use" }] }),
      Use: { Type: "Pass", Parameters: { "why.$": "$why" }, End: true },
    };
    expect(runNow(states, { script: { Pay: [fails("ErrPayment")] } }).result).toMatchObject({ output: { why: "ErrPayment" } });
  });

  it("of outer flows are read inside; those of a branch stay in it", () => {
    const inner = {
      StartAt: "Read",
      States: { Read: { Type: "Pass", Parameters: { "order.$": "$order" }, Assign: { inner: 1 }, End: true } },
    };
    const parallel = (next: object): object => ({
      Prepare: { Type: "Pass", Assign: { order: "o-1" }, Next: "Both" },
      Both: { Type: "Parallel", Branches: [inner], Next: "Use" },
      Use: { Type: "Pass", ...next, End: true },
    });
    expect(runNow(parallel({})).result).toMatchObject({ status: "SUCCEEDED", output: [{ order: "o-1" }] });
    expect(runNow(parallel({ Parameters: { "inner.$": "$inner" } })).result).toMatchObject({ status: "FAILED", error: "States.Runtime" });
  });
});

it("values are passed on by reference and never changed", () => {
  const input = Object.freeze({ order: Object.freeze({ id: "o-1" }) });
  const machine = machineOf({ StartAt: "Add", States: { Add: { Type: "Pass", Result: "new", ResultPath: "$.order.status", End: true } } });
  const run = runMachine({ machine, input, perform: () => done() });
  expect(run).toMatchObject({ result: { output: { order: { id: "o-1", status: "new" } } } });
  expect(input).toEqual({ order: { id: "o-1" } });
});
