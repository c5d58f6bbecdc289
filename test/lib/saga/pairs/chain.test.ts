import { expect, it } from "vitest";
import { buildModel } from "../../../../src/lib/saga/build-model.ts";
import { machineOf, task } from "../machine-of.ts";
import { pairsOfStates } from "../pairs-of.ts";

/** Goes on where the task before has answered that all is well. */
function isFine(next: string): object {
  return { Type: "Choice", Choices: [{ Variable: "$.answer.ok", BooleanEquals: true, Next: next }], Default: "CancelTest" };
}

const answers = { ResultPath: "$.answer" };
const errs = { ...answers, Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "CancelTest" }] };

it.each([
  { name: "its answer, then an error of the next step", launch: answers, load: task("Done", undefined, errs), want: ["chain", "region"] },
  { name: "its error and its answer", launch: errs, load: task("Done", undefined, errs), want: ["region"] },
  { name: "its answer, then that of the next step", launch: answers, load: task("IsLoaded", undefined, answers), want: ["region"] },
])("what $name leads to is the first step's by $want", ({ launch, load, want }) => {
  const States = {
    LaunchWorkers: task("IsLaunched", undefined, launch),
    IsLaunched: isFine("PublishScript"),
    PublishScript: load,
    IsLoaded: isFine("Done"),
    CancelTest: task("Failed"),
    Done: { Type: "Succeed" },
    Failed: { Type: "Fail" },
  };
  const { model } = buildModel("load test", machineOf({ StartAt: "LaunchWorkers", States }), { steps: {} });
  const { compensations, evidence } = model.steps.get("LaunchWorkers") ?? {};
  expect({ compensations, evidence }).toEqual({ compensations: ["CancelTest"], evidence: want });
});

const build = { Resource: "arn:aws:states:::codebuild:startBuild.sync" };
const item = { Resource: "arn:aws:states:::dynamodb:putItem" };

it.each([
  {
    name: "the failing step where they ask of the service what it asks",
    run: item,
    sweep: build,
    want: { ProvisionRuntime: ["DestroyRuntime", "SweepLeftovers"] },
  },
  {
    name: "the step before, too, where that asks the same",
    run: build,
    sweep: build,
    want: { EnterRun: ["SweepLeftovers"], ProvisionRuntime: ["DestroyRuntime"] },
  },
  {
    name: "the step before, too, where nothing tells what they ask",
    run: {},
    sweep: {},
    want: { EnterRun: ["SweepLeftovers"], ProvisionRuntime: ["DestroyRuntime"] },
  },
  {
    name: "the step before, too, where the chain goes on",
    run: item,
    sweep: build,
    more: { StopTraffic: task("DestroyRuntime") },
    want: { EnterRun: ["SweepLeftovers"], ProvisionRuntime: ["DestroyRuntime"], OpenTraffic: ["StopTraffic"] },
  },
])("what runs one after the other undoes $name", ({ run, sweep, more, want }) => {
  const pairs = pairsOfStates({
    EnterRun: task("ProvisionRuntime", undefined, run),
    ProvisionRuntime: task("OpenTraffic", "DestroyRuntime", build),
    OpenTraffic: task(undefined, more === undefined ? "DestroyRuntime" : "StopTraffic", build),
    ...more,
    DestroyRuntime: task("SweepLeftovers", undefined, build),
    SweepLeftovers: task("Failed", undefined, sweep),
  });
  expect(pairs).toEqual(want);
});

it.each([
  { name: "undoes nothing where its verb undoes something else", undo: "ReleaseDeposit", want: {} },
  { name: "undoes the first step where its verb undoes that", undo: "RevokeDeposit", want: { GrantSeat: ["RevokeDeposit"] } },
  { name: "undoes the first step where only its name says so", undo: "CancelJourney", want: { GrantSeat: ["CancelJourney"] } },
])("what every failure leads to, and is about something else, $name", ({ undo, want }) => {
  const pairs = pairsOfStates({ GrantSeat: task("PrintTicket", undo), PrintTicket: task(undefined, undo), [undo]: task("Failed") });
  expect(pairs).toEqual(want);
});

it("what every failure leads to undoes the first step where nothing is known of that one's verb", () => {
  const pairs = pairsOfStates({
    LetSeat: task("PrintTicket", "ReleaseCoach"),
    PrintTicket: task(undefined, "ReleaseCoach"),
    ReleaseCoach: task("Failed"),
  });
  expect(pairs).toEqual({ LetSeat: ["ReleaseCoach"] });
});
