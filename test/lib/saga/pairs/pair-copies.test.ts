import { expect, it } from "vitest";
import { task } from "../machine-of.ts";
import { pairsOfStates } from "../pairs-of.ts";

function asks(action: string, next: string): object {
  return task(next, undefined, { Parameters: { action, "lease.$": "$.lease" } });
}

function builds(project: string, next: string, caught?: string): object {
  return task(next, caught, { Resource: "arn:aws:states:::codebuild:startBuild.sync", Parameters: { ProjectName: project } });
}

it.each([
  { name: "asks what its compensation asks", copy: asks("release", "Failed"), want: ["ReleaseFailedRunLease", "ReleaseBuildFailureLease"] },
  { name: "asks something else", copy: asks("report", "Failed"), want: ["ReleaseFailedRunLease"] },
  { name: "is told by its input what to do", copy: task("Failed"), want: ["ReleaseFailedRunLease"] },
])("another undoing of a lease, after another failure, $name", ({ copy, want }) => {
  const pairs = pairsOfStates({
    AcquireLeaseAndBudget: asks("acquire", "BuildBundle"),
    BuildBundle: builds("bundle", "DeployRunStack", "ReleaseBuildFailureLease"),
    DeployRunStack: builds("stack", "CheckRunStatus", "DestroyFailedRunStack"),
    CheckRunStatus: asks("status", "PublishResult"),
    PublishResult: task(undefined, "DestroyFailedRunStack"),
    DestroyFailedRunStack: builds("stack", "ReleaseFailedRunLease"),
    ReleaseFailedRunLease: asks("release", "Failed"),
    ReleaseBuildFailureLease: copy,
  });
  expect(pairs["AcquireLeaseAndBudget"]).toEqual(want);
});
