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

describe("readVisits on branches inside branches", () => {
  const history = new History();
  const add: typeof history.append = (type, previous, at, details) => history.append(type, previous, at, details);
  add("ExecutionStarted", 0, 0, { input: null });
  add("ParallelStateEntered", 0, 0, { name: "PlaceOrder", input: null });
  add("ParallelStateStarted", 2, 0, {});
  add("ParallelStateEntered", 3, 0, { name: "Pay", input: null });
  add("ParallelStateStarted", 4, 0, {});
  add("TaskStateEntered", 5, 0, { name: "ChargeCard", input: null });
  add("LambdaFunctionScheduled", 6, 0, { resource: "charge", input: null });
  add("LambdaFunctionFailed", 7, 0, { error: "CardDeclined" });
  add("TaskStateAborted", 8, 0, {});
  add("ParallelStateFailed", 8, 0, {});
  // The inner Parallel has failed for good: this is the outer one, tried again.
  add("ParallelStateStarted", 10, 0, {});
  add("ParallelStateEntered", 11, 0, { name: "Pay", input: null });
  add("ParallelStateStarted", 12, 0, {});
  add("MapStateEntered", 13, 0, { name: "Cards", input: null });
  add("MapStateStarted", 14, 0, { length: 2 });
  add("MapIterationStarted", 15, 0, { name: "Cards", index: 0 });
  add("TaskStateEntered", 16, 0, { name: "CheckCard", input: 0 });
  add("MapIterationStarted", 15, 0, { name: "Cards", index: 1 });
  add("TaskStateEntered", 18, 0, { name: "CheckCard", input: 1 });
  // Follows what the state of the first iteration follows.
  add("EvaluationFailed", 16, 0, { error: "States.QueryEvaluationError", state: "CheckCard" });
  add("TaskStateExited", 20, 0, { name: "CheckCard", output: null });
  const { visits } = readVisits(history.events);

  it("gives a second try to the Parallel that is tried again", () => {
    const seen = visits.map(({ state, parent, entered, left }) => [state, parent?.entered ?? null, entered, left]);
    expect(seen).toEqual([
      ["PlaceOrder", null, 2, null],
      ["Pay", 2, 4, 11],
      ["ChargeCard", 4, 6, 11],
      ["Pay", 2, 12, null],
      ["Cards", 12, 14, null],
      ["CheckCard", 14, 17, 21],
      ["CheckCard", 14, 19, null],
    ]);
  });

  it("gives an expression's failure to the iteration that it happened in", () => {
    expect(visits.filter(({ exited }) => exited !== null).map(({ iteration }) => iteration)).toEqual(["Cards[0]"]);
  });
});
