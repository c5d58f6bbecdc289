import { describe, expect, it } from "vitest";
import type { MapRun } from "../../../src/lib/engine/execution.ts";
import type { FinishedRun } from "../../../src/lib/engine/run-machine.ts";
import type { TaskRequest } from "../../../src/lib/engine/task.ts";
import { distributed, endOf, SHIP_UNLESS_LOST } from "./distributed-maps.ts";
import { LAMBDA_INVOKE, runNow, scripted, shownFrom, shownHistory } from "./histories.ts";

const LOST = { lost: true };
const SENT = { id: "p-1" };
const WAIT = { Type: "Wait", Seconds: 1, End: true };

function onlyRun({ mapRuns }: FinishedRun): MapRun {
  const [run, ...others] = mapRuns;
  if (run === undefined || others.length > 0) throw new Error("There is not one Map run");
  return run;
}

describe("a distributed Map", () => {
  it("runs a child execution for each item, with a history of its own", () => {
    const run = runNow({ ShipAll: distributed({ Label: "Parcels" }, WAIT) }, { input: ["p-1", "p-2"] });
    expect(shownHistory(run.events)).toEqual([
      "1 0 ExecutionStarted",
      "2 0 MapStateEntered ShipAll",
      "3 2 MapStateStarted 2",
      "4 3 MapRunStarted",
      "5 4 MapRunSucceeded @1",
      "6 5 MapStateSucceeded @1",
      "7 5 MapStateExited ShipAll @1",
      "8 7 ExecutionSucceeded @1",
    ]);
    const { arn, children, status } = onlyRun(run);
    expect({ arn, status, output: endOf(run) }).toEqual({
      arn: expect.stringMatching(/^arn:aws:states:us-east-1:123456789012:mapRun:StateMachine\/Parcels:[0-9a-f-]{36}$/),
      status: "SUCCEEDED",
      output: ["p-1", "p-2"],
    });
    expect(children.map(({ identity, history }) => [identity.executionArn, shownHistory(history.events)])).toEqual(
      ["p-1", "p-2"].map(() => [
        expect.stringMatching(/^arn:aws:states:us-east-1:123456789012:execution:StateMachine\/Parcels:[0-9a-f-]{36}$/),
        ["1 0 ExecutionStarted", "2 0 WaitStateEntered Ship", "3 2 WaitStateExited Ship @1", "4 3 ExecutionSucceeded @1"],
      ]),
    );
  });

  it("numbers its children as iterations, in Maps within Maps too, so that a task can be told from its siblings", () => {
    const ship = { Type: "Task", Resource: LAMBDA_INVOKE, End: true };
    const parcels = distributed({}, ship);
    const orders = { Type: "Map", ItemProcessor: { StartAt: "ShipAll", States: { ShipAll: parcels } }, End: true };
    const seen: TaskRequest[] = [];
    runNow({ Orders: orders }, { input: [["p-1"], ["p-2", "p-3"]], perform: scripted({}, seen) });
    expect(seen.map(({ iteration, state, attempt }) => `${iteration}/${state}#${attempt}`)).toEqual([
      "Orders[0]/ShipAll[0]/Ship#1",
      "Orders[1]/ShipAll[0]/Ship#1",
      "Orders[1]/ShipAll[1]/Ship#1",
    ]);
  });

  it("over nothing succeeds at once", () => {
    expect(endOf(runNow({ ShipAll: distributed() }, { input: [] }))).toEqual([]);
  });

  it.each([
    { limit: {}, want: [1, 1, 1, 1] },
    { limit: { MaxConcurrency: 1 }, want: [1, 2, 3, 4] },
    { limit: { MaxConcurrency: 3 }, want: [1, 1, 1, 2] },
    { limit: { MaxConcurrencyPath: "$.atATime", ItemsPath: "$.parcels" }, want: [1, 1, 2, 2] },
  ])("runs as many at a time as $limit allows", ({ limit, want }) => {
    const parcels = [1, 2, 3, 4];
    const input = "ItemsPath" in limit ? { parcels, atATime: 2 } : parcels;
    const { children } = onlyRun(runNow({ ShipAll: distributed(limit, WAIT) }, { input }));
    expect(children.map(({ result }) => (result?.stopTime ?? 0) / 1000)).toEqual(want);
  });

  it("gives each child what ItemSelector makes of its item", () => {
    const selector = { "parcel.$": "$$.Map.Item.Value", "index.$": "$$.Map.Item.Index", "order.$": "$.order" };
    const map = distributed({ ItemsPath: "$.parcels", ItemSelector: selector });
    expect(endOf(runNow({ ShipAll: map }, { input: { order: "o-1", parcels: ["p-1"] } }))).toEqual([
      { parcel: "p-1", index: 0, order: "o-1" },
    ]);
  });

  it("its children know nothing of the variables around it", () => {
    const read = { Type: "Pass", Parameters: { "order.$": "$order" }, End: true };
    const run = runNow(
      { Note: { Type: "Pass", Assign: { order: "o-1" }, Next: "ShipAll" }, ShipAll: distributed({}, read) },
      { input: [1] },
    );
    expect(onlyRun(run).children[0]?.result).toMatchObject({ status: "FAILED", error: "States.Runtime" });
  });

  it("its children's tasks are theirs", () => {
    const asked: string[] = [];
    const ship = { Type: "Task", Resource: LAMBDA_INVOKE, End: true };
    const run = runNow(
      { ShipAll: distributed({}, ship) },
      {
        input: ["p-1"],
        perform: ({ executionArn, iteration, id }) => {
          asked.push(`${executionArn} ${iteration} ${id}`);
          return { type: "succeeded", output: "sent" };
        },
      },
    );
    expect(asked).toEqual([`${onlyRun(run).children[0]?.identity.executionArn} ShipAll[0] 1`]);
  });

  it("an output that is too large for the state fails it", () => {
    const large = { Type: "Pass", Result: "x".repeat(100_000), End: true };
    expect(runNow({ ShipAll: distributed({}, large) }, { input: [1, 2, 3] }).result).toMatchObject({
      status: "FAILED",
      error: "States.DataLimitExceeded",
    });
  });
});

describe("failed children", () => {
  const two = [LOST, SENT, LOST, SENT];
  it.each([
    { name: "none is tolerated where nothing is said", fields: {}, parcels: [SENT, LOST], fails: true },
    { name: "as many as ToleratedFailureCount", fields: { ToleratedFailureCount: 2 }, parcels: two, fails: false },
    { name: "one more than ToleratedFailureCount", fields: { ToleratedFailureCount: 1 }, parcels: two, fails: true },
    { name: "as many as ToleratedFailurePercentage", fields: { ToleratedFailurePercentage: 50 }, parcels: two, fails: false },
    { name: "more than ToleratedFailurePercentage", fields: { ToleratedFailurePercentage: 49.9 }, parcels: two, fails: true },
    { name: "all of them", fields: { ToleratedFailurePercentage: 100 }, parcels: [LOST, LOST], fails: false },
    {
      name: "more than the count, though not than the percentage",
      fields: { ToleratedFailureCount: 1, ToleratedFailurePercentage: 100 },
      parcels: two,
      fails: true,
    },
    {
      name: "more than the percentage, though not than the count",
      fields: { ToleratedFailureCount: 9, ToleratedFailurePercentage: 10 },
      parcels: two,
      fails: true,
    },
    {
      name: "a batch counts as all its items",
      fields: { ItemBatcher: { MaxItemsPerBatch: 2 }, ToleratedFailureCount: 1 },
      parcels: [1, 2, 3],
      fails: true,
    },
    {
      name: "a batch within what is tolerated",
      fields: { ItemBatcher: { MaxItemsPerBatch: 2 }, ToleratedFailurePercentage: 67 },
      parcels: [1, 2, 3],
      fails: false,
    },
  ])("$name", ({ fields, parcels, fails }) => {
    const batchFails = { Type: "Choice", Choices: [{ Variable: "$.Items[1]", IsPresent: true, Next: "Failed" }], Default: "Sent" };
    const map = distributed(fields, "ItemBatcher" in fields ? batchFails : SHIP_UNLESS_LOST);
    const { result } = runNow({ ShipAll: map }, { input: parcels });
    expect(result).toMatchObject(
      fails
        ? { error: "States.ExceedToleratedFailureThreshold", cause: "The specified tolerated failure threshold was exceeded" }
        : { status: "SUCCEEDED" },
    );
  });

  it("that are tolerated have no output", () => {
    const map = distributed({ ToleratedFailureCount: 1 }, SHIP_UNLESS_LOST);
    expect(endOf(runNow({ ShipAll: map }, { input: [LOST, SENT] }))).toEqual([SENT]);
  });

  it("that are too many stop the others, and the Map can be caught", () => {
    const ship = { Type: "Choice", Choices: [{ Variable: "$.lost", IsPresent: true, Next: "Failed" }], Default: "Pack" };
    const map = distributed(
      { Catch: [{ ErrorEquals: ["States.ExceedToleratedFailureThreshold"], Next: "Refund" }], End: undefined, Next: "Refund" },
      ship,
    ) as {
      ItemProcessor: { States: Record<string, object> };
    };
    map.ItemProcessor.States["Pack"] = { Type: "Wait", Seconds: 60, Next: "Sent" };
    const run = runNow({ ShipAll: map, Refund: { Type: "Succeed" } }, { input: [SENT, LOST] });
    expect(shownFrom(run.events, 4)).toEqual([
      "4 3 MapRunStarted",
      "5 4 MapRunFailed States.ExceedToleratedFailureThreshold",
      "6 5 MapStateFailed",
      "7 6 MapStateExited ShipAll",
      "8 7 SucceedStateEntered Refund",
      "9 8 SucceedStateExited Refund",
      "10 9 ExecutionSucceeded",
    ]);
    const { status, children } = onlyRun(run);
    expect({ status, children: children.map(({ result }) => result?.status) }).toEqual({
      status: "FAILED",
      children: ["ABORTED", "FAILED"],
    });
  });

  it("are retried with the whole Map, as another Map run", () => {
    const retry = { Retry: [{ ErrorEquals: ["States.ALL"], MaxAttempts: 1 }] };
    const { events, mapRuns } = runNow({ ShipAll: distributed(retry, SHIP_UNLESS_LOST) }, { input: [LOST] });
    expect(mapRuns.map(({ status }) => status)).toEqual(["FAILED", "FAILED"]);
    expect(shownFrom(events, 3)).toEqual([
      "3 2 MapStateStarted 1",
      "4 3 MapRunStarted",
      "5 4 MapRunFailed States.ExceedToleratedFailureThreshold",
      "6 5 MapStateStarted 1 @1",
      "7 6 MapRunStarted @1",
      "8 7 MapRunFailed States.ExceedToleratedFailureThreshold @1",
      "9 8 MapStateFailed @1",
      "10 9 ExecutionFailed States.ExceedToleratedFailureThreshold @1",
    ]);
  });
});

describe("limits that are no limits", () => {
  it.each([
    {
      fields: { ToleratedFailureCountPath: "$.most" },
      most: 1.5,
      want: "The ToleratedFailureCountPath field refers to value 1.5 which is not a valid integer: $.most",
    },
    { fields: { ToleratedFailureCountPath: "$.most" }, most: -1, want: "ToleratedFailureCount cannot be negative." },
    {
      fields: { ToleratedFailurePercentagePath: "$.most" },
      most: "1",
      want: 'The ToleratedFailurePercentagePath field refers to value "1" which is not a valid float: $.most',
    },
    { fields: { ToleratedFailurePercentagePath: "$.most" }, most: 101, want: "ToleratedFailurePercentage must be between 0 and 100." },
  ])("$fields leading to $most fails the execution", ({ fields, most, want }) => {
    const { result } = runNow({ ShipAll: distributed({ ...fields, ItemsPath: "$.parcels" }) }, { input: { parcels: [], most } });
    expect(result).toMatchObject({ error: "States.Runtime", cause: expect.stringContaining(want) as string });
  });
});
