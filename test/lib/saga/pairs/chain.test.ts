import { expect, it } from "vitest";
import { buildModel } from "../../../../src/lib/saga/build-model.ts";
import { machineOf, task } from "../machine-of.ts";

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
