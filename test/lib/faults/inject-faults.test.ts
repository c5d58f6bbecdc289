import { describe, expect, it } from "vitest";
import type { JsonValue } from "../../../src/lib/base/json.ts";
import { Mailbox } from "../../../src/lib/engine/mailbox.ts";
import { runMachine } from "../../../src/lib/engine/run-machine.ts";
import type { TaskMessage, TaskReply, TaskRequest } from "../../../src/lib/engine/task.ts";
import type { Fault, FaultEffect } from "../../../src/lib/faults/fault.ts";
import type { FaultyPerformer } from "../../../src/lib/faults/inject-faults.ts";
import { injectFaults } from "../../../src/lib/faults/inject-faults.ts";
import { machineWith } from "../../machine-of.ts";

const INVOKE = "arn:aws:states:::lambda:invoke";
const task = (fields: object = {}): object => ({ Type: "Task", Resource: INVOKE, End: true, ...fields });
const fail = (phase: "before" | "after" | "late", error = "ErrPayment"): FaultEffect => ({ type: "fail", phase, error, cause: "injected" });

function fault(effect: FaultEffect, fields: Partial<Fault> = {}): Fault {
  return { text: "Pay", state: "Pay", iteration: null, attempts: null, effect, ...fields };
}

interface Outcome {
  readonly status: string;
  readonly errors: readonly string[];
  /** What really happened, as `Pay#1`, with the iteration before it. */
  readonly effects: readonly string[];
  readonly hits: readonly number[];
  readonly injected: FaultyPerformer["injected"];
}

/** Runs Pay under a plan: its history's errors, and the effects that the handler saw. */
function run(
  plan: readonly Fault[],
  { states = { Pay: task() }, input = {}, reply }: { states?: object; input?: JsonValue; reply?: TaskReply } = {},
): Outcome & { faulty: FaultyPerformer } {
  const effects: string[] = [];
  const perform = ({ state, attempt, iteration }: TaskRequest): TaskReply => {
    effects.push(`${iteration === null ? "" : `${iteration}/`}${state}#${attempt}`);
    return reply ?? { type: "succeeded", output: "paid" };
  };
  const faulty = injectFaults(plan, perform, (_, result) => ({ Payload: result }));
  const finished = runMachine({ machine: machineWith(states), input, perform: faulty.perform });
  if (finished instanceof Promise) throw new Error("The run had to wait for something");
  const errors = finished.events.flatMap((event) =>
    event.type === "TaskFailed" || event.type === "TaskTimedOut" ? [event.details.error ?? ""] : [],
  );
  return { status: finished.result.status, errors, effects, hits: faulty.hits(), injected: faulty.injected, faulty };
}

const retried = { Pay: task({ Retry: [{ ErrorEquals: ["States.ALL"] }] }) };
const injected = (attempt: number, phase: "after" | "late", iteration: string | null = null): object => ({
  step: "Pay",
  iteration,
  attempt,
  phase,
});

describe("a fault", () => {
  it.each<{ name: string; plan: readonly Fault[]; options?: Parameters<typeof run>[1]; want: object }>([
    {
      name: "before: no effect",
      plan: [fault(fail("before"))],
      want: { status: "FAILED", errors: ["ErrPayment"], effects: [], hits: [1], injected: [] },
    },
    {
      name: "after: the effect happens, then the step fails",
      plan: [fault(fail("after"))],
      want: { status: "FAILED", errors: ["ErrPayment"], effects: ["Pay#1"], hits: [1], injected: [injected(1, "after")] },
    },
    {
      name: "after a task that fails by itself: its own failure",
      plan: [fault(fail("after"))],
      options: { reply: { type: "failed", error: "ErrCard" } },
      want: { status: "FAILED", errors: ["ErrCard"], effects: ["Pay#1"], hits: [1], injected: [] },
    },
    {
      name: "after a task that nobody answers: its own timeout",
      plan: [fault(fail("after"))],
      options: { reply: { type: "silent" } },
      want: { status: "FAILED", errors: ["States.Timeout"], effects: ["Pay#1"], hits: [1], injected: [] },
    },
    {
      name: "late: the step times out without its effect",
      plan: [fault(fail("late", "States.Timeout"))],
      want: { status: "FAILED", errors: ["States.Timeout"], effects: [], hits: [1], injected: [] },
    },
    {
      name: "a timeout is a real one",
      plan: [fault(fail("before", "States.Timeout"))],
      options: { states: { Pay: task({ TimeoutSeconds: 30 }) } },
      want: { status: "FAILED", errors: ["States.Timeout"], effects: [], hits: [1], injected: [] },
    },
    {
      name: "of the first attempts lets the next one through",
      plan: [fault(fail("before"), { attempts: [1, 2] })],
      options: { states: retried },
      want: { status: "SUCCEEDED", errors: ["ErrPayment", "ErrPayment"], effects: ["Pay#3"], hits: [2], injected: [] },
    },
    {
      name: "after, of one attempt, is an effect more",
      plan: [fault(fail("after"), { attempts: [1, 1] })],
      options: { states: retried },
      want: { status: "SUCCEEDED", errors: ["ErrPayment"], effects: ["Pay#1", "Pay#2"], hits: [1], injected: [injected(1, "after")] },
    },
    {
      name: "of an attempt that never comes is not hit",
      plan: [fault(fail("before"), { attempts: [2, 2] })],
      want: { status: "SUCCEEDED", errors: [], effects: ["Pay#1"], hits: [0], injected: [] },
    },
    {
      name: "of another state is not hit",
      plan: [fault(fail("before"), { state: "Ship" })],
      want: { status: "SUCCEEDED", errors: [], effects: ["Pay#1"], hits: [0], injected: [] },
    },
    {
      name: "the first that fits is the one that is hit",
      plan: [fault(fail("before"), { attempts: [2, 2] }), fault(fail("before", "ErrCard")), fault(fail("before", "ErrBank"))],
      options: { states: retried },
      want: { status: "FAILED", errors: ["ErrCard", "ErrPayment", "ErrCard", "ErrCard"], effects: [], hits: [1, 3, 0], injected: [] },
    },
  ])("$name", ({ plan, options, want }) => {
    const { faulty: _, ...outcome } = run(plan, options);
    expect(outcome).toEqual(want);
  });

  it("that is a result answers in the integration's envelope", () => {
    const faulty = injectFaults(
      [fault({ type: "result", result: { status: "declined" } })],
      () => expect.unreachable(),
      (_, result) => ({ Payload: result }),
    );
    const finished = runMachine({ machine: machineWith({ Pay: task() }), input: {}, perform: faulty.perform });
    expect(finished).toMatchObject({ result: { status: "SUCCEEDED", output: { Payload: { status: "declined" } } } });
    expect([faulty.hits(), faulty.injected]).toEqual([[1], []]);
  });

  it.each<{ iteration: string | null; want: { effects: readonly string[]; hits: readonly number[] } }>([
    { iteration: null, want: { effects: [], hits: [2] } },
    { iteration: "Each[1]", want: { effects: ["Each[0]/Pay#1"], hits: [1] } },
    { iteration: "Each[7]", want: { effects: ["Each[0]/Pay#1", "Each[1]/Pay#1"], hits: [0] } },
  ])("in iteration $iteration", ({ iteration, want }) => {
    const inner = { Pay: task({ Catch: [{ ErrorEquals: ["States.ALL"], Next: "Skip" }] }), Skip: { Type: "Succeed" } };
    const states = { Each: { Type: "Map", ItemProcessor: { StartAt: "Pay", States: inner }, End: true } };
    const { effects, hits } = run([fault(fail("before"), { iteration })], { states, input: [1, 2] });
    expect({ effects, hits }).toEqual(want);
  });
});

describe("late effects", () => {
  it("land when they are let, once", async () => {
    const { faulty, effects } = run([fault(fail("late", "States.Timeout"), { attempts: [1, 1] })], { states: retried });
    expect(effects).toEqual(["Pay#2"]);
    await faulty.landLateEffects();
    await faulty.landLateEffects();
    expect(effects).toEqual(["Pay#2", "Pay#1"]);
    expect(faulty.injected).toEqual([injected(1, "late")]);
  });

  it.each<{ name: string; reply: TaskReply; want: readonly object[] }>([
    { name: "that fail are none", reply: { type: "failed", error: "ErrCard" }, want: [] },
    {
      name: "of a submitted task are its outcome",
      reply: { type: "submitted", output: {}, outcome: Promise.resolve({ type: "succeeded", output: 1 }) },
      want: [injected(1, "late")],
    },
    {
      name: "of a submitted task that fails are none",
      reply: { type: "submitted", output: {}, outcome: { type: "failed", error: "ErrCard" } },
      want: [],
    },
  ])("$name", async ({ reply, want }) => {
    const { faulty } = run([fault(fail("late", "States.Timeout"))], { reply });
    await faulty.landLateEffects();
    expect(faulty.injected).toEqual(want);
  });
});

describe("after a task that is done elsewhere", () => {
  const waiting = { Pay: task({ Resource: `${INVOKE}.waitForTaskToken`, HeartbeatSeconds: 5 }) };
  const submitted = (outcome: Extract<TaskReply, { type: "submitted" }>["outcome"]): TaskReply => ({
    type: "submitted",
    output: {},
    outcome,
  });

  function answered(...messages: TaskMessage[]): { messages: Mailbox<TaskMessage>; outside: boolean } {
    const mailbox = new Mailbox<TaskMessage>();
    for (const message of messages) mailbox.post(message);
    return { messages: mailbox, outside: false };
  }

  it.each<{ name: string; reply: TaskReply; errors: readonly string[]; notes: readonly object[] }>([
    {
      name: "a token that is answered",
      reply: submitted({ type: "succeeded", output: "approved" }),
      errors: ["ErrPayment"],
      notes: [injected(1, "after")],
    },
    { name: "a token that is refused", reply: submitted({ type: "failed", error: "ErrRefused" }), errors: ["ErrRefused"], notes: [] },
    {
      name: "a channel that brings success",
      reply: submitted(answered({ type: "heartbeat" }, { type: "succeeded", output: "approved" })),
      errors: ["ErrPayment"],
      notes: [injected(1, "after")],
    },
    {
      name: "a channel that brings failure",
      reply: submitted(answered({ type: "failed", error: "ErrRefused" })),
      errors: ["ErrRefused"],
      notes: [],
    },
    {
      name: "a channel that brings nothing",
      reply: { type: "elsewhere", channel: answered({ type: "heartbeat" }) },
      errors: ["States.Timeout"],
      notes: [],
    },
  ])("$name", ({ reply, errors, notes }) => {
    const outcome = run([fault(fail("after"))], { states: waiting, reply });
    expect({ errors: outcome.errors, notes: outcome.injected }).toEqual({ errors, notes });
  });
});

it("a reply that is a promise is waited for", async () => {
  const faulty = injectFaults(
    [fault(fail("after"))],
    () => Promise.resolve({ type: "succeeded", output: "paid" }),
    (_, result) => result,
  );
  const { result } = await runMachine({ machine: machineWith({ Pay: task() }), input: {}, perform: faulty.perform });
  expect(result).toMatchObject({ status: "FAILED", error: "ErrPayment", cause: "injected" });
  expect(faulty.injected).toEqual([injected(1, "after")]);
});
