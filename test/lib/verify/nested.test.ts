import { describe, expect, it } from "vitest";
import type { HistoryEvent } from "../../../src/lib/history/event.ts";
import { History } from "../../../src/lib/history/history.ts";
import { buildModel } from "../../../src/lib/saga/build-model.ts";
import type { StepDeclaration } from "../../../src/lib/saga/model.ts";
import type { NestedExecution } from "../../../src/lib/verify/children.ts";
import { verify } from "../../../src/lib/verify/verify.ts";
import { machineWith } from "../../machine-of.ts";
import type { RunPlan } from "./engine-run.ts";
import { caught, placedSummary, runStates, step } from "./engine-run.ts";

const trip = {
  BookTrip: step("ChargePayment", {
    Resource: "arn:aws:states:::states:startExecution.sync:2",
    Parameters: { StateMachineArn: "trip" },
    ...caught("CancelTrip"),
  }),
  ChargePayment: step(undefined, caught("CancelTrip")),
  CancelTrip: step("TripFailed"),
  TripFailed: { Type: "Fail" },
};
const { model } = buildModel("trip", machineWith(trip), { steps: {} });

const booking = {
  ReserveFlight: step("ReserveHotel"),
  ReserveHotel: step(undefined, caught("CancelFlight")),
  CancelFlight: step("BookingFailed"),
  BookingFailed: { Type: "Fail" },
};
const arn = "arn:aws:states:us-east-1:123456789012:execution:booking:b-1";

/** An execution of the trip whose nested execution ended this way, and whose payment was taken or not. */
function tripHistory(
  ending: "TaskSucceeded" | "TaskFailed" | "TaskTimedOut" | null,
  paid = true,
  output: object | null = { ExecutionArn: arn },
): readonly HistoryEvent[] {
  const history = new History();
  const sync = { resourceType: "states", resource: "startExecution.sync:2" };
  let last = 0;
  const add: (...args: [Parameters<typeof history.append>[0], object?]) => void = (type, details = {}) => {
    last = history.append(type, last === 1 ? 0 : last, history.events.length, details);
  };
  const invoke = { resource: "arn:aws:lambda:us-east-1:123456789012:function:trips", input: {} };
  const begin = (name: string): void => {
    add("TaskStateEntered", { name, input: {} });
    add("LambdaFunctionScheduled", invoke);
    add("LambdaFunctionStarted");
  };
  add("ExecutionStarted", { input: {} });
  add("TaskStateEntered", { name: "BookTrip", input: {} });
  add("TaskScheduled", { ...sync, region: "us-east-1", parameters: {} });
  add("TaskStarted", sync);
  add("TaskSubmitted", { ...sync, output });
  if (ending === null) {
    add("ExecutionAborted");
    return history.events;
  }
  add(
    ending,
    ending === "TaskSucceeded"
      ? { ...sync, output: {} }
      : { ...sync, error: ending === "TaskFailed" ? "States.TaskFailed" : "States.Timeout" },
  );
  add("TaskStateExited", { name: "BookTrip", output: {} });
  if (ending === "TaskSucceeded") {
    begin("ChargePayment");
    add(paid ? "LambdaFunctionSucceeded" : "LambdaFunctionFailed", paid ? { output: {} } : { error: "CardDeclined" });
    add("TaskStateExited", { name: "ChargePayment", output: {} });
    if (paid) {
      add("ExecutionSucceeded", { output: {} });
      return history.events;
    }
  }
  begin("CancelTrip");
  add("LambdaFunctionSucceeded", { output: {} });
  add("TaskStateExited", { name: "CancelTrip", output: {} });
  add("FailStateEntered", { name: "TripFailed", input: {} });
  add("ExecutionFailed");
  return history.events;
}

function nested(plan: RunPlan = {}, states: object = booking): NestedExecution {
  const { history, model } = runStates(states, plan);
  return { arn, history, model };
}

const uncompensated = { steps: { ReserveFlight: { compensations: ["CancelFlight"] } } satisfies Record<string, StepDeclaration> };

describe("verify judges nested executions", () => {
  it.each([
    {
      name: "done where it committed",
      history: tripHistory("TaskSucceeded"),
      child: nested(),
      want: { outcome: "committed", effects: ["BookTrip: done, not-needed", "ChargePayment: done, not-needed"] },
    },
    {
      name: "done and then undone where it committed and the next step failed",
      history: tripHistory("TaskSucceeded", false),
      child: nested(),
      want: { outcome: "compensated", effects: ["BookTrip: done, done", "ChargePayment: failed, not-needed"] },
    },
    {
      name: "failed where it undid everything itself",
      history: tripHistory("TaskFailed"),
      child: nested({ fails: { ReserveHotel: "NoRoom" } }),
      want: { outcome: "compensated", effects: ["BookTrip: failed, done"] },
    },
    {
      name: "failed where it had no effect",
      history: tripHistory("TaskFailed"),
      child: nested({ fails: { ReserveFlight: "NoSeat" } }),
      want: { outcome: "compensated", effects: ["BookTrip: failed, done"] },
    },
    {
      name: "unknown where it left an effect, which is said beside what became of it",
      history: tripHistory("TaskFailed"),
      child: nested({ fails: { ReserveHotel: "NoRoom" }, ...uncompensated }, { ...booking, ReserveHotel: step() }),
      want: {
        outcome: "compensated",
        effects: ["BookTrip: unknown, done"],
        violations: ["missing-compensation ReserveFlight CancelFlight"],
      },
    },
    {
      name: "unknown where it was broken off with the execution",
      history: tripHistory(null),
      child: nested({ fails: { ReserveHotel: "NoRoom" }, ...uncompensated }, { ...booking, ReserveHotel: step() }),
      want: {
        outcome: "ambiguous",
        effects: ["BookTrip: unknown, missing"],
        violations: ["ambiguous-effect BookTrip CancelTrip", "missing-compensation ReserveFlight CancelFlight"],
      },
    },
    {
      name: "unknown where it was still running when nobody waited any more",
      history: tripHistory("TaskTimedOut"),
      child: { ...nested(), history: nested().history.slice(0, 6) },
      want: { outcome: "compensated", effects: ["BookTrip: unknown, done"], notes: ["may-land-after-compensation BookTrip"] },
    },
    {
      name: "done where it is no saga and succeeded",
      history: tripHistory("TaskSucceeded"),
      child: nested({ more: { saga: false } }),
      want: { outcome: "committed", effects: ["BookTrip: done, not-needed", "ChargePayment: done, not-needed"] },
    },
    {
      name: "unknown where it is no saga and failed after an effect",
      history: tripHistory("TaskFailed"),
      child: nested({ fails: { ReserveHotel: "NoRoom" }, more: { saga: false } }),
      want: { outcome: "compensated", effects: ["BookTrip: unknown, done"] },
    },
  ])("$name", ({ history, child, want }) => {
    const verdict = verify(history, model, { children: { nested: [child], mapRuns: [] } });
    expect(placedSummary(verdict)).toEqual({ violations: [], notes: [], ...want });
  });

  it("says which execution a violation is of", () => {
    const child = nested({ fails: { ReserveHotel: "NoRoom" }, ...uncompensated }, { ...booking, ReserveHotel: step() });
    expect(verify(tripHistory("TaskFailed"), model, { children: { nested: [child], mapRuns: [] } }).violations).toEqual([
      {
        kind: "missing-compensation",
        step: "ReserveFlight",
        compensation: "CancelFlight",
        event: 5,
        message: `In ${arn}: ReserveFlight is done (event 5) and was never undone: CancelFlight never ran.`,
        execution: arn,
      },
    ]);
  });

  it.each([
    {
      name: "was not read",
      history: tripHistory("TaskFailed"),
      children: [],
      reason: `The nested execution ${arn}, begun at event 5, was not read.`,
    },
    {
      name: "was not read to its end",
      history: tripHistory("TaskFailed"),
      children: [{ ...nested(), history: nested().history.slice(0, 6) }],
      reason: `The history of the nested execution ${arn} does not reach its end.`,
    },
    {
      name: "has holes",
      history: tripHistory("TaskFailed"),
      children: [{ ...nested(), history: nested().history.slice(1) }],
      reason: `Of the nested execution ${arn}: Event 1 is missing: a page before these was not read, or the history was cut (nextToken, --max-items).`,
    },
    {
      name: "has no name",
      history: tripHistory("TaskFailed", true, null),
      children: [nested()],
      reason: "The nested execution of event 5 has no name: the history was written without execution data.",
    },
    {
      name: "is nested in itself",
      history: tripHistory("TaskFailed"),
      children: [{ arn, history: tripHistory("TaskFailed"), model }],
      reason: `Of the nested execution ${arn}: The nested execution ${arn}, begun at event 5, was not read.`,
    },
  ])("unproven: a nested execution that $name", ({ history, children, reason }) => {
    const verdict = verify(history, model, { children: { nested: children, mapRuns: [] } });
    expect({ outcome: verdict.outcome, reason: verdict.reason }).toEqual({ outcome: "unproven", reason });
  });

  it.each([
    {
      name: "a mock's word for one that never was",
      output: { ExecutionArn: arn },
      children: { nested: [], mapRuns: [], othersAreMocked: true },
    },
    { name: "the answer of a task that was only simulated", output: { StateMachineArn: "trip" }, children: { nested: [], mapRuns: [] } },
  ])("takes $name as any task's", ({ output, children }) => {
    expect(verify(tripHistory("TaskSucceeded", true, output), model, { children }).outcome).toBe("committed");
  });
});
