import { describe, expect, it } from "vitest";
import { buildModel } from "../../../../src/lib/saga/build-model.ts";
import type { SagaModel } from "../../../../src/lib/saga/model.ts";
import { machineOf, task } from "../machine-of.ts";

function modelOf(states: object): SagaModel {
  const definition = { StartAt: Object.keys(states)[0], States: { ...states, Failed: { Type: "Fail" } } };
  return buildModel("fare", machineOf(definition), { steps: {} }).model;
}

const LAMBDA = (name: string): object => ({ Resource: `arn:aws:lambda:us-east-1:123456789012:function:${name}` });
const QUEUE = { Resource: "arn:aws:states:::sqs:sendMessage", Parameters: { QueueUrl: "${Failures}", "MessageBody.$": "$" } };

describe("what is named for the failure of an undoing is no compensation of it", () => {
  it.each([
    { deed: "RefundFare", answer: "RefundFareFailed", more: LAMBDA("on-failure") },
    { deed: "RefundFare", answer: "RefundFailure", more: LAMBDA("on-failure") },
    { deed: "ReleaseFunds", answer: "ReleaseFundsError", more: LAMBDA("on-failure") },
    { deed: "CancelSubscription", answer: "CancellationError", more: LAMBDA("on-failure") },
    { deed: "RefundCustomer", answer: "RefundCustomerDLQ", more: QUEUE },
    { deed: "RefundCustomer", answer: "RefundFailed", more: QUEUE },
    { deed: "TerminateCluster", answer: "MarkClusterTerminatedOnError", more: LAMBDA("mark") },
  ])("$answer after $deed", ({ deed, answer, more }) => {
    const { saga, steps } = modelOf({
      LookUpFare: task(deed, "Failed", LAMBDA("look-up-fare")),
      [deed]: task(undefined, answer, LAMBDA("work")),
      [answer]: task("Failed", undefined, more),
    });
    expect([saga, steps.get(deed)?.compensations]).toEqual([false, []]);
  });

  it("but one that is named for the failure of another deed may be", () => {
    const { steps } = modelOf({
      ReserveFare: task("IssueTicket", "Failed", LAMBDA("reserve-fare")),
      IssueTicket: task(undefined, "CompensateTicketFailure", LAMBDA("issue-ticket")),
      CompensateTicketFailure: task("Failed", undefined, LAMBDA("release-fare")),
    });
    expect(steps.get("CompensateTicketFailure")?.role).toBe("compensation");
  });
});

it("a call that shares a word with the step's, but leads with another, does not do it over again", () => {
  const runs = { Resource: "arn:aws:states:::ecs:runTask.sync", Parameters: { Cluster: "${Cluster}", TaskDefinition: "${Worker}" } };
  const { steps } = modelOf({
    AuthorizeCard: task("TakeDeposit", "Failed", runs),
    TakeDeposit: task("ShipOrder", "VoidAuthorization", runs),
    ShipOrder: task(undefined, "ReturnDeposit", runs),
    ReturnDeposit: task("VoidAuthorization", undefined, runs),
    VoidAuthorization: task("Failed", undefined, runs),
  });
  expect(["AuthorizeCard", "TakeDeposit"].map((name) => steps.get(name)?.compensations)).toEqual([
    ["VoidAuthorization"],
    ["ReturnDeposit"],
  ]);
});
