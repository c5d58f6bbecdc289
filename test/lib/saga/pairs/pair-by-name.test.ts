import { describe, expect, it } from "vitest";
import { buildModel } from "../../../../src/lib/saga/build-model.ts";
import type { SagaModel } from "../../../../src/lib/saga/model.ts";
import { machineOf, task } from "../machine-of.ts";
import { pairsOf } from "../pairs-of.ts";

function modelOf(states: object): SagaModel {
  const definition = { StartAt: Object.keys(states)[0], States: { ...states, Failed: { Type: "Fail" } } };
  return buildModel("device", machineOf(definition), { steps: {} }).model;
}

/** A task that calls the function. */
function calls(functionName: string, next?: string, caught?: string): object {
  return task(next, caught, { Resource: "arn:aws:states:::lambda:invoke", Parameters: { FunctionName: functionName } });
}

/** A task that calls the service's action. */
function acts(action: string, next?: string, caught?: string, given: object = {}): object {
  return task(next, caught, { Resource: `arn:aws:states:::aws-sdk:${action}`, Parameters: given });
}

/** A Map that does the step for each of many. */
function each(step: string, next: string, caught: string): object {
  return { ...task(next, caught), Type: "Map", ItemProcessor: { StartAt: step, States: { [step]: task() } } };
}

/** What makes a task stop a deployment. */
function stops(region: string): object {
  return { Resource: "arn:aws:states:::aws-sdk:codedeploy:stopDeployment", Parameters: { "DeploymentId.$": `$.${region}.id` } };
}

describe("pairs by names", () => {
  it.each([
    {
      name: "take what undoes no other step for a help in undoing this one",
      states: {
        CreateCertificate: task("StoreDevice", "Failed"),
        StoreDevice: task(undefined, "DeleteCertificate"),
        DeleteCertificate: task("DeleteCertificateKey"),
        DeleteCertificateKey: task("Failed"),
      },
      want: { CreateCertificate: ["DeleteCertificate", "DeleteCertificateKey"] },
    },
    {
      name: "go by the functions where the names share a word of an unknown language",
      states: {
        TaoVaXacThucDonHang: calls("CreateOrder", "XuLyThanhToan", "Failed"),
        XuLyThanhToan: calls("ProcessPayment", "GiaoHang", "HuyDonHang"),
        GiaoHang: calls("CreateShipment", undefined, "HoanTien"),
        HoanTien: calls("RefundPayment", "HuyDonHangSau"),
        HuyDonHangSau: calls("CancelOrder", "Failed"),
        HuyDonHang: calls("CancelOrder", "Failed"),
      },
      want: { TaoVaXacThucDonHang: ["HuyDonHangSau", "HuyDonHang"], XuLyThanhToan: ["HoanTien"] },
    },
    {
      name: "keep the step that completes what is undone",
      states: {
        CreateAppointment: task("ConfirmAppointment", "Failed"),
        ConfirmAppointment: task(undefined, "DeleteAppointment"),
        DeleteAppointment: task("Failed"),
      },
      want: { CreateAppointment: ["DeleteAppointment"], ConfirmAppointment: ["DeleteAppointment"] },
    },
    {
      name: "leave out what another service does",
      states: {
        CreateUser: acts("cognitoidentityprovider:adminCreateUser", "StoreUser", "Failed"),
        StoreUser: acts("dynamodb:putItem", "SendInvitation", "Failed"),
        SendInvitation: task(undefined, "DeleteUser"),
        DeleteUser: acts("dynamodb:deleteItem", "Failed"),
      },
      want: { StoreUser: ["DeleteUser"] },
    },
    {
      name: "go by the functions where the names say what has come before",
      states: {
        BookRoom: calls("book-room", "RoomBooked", "Failed"),
        RoomBooked: calls("charge-card", "PaymentSuccess", "CancelRoom"),
        PaymentSuccess: calls("register-guest", undefined, "RefundPayment"),
        RefundPayment: calls("refund-payment", "CancelRoom"),
        CancelRoom: calls("cancel-room", "Failed"),
      },
      want: { BookRoom: ["CancelRoom"], RoomBooked: ["RefundPayment"] },
    },
    {
      name: "leave out what is about more, where something is about just the same",
      states: {
        CreateTable: task("CreateTableIndex", "Failed"),
        CreateTableIndex: task("FillTable", "DeleteTable"),
        FillTable: task(undefined, "DeleteTable"),
        DeleteTable: task("Failed"),
      },
      want: { CreateTable: ["DeleteTable"] },
    },
    {
      name: "go by the functions where the names say after which failure they run",
      states: {
        BookRoom: calls("book-room", "ChargeCard", "OnBookRoomFailed"),
        ChargeCard: calls("charge-card", "RegisterGuest", "OnBookRoomFailed"),
        RegisterGuest: calls("register-guest", undefined, "HandleRegisterGuestError"),
        HandleRegisterGuestError: calls("refund-card", "OnBookRoomFailed"),
        OnBookRoomFailed: calls("cancel-room", "Failed"),
      },
      want: { BookRoom: ["OnBookRoomFailed"], ChargeCard: ["HandleRegisterGuestError"] },
    },
    {
      name: "go by what is asked where that sets back what the step has set",
      states: {
        StartReports: acts("rds:modifyDBCluster", "WarmCache", "Failed", { Cluster: "reports", Capacity: 8 }),
        WarmCache: acts("rds:modifyDBCluster", "SendReports", "Failed", { Cluster: "cache", Capacity: 2 }),
        SendReports: task(undefined, "RollbackScaling"),
        RollbackScaling: acts("rds:modifyDBCluster", "Failed", undefined, { Cluster: "reports", Capacity: 0 }),
      },
      want: { StartReports: ["RollbackScaling"] },
    },
    {
      name: "take a call of one service for the copy of another only where it asks the same",
      states: {
        DeployEast: task("DeployWest", "Failed"),
        DeployWest: task("WarmUpCaches", "RollbackEast"),
        WarmUpCaches: task(undefined, "RollbackWest"),
        RollbackWest: task("RollbackEast", undefined, stops("west")),
        RollbackEast: task("Failed", undefined, stops("east")),
      },
      want: { DeployEast: ["RollbackEast"], DeployWest: ["RollbackWest"] },
    },
    {
      name: "take the name of a Parallel that says what has come before for no name of its steps",
      states: {
        ChargeCard: task("PaymentDone", "Failed"),
        PaymentDone: {
          Type: "Parallel",
          Branches: [{ StartAt: "PrepareMeal", States: { PrepareMeal: task() } }],
          Catch: [{ ErrorEquals: ["States.ALL"], Next: "RefundPayment" }],
          End: true,
        },
        RefundPayment: task("Failed"),
      },
      want: { ChargeCard: ["RefundPayment"] },
    },
    {
      name: "leave out what does the same over again",
      states: {
        StartCluster: acts("redshift:resumeCluster", "PauseReplica", "Failed", { ClusterIdentifier: "sales" }),
        PauseReplica: acts("redshift:pauseCluster", "PauseCluster", "RollbackPauseCluster", { ClusterIdentifier: "replica" }),
        PauseCluster: acts("redshift:pauseCluster", undefined, "RollbackPauseCluster", { ClusterIdentifier: "sales" }),
        RollbackPauseCluster: acts("redshift:pauseCluster", "Failed", undefined, { ClusterIdentifier: "sales" }),
      },
      want: { StartCluster: ["RollbackPauseCluster"] },
    },
    {
      name: "take no copy for what spells out less of the step's name",
      states: {
        ProcessLoans: task("SettleLoans", "RollbackProcessLoans"),
        SettleLoans: task(undefined, "RollbackSettleLoans"),
        RollbackSettleLoans: task("RollbackProcessLoans"),
        RollbackProcessLoans: task("Failed"),
      },
      want: { ProcessLoans: ["RollbackProcessLoans"], SettleLoans: ["RollbackSettleLoans"] },
    },
    {
      name: "tell by numbers what words do not tell apart",
      states: {
        BookHotel1: task("BookHotel2", "Failed"),
        BookHotel2: task("PrintPlan", "CancelHotel1"),
        PrintPlan: task(undefined, "CancelHotel2"),
        CancelHotel2: task("CancelHotel1"),
        CancelHotel1: task("Failed"),
      },
      want: { BookHotel1: ["CancelHotel1"], BookHotel2: ["CancelHotel2"] },
    },
    {
      name: "take the name of a Map for that of the steps in it that say nothing",
      states: {
        ShipParcels: each("CallCarrier", "ChargeGuests", "Failed"),
        ChargeGuests: each("CallBank", "PrintPlan", "RecallParcels"),
        PrintPlan: task(undefined, "RefundGuests"),
        RefundGuests: task("RecallParcels"),
        RecallParcels: task("Failed"),
      },
      want: { CallCarrier: ["RecallParcels"], CallBank: ["RefundGuests"] },
    },
    {
      name: "take an order to undo what a service has done, sent by a queue",
      states: {
        StoreOrder: acts("dynamodb:putItem", "ChargeCard", "Failed"),
        ChargeCard: task("ShipOrder", "Failed"),
        ShipOrder: task(undefined, "DeleteOrder"),
        DeleteOrder: acts("sqs:sendMessage", "Failed"),
      },
      want: { StoreOrder: ["DeleteOrder"] },
    },
    {
      name: "leave out what removes where something has been removed",
      states: {
        DeleteAccount: task(undefined, "CleanupAccountDeletion"),
        CleanupAccountDeletion: task("RemoveAccountLeftovers"),
        RemoveAccountLeftovers: { Type: "Pass", Next: "Failed" },
      },
      want: {},
    },
    {
      name: "leave out what only puts the next status in the place of the last",
      states: {
        MarkCargoLoaded: acts("dynamodb:updateItem", "PrintBill", "Failed", { TableName: "cargo" }),
        PrintBill: task(undefined, "MarkCargoRejected"),
        MarkCargoRejected: acts("dynamodb:updateItem", "Failed", undefined, { TableName: "cargo" }),
      },
      want: {},
    },
    {
      name: "take what the chain and the subject speak for, though it seems to ask the same",
      states: {
        ReserveStock: acts("dynamodb:updateItem", "ChargeCard", "Failed", { TableName: "stock" }),
        ChargeCard: task(undefined, "UndoReserveStock"),
        UndoReserveStock: acts("dynamodb:updateItem", "Failed", undefined, { TableName: "stock" }),
      },
      want: { ReserveStock: ["UndoReserveStock"] },
    },
    {
      name: "leave out a step that comes after all whose failure is answered, though it is about the same",
      states: {
        ReserveStock: task("PackItems", "Failed"),
        PackItems: task("DispatchOrder", "CompensateOrder"),
        DispatchOrder: task(),
        CompensateOrder: task("Failed"),
      },
      want: { ReserveStock: ["CompensateOrder"] },
    },
    {
      name: "leave out a step without which the whole is compensated, too, though it is about a part of it",
      states: {
        ReserveStock: task("PackItems", "Failed"),
        PackItems: task("PrintOrderLabel", "CompensateOrder"),
        PrintOrderLabel: task(undefined, "CompensateOrder"),
        CompensateOrder: task("Failed"),
      },
      want: { ReserveStock: ["CompensateOrder"] },
    },
    {
      name: "leave out such a step where only what is called is about the same",
      states: {
        AskPrinter: calls("ask-printer", "MarkPrinted", "DeleteFromShelf"),
        MarkPrinted: calls("mark-photo-stored"),
        DeleteFromShelf: calls("delete-photo", "Failed"),
      },
      want: { AskPrinter: ["DeleteFromShelf"] },
    },
    {
      name: "go by what is called where no failure leads to what undoes",
      states: {
        AskPrinter: calls("store-photo", "MarkPrinted", "Failed"),
        MarkPrinted: calls("mark-print"),
        DeleteFromShelf: calls("delete-photo", "Failed"),
      },
      want: { AskPrinter: ["DeleteFromShelf"] },
    },
    {
      name: "keep such a step where what is answered is of another kind of work",
      states: {
        ReserveStock: task("ChargeCard", "CompensateCard"),
        ChargeCard: task(),
        CompensateCard: task("Failed"),
      },
      want: { ChargeCard: ["CompensateCard"] },
    },
    {
      name: "leave out what is of another kind than the step, though its Parallel is of both",
      states: {
        ChargeAndReserve: {
          Type: "Parallel",
          Branches: [
            { StartAt: "ChargeCard", States: { ChargeCard: task() } },
            { StartAt: "ReserveStock", States: { ReserveStock: task() } },
          ],
          Catch: [
            { ErrorEquals: ["PaymentDeclined"], Next: "CompensateStock" },
            { ErrorEquals: ["States.ALL"], Next: "CompensateAll" },
          ],
          Next: "ShipOrder",
        },
        ShipOrder: task(undefined, "CompensateAll"),
        CompensateStock: task("Failed"),
        CompensateAll: task("Failed"),
      },
      want: { ChargeCard: ["CompensateAll"], ReserveStock: ["CompensateStock", "CompensateAll"], ShipOrder: ["CompensateAll"] },
    },
    {
      name: "leave out what only puts a failure on record",
      states: {
        RecordStart: acts("dynamodb:putItem", "LoadTable", "Failed"),
        LoadTable: task(undefined, "RecordFailure"),
        RecordFailure: acts("dynamodb:updateItem", "Failed"),
      },
      want: {},
    },
    {
      name: "leave out a completing step where nothing that it completes is undone, nor does it run before",
      states: {
        ChargeCard: task("CompleteOrder", "CompensateOrder"),
        CompleteOrder: task(),
        CompensateOrder: task("Failed"),
      },
      want: {},
    },
    {
      name: "take in the copy that a Choice leads to which tests no one task's result",
      states: {
        OpenOrder: calls("open-order", "ReserveItems"),
        ReserveItems: {
          Type: "Map",
          ItemProcessor: {
            StartAt: "ReserveOneItem",
            States: { ReserveOneItem: calls("reserve-stock", undefined, "NotReserved"), NotReserved: { Type: "Pass", End: true } },
          },
          Next: "AreAllReserved",
        },
        AreAllReserved: {
          Type: "Choice",
          Choices: [{ Variable: "$.complete", BooleanEquals: true, Next: "ChargeCard" }],
          Default: "ReleaseInventoryWhenMissing",
        },
        ChargeCard: calls("charge-card", undefined, "ReleaseInventoryWhenDeclined"),
        ReleaseInventoryWhenMissing: calls("release-stock", "Failed"),
        ReleaseInventoryWhenDeclined: calls("release-stock", "Failed"),
      },
      want: { ReserveOneItem: ["ReleaseInventoryWhenMissing", "ReleaseInventoryWhenDeclined"] },
    },
    {
      name: "take what handles the failure of an undoing for none",
      states: {
        GrantAccess: task("RevokeAccess", "Failed"),
        RevokeAccess: task(undefined, "HandleRevokeError"),
        HandleRevokeError: task("Failed"),
      },
      want: {},
    },
    {
      name: "take what is named for the failure for no undoing",
      states: {
        PackOrder: task("ShipOrder", "Failed"),
        ShipOrder: task(undefined, "ShippingFailed"),
        ShippingFailed: calls("handle-shipping-failure", "Failed"),
      },
      want: {},
    },
  ])("$name", ({ states, want }) => {
    expect(pairsOf(modelOf(states))).toEqual(want);
  });
});

it("takes the news of a failed compensation for a notification", () => {
  const { steps } = modelOf({
    BookSeat: task("ChargeCard", "Failed"),
    ChargeCard: task(undefined, "CompensateSeat"),
    CompensateSeat: task("Failed", "CompensationFailed"),
    CompensationFailed: task("Failed"),
  });
  expect(steps.get("CompensationFailed")?.role).toBe("notification");
});

it("takes the undoing for compensations where the way back ends in the clean-up of the way to success", () => {
  const { steps } = modelOf({
    AcquireLock: task("BookSeat", "Failed"),
    BookSeat: task("ChargeCard", "ReleaseLock"),
    ChargeCard: task("ReleaseLock", "CompensateSeat"),
    CompensateSeat: task("CompensateRest"),
    CompensateRest: task("ReleaseLock"),
    ReleaseLock: task(),
  });
  expect(Object.fromEntries([...steps.values()].map(({ state, role }) => [state, role]))).toEqual({
    AcquireLock: "forward",
    BookSeat: "forward",
    ChargeCard: "forward",
    CompensateSeat: "compensation",
    CompensateRest: "compensation",
    ReleaseLock: "forward",
  });
});
