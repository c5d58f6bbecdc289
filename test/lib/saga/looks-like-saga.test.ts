import { expect, it } from "vitest";
import { buildModel } from "../../../src/lib/saga/build-model.ts";
import { machineOf, task } from "./machine-of.ts";

/** `caught` are the steps whose failures lead to the handler. */
function isSaga(steps: readonly string[], handler: string, caught: readonly string[] = steps): boolean {
  const forward = steps.map((step, at) => [step, task(steps[at + 1] ?? "Done", caught.includes(step) ? handler : undefined)] as const);
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

it.each(
  [
    ["ImportFile", "TransformFile", "PublishFile"],
    ["RenderVideo", "PublishVideo"],
    ["DeployPreview", "RunTests"],
    ["StoreOrders", "MergeOrders"],
  ].flatMap((steps) =>
    ["CleanUp", "CleanUpOnError", "RemoveWorkDir", "DeleteTempFiles", "DeleteTemporaryOrders", "DropScratchTable", "PurgeStagingVideo"].map(
      (handler) => ({ pipeline: steps.join(", "), handler, steps }),
    ),
  ),
)("$pipeline is no saga, though $handler tidies up where a later step fails", ({ steps, handler }) => {
  expect(isSaga(steps, handler, steps.slice(1))).toBe(false);
});

it.each([
  { steps: ["ProvisionServers", "ConfigureServers"], handler: "Cleanup" },
  { steps: ["CreateSite", "CopyPages", "PublishSite"], handler: "CleanUpOnError" },
  { steps: ["CreateTempTable", "CopyData"], handler: "DropTempTable" },
  { steps: ["StoreFile", "IndexFile"], handler: "DeleteFile" },
])("$steps is one, with $handler where a later step fails", ({ steps, handler }) => {
  expect(isSaga(steps, handler, steps.slice(1))).toBe(true);
});

it("takes what clears away for one more undoing where the recovery grows with the steps", () => {
  const machine = machineOf({
    StartAt: "ApproveUpload",
    States: {
      ApproveUpload: task("RenderFilm", "DropTicket", { Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken" }),
      RenderFilm: task("ShowInShop", "RemoveFromBucket"),
      ShowInShop: task(),
      RemoveFromBucket: task("DropTicket"),
      DropTicket: task("Failed"),
      Failed: { Type: "Fail" },
    },
  });
  const { model } = buildModel("films", machine, { steps: {} });
  expect(model.sign).toEqual({ type: "pair", step: "RenderFilm", compensation: "RemoveFromBucket", evidence: ["chain", "region"] });
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
