import { describe, expect, it } from "vitest";
import { task } from "../machine-of.ts";
import { pairsOfStates } from "../pairs-of.ts";

const AUDIT = {
  Resource: "arn:aws:states:::dynamodb:putItem",
  Parameters: { TableName: "tenants", Item: { id: { "S.$": "$.tenantId" } } },
};

describe("a compensation that alone answers every failure", () => {
  it.each([
    {
      name: "undoes all steps, though it names one",
      states: {
        CreateTenant: task("CreateRole", "CompensateTenant"),
        CreateRole: task("CreateBucket", "CompensateTenant"),
        CreateBucket: task(undefined, "CompensateTenant"),
        CompensateTenant: task("Failed"),
      },
      want: { CreateTenant: ["CompensateTenant"], CreateRole: ["CompensateTenant"], CreateBucket: ["CompensateTenant"] },
    },
    {
      name: "undoes all steps, where it cancels what none of them begins",
      states: {
        HoldRoom: task("PrintKeyCard", "CancelStay"),
        PrintKeyCard: task("ConfirmStay", "CancelStay"),
        ConfirmStay: task(undefined, "CancelStay"),
        CancelStay: task("Failed"),
      },
      want: { HoldRoom: ["CancelStay"], PrintKeyCard: ["CancelStay"], ConfirmStay: ["CancelStay"] },
    },
    {
      name: "undoes the one it names, where it cancels what that begins",
      states: {
        OpenStay: task("HoldRoom", "CancelStay"),
        HoldRoom: task("PrintKeyCard", "CancelStay"),
        PrintKeyCard: task(undefined, "CancelStay"),
        CancelStay: task("Failed"),
      },
      want: { OpenStay: ["CancelStay"] },
    },
    {
      name: "undoes what runs instead of the one it names, though what records the error runs, too",
      states: {
        IsNew: { Type: "Choice", Choices: [{ Variable: "$.isNew", BooleanEquals: true, Next: "CreateTenant" }], Default: "MoveBuckets" },
        CreateTenant: task("SyncRoles", "CompensateTenant"),
        MoveBuckets: task("SyncRoles", "CompensateTenant"),
        SyncRoles: task(undefined, "HandleError"),
        CompensateTenant: task("HandleError"),
        HandleError: task("Failed"),
      },
      want: { CreateTenant: ["CompensateTenant"], MoveBuckets: ["CompensateTenant"] },
    },
    {
      name: "undoes no step of another kind of work",
      states: {
        ReserveStock: task("PackStock", "CompensateStock"),
        PackStock: task("ChargeCard", "CompensateStock"),
        ChargeCard: task(undefined, "CompensateStock"),
        CompensateStock: task("Failed"),
      },
      want: { ReserveStock: ["CompensateStock"], PackStock: ["CompensateStock"] },
    },
    {
      name: "undoes the one it names, where it makes a single call of a service",
      states: {
        CreateTenant: task("CreateRole", "CompensateTenant"),
        CreateRole: task("CreateBucket", "CompensateTenant"),
        CreateBucket: task(undefined, "CompensateTenant"),
        CompensateTenant: task("Failed", undefined, AUDIT),
      },
      want: { CreateTenant: ["CompensateTenant"] },
    },
    {
      name: "undoes the one it names, where another step's failure passes it by",
      states: {
        CreateTenant: task("CreateRole", "Failed"),
        CreateRole: task("CreateBucket", "CompensateTenant"),
        CreateBucket: task(undefined, "CompensateTenant"),
        CompensateTenant: task("Failed"),
      },
      want: { CreateTenant: ["CompensateTenant"] },
    },
    {
      name: "undoes what it fails to name, where it is the only one, and answers no failure of the step it names, nor of the next",
      states: {
        ShareImage: task("UpdateTemplate", "Failed"),
        UpdateTemplate: task("RefreshServers", "Failed"),
        RefreshServers: task("OpenTraffic", "RollbackImage"),
        OpenTraffic: task(undefined, "Failed"),
        RollbackImage: task("Failed"),
      },
      want: { ShareImage: ["RollbackImage"], UpdateTemplate: ["RollbackImage"], RefreshServers: ["RollbackImage"] },
    },
    {
      name: "undoes the one it names, where it answers the failure of the next",
      states: {
        ShareImage: task("UpdateTemplate", "Failed"),
        UpdateTemplate: task("RefreshServers", "RollbackImage"),
        RefreshServers: task(undefined, "Failed"),
        RollbackImage: task("Failed"),
      },
      want: { ShareImage: ["RollbackImage"] },
    },
    {
      name: "undoes the one it names, where something else undoes, too",
      states: {
        ShareImage: task("UpdateTemplate", "Failed"),
        UpdateTemplate: task("RefreshServers", "Failed"),
        RefreshServers: task("OpenTraffic", "RollbackImage"),
        OpenTraffic: task(undefined, "CloseTraffic"),
        RollbackImage: task("Failed"),
        CloseTraffic: task("Failed"),
      },
      want: { ShareImage: ["RollbackImage"], OpenTraffic: ["CloseTraffic"] },
    },
  ])("$name", ({ states, want }) => {
    expect(pairsOfStates(states)).toEqual(want);
  });
});
