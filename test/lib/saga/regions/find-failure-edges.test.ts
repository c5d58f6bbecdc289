import { describe, expect, it } from "vitest";
import { buildModel } from "../../../../src/lib/saga/build-model.ts";
import { machineOf, task } from "../machine-of.ts";

/** A Choice that asks for one result and goes on elsewhere without it. */
function asks(variable: string, yes: string, no: string): object {
  return { Type: "Choice", Choices: [{ Variable: variable, BooleanEquals: true, Next: yes }], Default: no };
}

/** A Choice among the values of a status. */
function asksStatus(variable: string, ways: Record<string, string>, otherwise: string): object {
  const choices = Object.entries(ways).map(([value, next]) => ({ Variable: variable, StringEquals: value, Next: next }));
  return { Type: "Choice", Choices: choices, Default: otherwise };
}

function looks(result: string, next: string): object {
  return task(next, "NotifyError", { ResultPath: result });
}

const ends = { NotifyError: task("Failed"), Failed: { Type: "Fail" }, Done: { Type: "Succeed" } };

it("pairs the last step with what rolls back where a later look finds the failure", () => {
  const states = {
    TrainModel: task("DeployModel"),
    DeployModel: task("WaitForTraffic"),
    WaitForTraffic: { Type: "Wait", Seconds: 3600, Next: "CompareModels" },
    CompareModels: task("IsBetter", undefined, { ResultPath: "$.compared" }),
    IsBetter: asks("$.compared.better", "PromoteModel", "RollbackChallenger"),
    PromoteModel: task("Done"),
    RollbackChallenger: task("Failed"),
  };
  const { steps } = buildModel("rollout", machineOf({ StartAt: "TrainModel", States: { ...states, ...ends } }), { steps: {} }).model;
  expect(steps.get("RollbackChallenger")?.undoes).toEqual(["DeployModel"]);
});

describe("a failure edge is found", () => {
  it.each([
    {
      name: "where a loop asks again and again, and its last question has the same answer",
      states: {
        StartRollout: looks("$.rollout", "WaitForRollout"),
        WaitForRollout: { Type: "Wait", Seconds: 30, Next: "CheckRollout" },
        CheckRollout: looks("$.status", "IsDone"),
        IsDone: asksStatus("$.status.state", { checkpoint: "CheckHealth", done: "CheckFinalHealth" }, "WaitForRollout"),
        CheckHealth: looks("$.health", "IsHealthy"),
        IsHealthy: asks("$.health.good", "WaitForRollout", "NotifyUnhealthy"),
        CheckFinalHealth: looks("$.final", "IsFinallyHealthy"),
        IsFinallyHealthy: asks("$.final.good", "Done", "NotifyUnhealthy"),
        NotifyUnhealthy: task("RollbackRollout"),
        RollbackRollout: task("Failed"),
      },
      want: ["IsHealthy → NotifyUnhealthy", "IsFinallyHealthy → NotifyUnhealthy"],
    },
    {
      name: "where a loop waits for a result, and a bad one is rolled back with success",
      states: {
        StartCopy: looks("$.copy", "WaitForCopy"),
        WaitForCopy: { Type: "Wait", Seconds: 30, Next: "CheckCopy" },
        CheckCopy: looks("$.status", "IsCopied"),
        IsCopied: asksStatus("$.status.state", { copied: "SwitchCopy", broken: "DeleteCopy" }, "WaitForCopy"),
        SwitchCopy: looks("$.switched", "Done"),
        DeleteCopy: task("Deleted"),
        Deleted: { Type: "Succeed" },
      },
      want: ["IsCopied → DeleteCopy"],
    },
    {
      name: "where it leads to what rolls back before there is anything to undo",
      states: {
        IsWithdrawn: asks("$.withdrawn", "CancelStay", "HoldRoom"),
        HoldRoom: task("PrintKeyCard", "CancelStay"),
        PrintKeyCard: task("Done", "CancelStay"),
        CancelStay: task("Done"),
      },
      want: ["IsWithdrawn → CancelStay"],
    },
    {
      name: "among ways that all clean up, where it is named for the failure",
      states: {
        CreateCluster: task("RunSteps"),
        RunSteps: task("CheckSteps", "DeleteClusterAfterFailure"),
        CheckSteps: looks("$.status", "IsDone"),
        IsDone: asksStatus("$.status.state", { done: "DeleteClusterAfterSuccess", broken: "DeleteClusterAfterFailure" }, "WaitForSteps"),
        WaitForSteps: { Type: "Wait", Seconds: 30, Next: "CheckSteps" },
        DeleteClusterAfterSuccess: task("Done"),
        DeleteClusterAfterFailure: task("Failed"),
      },
      want: ["IsDone → DeleteClusterAfterFailure"],
    },
    {
      name: "where it stops what the step before has started",
      states: {
        StartWorkers: looks("$.workers", "AreReady"),
        AreReady: asks("$.workers.ready", "LoadData", "StopWorkers"),
        LoadData: task("Done"),
        StopWorkers: task("Done"),
      },
      want: ["AreReady → StopWorkers"],
    },
    {
      name: "where it comes to the rollback of the tested step's errors, whatever it does before",
      states: {
        TakeOrder: task("AssignCourier"),
        AssignCourier: { ...looks("$.courier", "IsAssigned"), Catch: [{ ErrorEquals: ["States.ALL"], Next: "CancelOrder" }] },
        IsAssigned: asks("$.courier.assigned", "SendCourier", "NoCourierLeft"),
        SendCourier: task("Done"),
        NoCourierLeft: task("CancelOrder"),
        CancelOrder: task("Done"),
      },
      want: ["IsAssigned → NoCourierLeft"],
    },
    {
      name: "where an error that was caught is there",
      states: {
        LaunchServer: task("RunJob", undefined, { ResultPath: "$.server" }),
        RunJob: { ...task("IsBroken"), Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "IsBroken" }] },
        IsBroken: { Type: "Choice", Choices: [{ Variable: "$.error", IsPresent: true, Next: "TerminateServer" }], Default: "Done" },
        TerminateServer: task("Done"),
      },
      want: ["IsBroken → TerminateServer"],
    },
    {
      name: "where an error is there that the step has answered",
      states: {
        ReserveRoom: task("PayRoom"),
        PayRoom: looks("$.payment", "HasFailed"),
        HasFailed: { Type: "Choice", Choices: [{ Variable: "$.payment.error", IsPresent: true, Next: "ReleaseRoom" }], Default: "Done" },
        ReleaseRoom: task("Done"),
      },
      want: ["HasFailed → ReleaseRoom"],
    },
    {
      name: "nowhere, where success and failure clean up what is there",
      states: {
        LaunchServer: { ...task("RunJob"), ResultPath: "$.server" },
        RunJob: { ...task("IsThere"), Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "IsThere" }] },
        IsThere: { Type: "Choice", Choices: [{ Variable: "$.server", IsPresent: true, Next: "TerminateServer" }], Default: "Done" },
        TerminateServer: task("Done"),
      },
      want: [],
    },
    {
      name: "nowhere, where what is done cleans up, and what is not waits",
      states: {
        CreateTopic: task("CheckJob"),
        CheckJob: looks("$.status", "IsDone"),
        IsDone: asks("$.status.done", "DeleteTopic", "WaitForJob"),
        WaitForJob: { Type: "Wait", Seconds: 30, Next: "CheckJob" },
        DeleteTopic: task("Done"),
      },
      want: [],
    },
    {
      name: "nowhere, where success leads to what rolls back, too",
      states: {
        IsShort: asks("$.short", "CancelStay", "HoldRoom"),
        HoldRoom: task("PrintKeyCard", "CancelStay"),
        PrintKeyCard: task("CancelStay", "CancelStay"),
        CancelStay: task("Done"),
      },
      want: [],
    },
  ])("$name", ({ states, want }) => {
    const definition = { StartAt: Object.keys(states)[0], States: { ...states, ...ends } };
    const { failureEdges } = buildModel("rollout", machineOf(definition), { steps: {} }).model;
    expect(failureEdges.map(({ choice, target }) => `${choice} → ${target}`)).toEqual(want);
  });
});
