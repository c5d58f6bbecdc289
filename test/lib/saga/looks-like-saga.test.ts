import { expect, it } from "vitest";
import { buildModel } from "../../../src/lib/saga/build-model.ts";
import { machineOf, task } from "./machine-of.ts";

function isSaga(steps: readonly string[], handler: string): boolean {
  const forward = steps.map((step, at) => [step, task(steps[at + 1] ?? "Done", handler)] as const);
  const States = { ...Object.fromEntries(forward), [handler]: task("Failed"), Done: { Type: "Succeed" }, Failed: { Type: "Fail" } };
  return buildModel("pipeline", machineOf({ StartAt: steps[0], States }), { steps: {} }).model.saga;
}

const PIPELINES: readonly (readonly string[])[] = [
  ["LoadOrders"],
  ["ExtractData", "LoadData", "PublishDataset"],
  ["TranscodeVideo", "CreateThumbnail", "PublishVideo"],
  ["TrainModel", "EvaluateModel", "DeployModel"],
  ["CreateCluster", "RunSteps", "TerminateCluster"],
  ["DisableAccount", "RevokeTokens", "ArchiveData"],
  ["DeleteUser", "DeleteFiles", "DeleteBackups"],
  ["CreateInvoice", "SendInvoice", "RecordPayment"],
];

it.each(
  PIPELINES.flatMap((steps) =>
    [
      "HandleError",
      "NotifyFailure",
      "MarkFailed",
      "CleanUpTempFiles",
      "DeleteTempTable",
      "ReleaseLock",
      "CloseConnection",
      "OpenIncident",
    ].map((handler) => ({ pipeline: steps.join(", "), handler, steps })),
  ),
)("$pipeline is no saga, though its failures lead to $handler", ({ steps, handler }) => {
  expect(isSaga(steps, handler)).toBe(false);
});

it.each([
  { steps: ["ProvisionServers", "ConfigureServers"], handler: "Cleanup" },
  { steps: ["CreateTable", "CopyData"], handler: "DeleteTable" },
  { steps: ["LaunchRunner", "RunTests"], handler: "ReapRunner" },
  { steps: ["ShutdownDevice", "SwapBattery"], handler: "RestartDevice" },
  { steps: ["RunWorkers", "MeasureLatency"], handler: "StopWorkers" },
  { steps: ["PublishPage", "ScheduleMails"], handler: "RevertToDraft" },
  { steps: ["SubmitPurchase"], handler: "Refund" },
  { steps: ["ReserveStock", "ShipOrder"], handler: "CompensateAll" },
])("$steps with $handler is one", ({ steps, handler }) => {
  expect(isSaga(steps, handler)).toBe(true);
});

it.each([
  { steps: ["ChargeCard", "IssueInvoice", "PickOrder"], handler: "ReleaseStock", want: true },
  { steps: ["PackParcel", "HandOver"], handler: "RefundCustomer", want: true },
  { steps: ["GrantSlot", "RenderVideo"], handler: "ReleaseCredits", want: true },
  { steps: ["PackParcel", "HandOver"], handler: "ReleaseLock", want: false },
])("$handler where $steps fail speaks of a saga: $want", ({ steps, handler, want }) => {
  expect(isSaga(steps, handler)).toBe(want);
});

it.each([
  { steps: ["StartMigration", "RollbackMigration"], handler: "NotifyFailure", want: false },
  { steps: ["StartMigration", "MigrateUsers"], handler: "RollbackMigration", want: true },
])("$steps, and $handler where they fail, speak of a saga: $want", ({ steps, handler, want }) => {
  expect(isSaga(steps, handler)).toBe(want);
});
