import { describe, expect, it } from "vitest";
import { History } from "../../../src/lib/history/history.ts";
import { readVisits } from "../../../src/lib/verify/visits.ts";

/** Two branches at once, one with a Map of two items, as Step Functions interleaves them. */
function parallelHistory(): History {
  const history = new History();
  const add: typeof history.append = (type, previous, at, details) => history.append(type, previous, at, details);
  const charge = { resource: "arn:aws:lambda:eu-west-1:123456789012:function:charge", input: null };
  add("ExecutionStarted", 0, 0, { input: null });
  add("ParallelStateEntered", 0, 0, { name: "PlaceOrder", input: null });
  add("ParallelStateStarted", 2, 0, {});
  add("TaskStateEntered", 3, 0, { name: "ChargeCard", input: null });
  add("MapStateEntered", 3, 0, { name: "ReserveItems", input: null });
  add("MapStateStarted", 5, 0, { length: 2 });
  add("LambdaFunctionScheduled", 4, 0, charge);
  add("MapIterationStarted", 6, 0, { name: "ReserveItems", index: 0 });
  add("TaskStateEntered", 8, 0, { name: "ReserveItem", input: 1 });
  add("LambdaFunctionStarted", 7, 0, {});
  add("LambdaFunctionScheduled", 9, 0, charge);
  add("LambdaFunctionSucceeded", 11, 0, { output: null });
  add("TaskStateExited", 12, 0, { name: "ReserveItem", output: null });
  add("MapIterationSucceeded", 13, 0, { name: "ReserveItems", index: 0 });
  // With MaxConcurrency 1 the next iteration follows the last event of the one before.
  add("MapIterationStarted", 13, 0, { name: "ReserveItems", index: 1 });
  add("TaskStateEntered", 15, 0, { name: "ReserveItem", input: 2 });
  add("LambdaFunctionFailed", 10, 0, { error: "CardDeclined" });
  add("TaskStateAborted", 17, 0, {});
  add("ParallelStateFailed", 17, 0, {});
  add("ParallelStateExited", 19, 0, { name: "PlaceOrder", output: null, assignedVariables: { failure: "CardDeclined" } });
  add("TaskStateEntered", 20, 0, { name: "ReleaseItems", input: 3 });
  return history;
}

describe("readVisits", () => {
  const { visits, variables } = readVisits(parallelHistory().events);

  it("finds each stay in a state with its place in Parallels and Maps", () => {
    const seen = visits.map(({ state, kind, iteration, parent, from, entered, exited }) => ({
      state: `${kind} ${state}`,
      iteration,
      parent: parent?.state ?? null,
      from: from?.state ?? null,
      events: [entered, exited],
    }));
    expect(seen).toEqual([
      { state: "Parallel PlaceOrder", iteration: null, parent: null, from: null, events: [2, 20] },
      { state: "Task ChargeCard", iteration: null, parent: "PlaceOrder", from: null, events: [4, null] },
      { state: "Map ReserveItems", iteration: null, parent: "PlaceOrder", from: null, events: [5, null] },
      { state: "Task ReserveItem", iteration: "ReserveItems[0]", parent: "ReserveItems", from: null, events: [9, 13] },
      { state: "Task ReserveItem", iteration: "ReserveItems[1]", parent: "ReserveItems", from: null, events: [16, null] },
      { state: "Task ReleaseItems", iteration: null, parent: null, from: "PlaceOrder", events: [21, null] },
    ]);
  });

  it("gives interleaved attempts to the states that made them", () => {
    const attempts = visits
      .filter(({ kind }) => kind === "Task")
      .map((visit) => visit.attempts.map(({ outcome, events }) => ({ outcome, events })));
    expect(attempts).toEqual([[{ outcome: "failed", events: [7, 10, 17] }], [{ outcome: "done", events: [11, 12] }], [], []]);
  });

  it("keeps the last value of each workflow variable", () => {
    expect([...variables]).toEqual([["failure", "CardDeclined"]]);
  });
});
