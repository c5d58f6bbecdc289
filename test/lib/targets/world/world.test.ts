import { describe, expect, test } from "vitest";
import { parseMachine } from "../../../../src/lib/asl/parse-machine.ts";
import type { JsonObject } from "../../../../src/lib/base/json.ts";
import { seededRng } from "../../../../src/lib/base/ports.ts";
import { UserError } from "../../../../src/lib/base/user-error.ts";
import type { RealTime } from "../../../../src/lib/engine/timeline.ts";
import type { TaskPerformer } from "../../../../src/lib/engine/task.ts";
import { parseJson } from "../../../../src/lib/source/parse-json.ts";
import type { ExecutionRecord } from "../../../../src/lib/targets/embedded/execution-record.ts";
import type { RunnableMachine } from "../../../../src/lib/targets/embedded/runnable-machine.ts";
import type { World, WorldOptions } from "../../../../src/lib/targets/world/world.ts";
import { openWorld } from "../../../../src/lib/targets/world/world.ts";

const START = Date.UTC(2026, 0, 5, 9, 30);
const REGION = "arn:aws:states:us-east-1:123456789012";
const chargeTask = { Type: "Task", Resource: "arn:aws:lambda:us-east-1:123456789012:function:charge", End: true };

/** A clock that stands still until somebody sleeps, and then is where they wake. */
function handClock(): RealTime & { readonly slept: number[] } {
  let now = START;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    async sleepUntil(time) {
      slept.push(time - now);
      now = Math.max(now, time);
      await new Promise((resolve) => setTimeout(resolve, 1));
    },
  };
}

function machineOf(name: string, states: JsonObject, type: RunnableMachine["type"] = "STANDARD"): RunnableMachine {
  const definition = JSON.stringify({ StartAt: Object.keys(states)[0], States: states });
  const { source, root } = parseJson({ file: name, text: definition });
  const machine = root && parseMachine({ source, root }).machine;
  if (machine === undefined) throw new Error(`${name} is no machine`);
  return { arn: `${REGION}:stateMachine:${name}`, name, type, roleArn: "role", definition, machine, revisionId: "", updatedAt: START };
}

interface TestWorld extends World {
  readonly bugs: readonly unknown[];
  readonly run: (machine: RunnableMachine) => Promise<ExecutionRecord>;
}

function worldOf(
  perform: TaskPerformer,
  options: Partial<WorldOptions> & { readonly machines?: readonly RunnableMachine[] } = {},
): TestWorld {
  const bugs: unknown[] = [];
  const world = openWorld({
    time: { type: "virtual", clock: handClock() },
    rng: seededRng(1),
    answer: (_, { stepFunctions, callback }) => ({
      perform(request, signal) {
        const nested = stepFunctions?.(request);
        if (nested) return nested;
        if (request.integration.pattern === "token" && callback) return { type: "submitted", output: {}, outcome: callback(request) };
        return perform(request, signal);
      },
      outbox: [],
      simulated: new Set(),
    }),
    findMachine(reference) {
      const found = options.machines?.find(({ arn }) => arn === reference);
      if (found === undefined) throw new Error(`no machine ${reference}`);
      return found;
    },
    hasActivity: () => false,
    onBug: (error) => bugs.push(error),
    ...options,
  });
  const run = (machine: RunnableMachine): Promise<ExecutionRecord> =>
    new Promise((onEnd) => void world.start({ machine, input: {}, onEnd }));
  return { ...world, bugs, run };
}

const succeed: TaskPerformer = () => ({ type: "succeeded", output: "charged" });
const times = ({ events }: ExecutionRecord): readonly number[] => events.map(({ timestamp }) => (timestamp - START) / 1000);

describe("time", () => {
  const waiting = machineOf("orders", { Hold: { Type: "Wait", Seconds: 3600, End: true } });

  test("virtual executions jump over their waits, each on a clock of its own", async () => {
    const world = worldOf(succeed);
    expect(times(await world.run(waiting))).toEqual([0, 0, 3600, 3600]);
    expect(times(await world.run(waiting))).toEqual([0, 0, 3600, 3600]);
  });

  test("real executions sleep", async () => {
    const clock = handClock();
    const world = worldOf(succeed, { time: { type: "real", clock } });
    expect(times(await world.run(waiting))).toEqual([0, 0, 3600, 3600]);
    expect(clock.slept).toEqual([3_600_000]);
  });

  test("a virtual execution goes at the clock's pace while it waits for somebody outside", async () => {
    const clock = handClock();
    const token = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken", TimeoutSeconds: 60, End: true };
    const world = worldOf(succeed, { time: { type: "virtual", clock } });
    const record = await world.run(machineOf("orders", { AwaitPayment: token }));
    expect([record.result, clock.slept]).toEqual([expect.objectContaining({ status: "FAILED", error: "States.Timeout" }), [60_000]]);
  });
});

test("bad configuration fails the execution that met it, beyond its catchers, and no other", async () => {
  const world = worldOf(() => {
    throw new UserError("The handler charge.js does not exist", "Write it.");
  });
  const caught = { ...chargeTask, Catch: [{ ErrorEquals: ["States.ALL"], Next: "Apologise" }] };
  const { result } = await world.run(machineOf("orders", { ChargeCard: caught, Apologise: { Type: "Pass", End: true } }));
  expect(result).toMatchObject({
    status: "FAILED",
    error: "States.Runtime",
    cause: expect.stringContaining("The handler charge.js does not exist. Write it."),
  });
  expect(await world.run(machineOf("refunds", { Done: { Type: "Pass", End: true } }))).toMatchObject({ result: { status: "SUCCEEDED" } });
  expect(world.bugs).toEqual([]);
});

test("an error of the program's own is reported, and stops what met it", async () => {
  const bug = new TypeError("not a function");
  const world = worldOf(() => {
    throw bug;
  });
  expect((await world.run(machineOf("orders", { ChargeCard: chargeTask }))).result).toMatchObject({
    status: "ABORTED",
    error: "States.Runtime",
  });
  expect(world.bugs).toEqual([bug]);
});

test("executions that start each other without end are stopped at the ten thousandth", async () => {
  const again = {
    Type: "Task",
    Resource: "arn:aws:states:::states:startExecution",
    Parameters: { StateMachineArn: `${REGION}:stateMachine:orders` },
    End: true,
  };
  const endless = machineOf("orders", { StartAgain: again });
  const world = worldOf(succeed, { machines: [endless], limits: { executions: 20_000, events: 1_000_000 } });
  await world.run(endless);
  await expect.poll(() => [...world.executions.all()].every(({ result }) => result !== undefined)).toBe(true);
  const ends = [...world.executions.all()].map(({ result }) => result?.status);
  expect([ends.length, ends.filter((status) => status === "FAILED").length]).toEqual([10_000, 1]);
});

test("what has succeeded lets go of the engine, what failed keeps it for a redrive", async () => {
  const world = worldOf(succeed);
  const done = await world.run(machineOf("orders", { ChargeCard: chargeTask }));
  const failed = await world.run(machineOf("refunds", { Decline: { Type: "Fail", Error: "TooLate" } }));
  expect([done.execution, done.result?.status, failed.execution?.result?.status]).toEqual([undefined, "SUCCEEDED", "FAILED"]);
});

test("stopping everything ends every execution", async () => {
  const world = worldOf(() => new Promise(() => {}));
  const record = world.start({ machine: machineOf("orders", { ChargeCard: chargeTask }), input: {} });
  world.close();
  expect(record.result).toMatchObject({ status: "ABORTED" });
});
