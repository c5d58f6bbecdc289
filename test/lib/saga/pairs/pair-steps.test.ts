import { describe, expect, it } from "vitest";
import { buildModel } from "../../../../src/lib/saga/build-model.ts";
import type { SagaModel } from "../../../../src/lib/saga/model.ts";
import { machineOf, task } from "../machine-of.ts";
import { pairsOf } from "../pairs-of.ts";

function modelOf(definition: object): SagaModel {
  return buildModel("order", machineOf(definition), { steps: {} }).model;
}

function rolesOf({ steps }: SagaModel): Record<string, string> {
  return Object.fromEntries([...steps.values()].map(({ state, role }) => [state, role]));
}

const failed = { Type: "Fail" };

function order(states: object): object {
  return { StartAt: Object.keys(states)[0], States: { ...states, OrderFailed: failed } };
}

/** A task that calls the function; what it is called with does not matter, unless said. */
function calls(functionName: string, next?: string, caught?: string, payload: object = {}): object {
  const Parameters = { FunctionName: functionName, Payload: payload };
  return { ...task(next, caught), Resource: "arn:aws:states:::lambda:invoke", Parameters };
}

/** What makes a task call the function that the input has under this name. */
function dynamic(functionName: string): object {
  const Parameters = { "FunctionName.$": `$.functions.${functionName}`, "Payload.$": "$" };
  return { Resource: "arn:aws:states:::lambda:invoke", Parameters };
}

function sends(action: string, next: string): object {
  const Parameters = { QueueUrl: "${Orders}", MessageBody: { action } };
  return { Type: "Task", Resource: "arn:aws:states:::sqs:sendMessage", Parameters, Next: next };
}

/** A Choice between going on and giving up. */
function whether(variable: string, yes: string, no: string): object {
  return { Type: "Choice", Choices: [{ Variable: variable, BooleanEquals: true, Next: yes }], Default: no };
}

describe("a step is paired", () => {
  it.each([
    {
      name: "by the word for the deed rather than what it is a kind of",
      definition: order({
        DebitSender: task("CreditReceiver", "OrderFailed"),
        CreditReceiver: task(undefined, "CompensateDebit"),
        CompensateDebit: task("OrderFailed"),
      }),
      style: "previous",
      want: { DebitSender: ["CompensateDebit"] },
    },
    {
      name: "by what copies of a compensation call, where they are named for the failure",
      definition: order({
        ReserveStock: calls("reserve-stock", "ChargeCard"),
        ChargeCard: calls("charge-card", "IsPaid", "CompensateTechnicalFailure"),
        IsPaid: whether("$.paid", "ConfirmOrder", "CompensateBusinessFailure"),
        ConfirmOrder: calls("confirm-order"),
        CompensateTechnicalFailure: calls("compensate-stock", "OrderFailed"),
        CompensateBusinessFailure: calls("compensate-stock", "OrderFailed"),
      }),
      style: null,
      want: { ReserveStock: ["CompensateTechnicalFailure", "CompensateBusinessFailure"] },
    },
    {
      name: "by what a state calls that is named for the failure it answers",
      definition: order({
        ReserveStock: calls("reserveStock", "ChargeCard", "OrderFailed"),
        ChargeCard: calls("chargeCard", undefined, "PaymentFailed"),
        PaymentFailed: calls("releaseStock", "OrderFailed"),
      }),
      style: "previous",
      want: { ReserveStock: ["PaymentFailed"] },
    },
    {
      name: "by the function that the input names",
      definition: order({
        "Step A": { ...task("Step B", "OrderFailed"), ...dynamic("reserveStock") },
        "Step B": { ...task(undefined, "Step C"), ...dynamic("chargeCard") },
        "Step C": { ...task("OrderFailed"), ...dynamic("releaseStock") },
      }),
      style: "previous",
      want: { "Step A": ["Step C"] },
    },
    {
      name: "whatever word all functions have in their names",
      definition: order({
        ReserveHotel: calls("booking-reserve", "ReserveFlight", "OrderFailed"),
        ReserveFlight: calls("booking-reserve", "ReserveCar", "UndoHotel"),
        ReserveCar: calls("booking-reserve", undefined, "UndoFlight"),
        UndoFlight: calls("booking-cancel", "UndoHotel"),
        UndoHotel: calls("booking-cancel", "OrderFailed"),
      }),
      style: "previous",
      want: { ReserveHotel: ["UndoHotel"], ReserveFlight: ["UndoFlight"] },
    },
    {
      name: "with a rollback that names nothing and undoes all that came before",
      definition: order({
        CreateOrder: task("ReserveStock", "OrderFailed"),
        ReserveStock: task("ShipOrder", "CompensateOrder"),
        ShipOrder: task("CheckDelivery", "CompensateStock"),
        CheckDelivery: task(undefined, "RollbackAll"),
        CompensateStock: task("CompensateOrder"),
        CompensateOrder: task("OrderFailed"),
        RollbackAll: task("OrderFailed"),
      }),
      style: "previous",
      want: {
        CreateOrder: ["CompensateOrder", "RollbackAll"],
        ReserveStock: ["CompensateStock", "RollbackAll"],
        ShipOrder: ["RollbackAll"],
      },
    },
    {
      name: "with a rollback that a Choice on a check leads to",
      definition: order({
        StartMigration: task("VerifyMigration"),
        VerifyMigration: task("IsSound"),
        IsSound: whether("$.sound", "SwitchTraffic", "Rollback"),
        SwitchTraffic: task(),
        Rollback: task("OrderFailed"),
      }),
      style: null,
      want: { StartMigration: ["Rollback"] },
    },
    {
      name: "with what catchers and a Choice on something else lead to",
      definition: order({
        ReserveRoom: calls("rooms", "ChargeCard", "OrderFailed"),
        ChargeCard: calls("cards", "IsInTime", "ReleaseRoom"),
        IsInTime: {
          Type: "Choice",
          Choices: [{ Variable: "$$.State.EnteredTime", TimestampLessThanPath: "$.deadline", Next: "Confirm" }],
          Default: "ReleaseRoom",
        },
        Confirm: calls("bookings"),
        ReleaseRoom: calls("rooms", "MarkExpired"),
        MarkExpired: calls("bookings"),
      }),
      style: "previous",
      want: { ReserveRoom: ["ReleaseRoom"] },
    },
    {
      name: "beside a compensation of what was done elsewhere, which a Choice leads to",
      definition: order({
        ChargeCard: calls("charge", "IsCharged"),
        IsCharged: whether("$.charged", "PackParcel", "CompensateOrder"),
        PackParcel: calls("pack", undefined, "CompensatePayment"),
        CompensatePayment: calls("refund", "CompensateOrder"),
        CompensateOrder: calls("orders"),
      }),
      style: "previous",
      want: { ChargeCard: ["CompensatePayment"] },
    },
    {
      name: "with a rollback of the whole, whatever the steps are called",
      definition: order({
        DeployCanary: calls("canary", "Rollout25Percent", "RollbackDeployment"),
        Rollout25Percent: calls("rollout", "Rollout100Percent", "RollbackDeployment"),
        Rollout100Percent: calls("rollout", undefined, "RollbackDeployment"),
        RollbackDeployment: calls("rollback", "OrderFailed"),
      }),
      style: "self",
      want: {
        DeployCanary: ["RollbackDeployment"],
        Rollout25Percent: ["RollbackDeployment"],
        Rollout100Percent: ["RollbackDeployment"],
      },
    },
    {
      name: "with a rollback whose name only says that it is done",
      definition: order({
        CommitLedger: calls("ledger", "PayOut", "ExecuteCompensatingRollback"),
        PayOut: calls("gateway", undefined, "ExecuteCompensatingRollback"),
        ExecuteCompensatingRollback: calls("gateway", "OrderFailed"),
      }),
      style: "self",
      want: { CommitLedger: ["ExecuteCompensatingRollback"], PayOut: ["ExecuteCompensatingRollback"] },
    },
    {
      name: "not with a compensation whose Comment names the step that fails",
      definition: order({
        ReserveStock: calls("reserve", "ShipOrder", "OrderFailed"),
        ShipOrder: calls("ship", undefined, "ReleaseStock"),
        ReleaseStock: { ...calls("release", "OrderFailed"), Comment: "Compensates after a ShipOrder failure" },
      }),
      style: "previous",
      want: { ReserveStock: ["ReleaseStock"] },
    },
    {
      name: "not with what cleans up whether or not the last step fails",
      definition: order({
        LaunchInstance: calls("launch", "AttachInstance", "TerminateInstance"),
        AttachInstance: calls("attach", "RecordInstance", "DetachInstance"),
        RecordInstance: calls("record", "HadOld", "HadOld"),
        HadOld: whether("$$.Execution.Input.hadOld", "TerminateOldInstance", "Done"),
        TerminateOldInstance: calls("terminate", "Done", "Done"),
        Done: { Type: "Succeed" },
        DetachInstance: calls("detach", "TerminateInstance"),
        TerminateInstance: calls("terminate", "OrderFailed"),
      }),
      style: "self",
      want: { LaunchInstance: ["TerminateInstance"], AttachInstance: ["DetachInstance"] },
    },
    {
      name: "not by its place with what undoes another kind of work",
      definition: order({
        ValidatePayment: calls("validate", "ReserveInventory", "OrderFailed"),
        ReserveInventory: calls("reserve", "ConfirmOrder", "CompensatePayment"),
        ConfirmOrder: calls("confirm"),
        CompensatePayment: calls("compensate", "OrderFailed"),
      }),
      style: null,
      want: {},
    },
    {
      name: "where a Choice after each step leads into one chain",
      definition: order({
        PlaceOrder: task("IsPlaced"),
        IsPlaced: whether("$.placed", "ReserveStock", "NoteFailure"),
        ReserveStock: task("IsReserved"),
        IsReserved: whether("$.reserved", "ChargeCard", "CancelOrder"),
        ChargeCard: task("IsCharged"),
        IsCharged: whether("$.charged", "OrderPlaced", "ReleaseStock"),
        ReleaseStock: task("CancelOrder"),
        CancelOrder: task("NoteFailure"),
        NoteFailure: task(),
        OrderPlaced: { Type: "Succeed" },
      }),
      style: "previous",
      want: { PlaceOrder: ["CancelOrder"], ReserveStock: ["ReleaseStock"] },
    },
    {
      name: "where the way to success ends like the way back",
      definition: order({
        LockTable: task("CopyTable", "OrderFailed"),
        CopyTable: task("IsCopied", "ReleaseLock"),
        IsCopied: whether("$.copied", "SwitchTable", "DropCopy"),
        SwitchTable: task("ReleaseLockAtLast", "DropCopy"),
        ReleaseLockAtLast: task(),
        DropCopy: task("ReleaseLock"),
        ReleaseLock: task("OrderFailed"),
      }),
      style: null,
      want: { LockTable: ["ReleaseLock"], CopyTable: ["DropCopy"] },
    },
    {
      name: "inside a Parallel by what that is called",
      definition: {
        StartAt: "DeployServices",
        States: {
          DeployServices: {
            Type: "Parallel",
            Branches: [
              { StartAt: "DeployShop", States: { DeployShop: task() } },
              { StartAt: "DeployCart", States: { DeployCart: task() } },
            ],
            Catch: [{ ErrorEquals: ["States.ALL"], Next: "RollbackServices" }],
            End: true,
          },
          RollbackServices: task("Failed"),
          Failed: failed,
        },
      },
      style: "self",
      want: { DeployShop: ["RollbackServices"], DeployCart: ["RollbackServices"] },
    },
    {
      name: "with names in Spanish",
      definition: order({
        ReservarVuelo: task("CobrarTarjeta", "OrderFailed"),
        CobrarTarjeta: task("EmitirBoleto", "CancelarVuelo"),
        EmitirBoleto: task(undefined, "ReembolsarPago"),
        ReembolsarPago: task("CancelarVuelo"),
        CancelarVuelo: task("OrderFailed"),
      }),
      style: "previous",
      want: { ReservarVuelo: ["CancelarVuelo"], CobrarTarjeta: ["ReembolsarPago"] },
    },
    {
      name: "where a message commands the undoing",
      definition: order({
        ReserveStock: task("ChargeCard", "OrderFailed"),
        ChargeCard: task(undefined, "ReleaseStock"),
        ReleaseStock: sends("RELEASE_STOCK", "OrderFailed"),
      }),
      style: "previous",
      want: { ReserveStock: ["ReleaseStock"] },
    },
    {
      name: "by where a compensation runs, when two steps are about the same",
      definition: order({
        ReservePayment: task("CreateAppointment", "OrderFailed"),
        CreateAppointment: task("CapturePayment", "CancelPayment"),
        CapturePayment: task(undefined, "DeleteAppointment"),
        CancelPayment: task("OrderFailed"),
        DeleteAppointment: task("OrderFailed"),
      }),
      style: "previous",
      want: { ReservePayment: ["CancelPayment"], CreateAppointment: ["DeleteAppointment"] },
    },
    {
      name: "by what a verb really undoes, when two steps are about the same",
      definition: order({
        ReserveStock: task("ChargeCard", "OrderFailed"),
        ChargeCard: task("UpdateStock", "ReleaseStock"),
        UpdateStock: task(undefined, "RefundCard"),
        RefundCard: task("ReleaseStock"),
        ReleaseStock: task("OrderFailed"),
      }),
      style: "previous",
      want: { ReserveStock: ["ReleaseStock"], ChargeCard: ["RefundCard"] },
    },
    {
      name: "inside a Parallel with the one compensation behind it",
      definition: {
        StartAt: "InParallel",
        States: {
          InParallel: {
            Type: "Parallel",
            Branches: [
              { StartAt: "ReserveStock", States: { ReserveStock: task() } },
              { StartAt: "ChargeCard", States: { ChargeCard: task() } },
            ],
            Catch: [{ ErrorEquals: ["States.ALL"], Next: "RollbackOrder" }],
            End: true,
          },
          RollbackOrder: task("OrderFailed"),
          OrderFailed: failed,
        },
      },
      style: "self",
      want: { ReserveStock: ["RollbackOrder"], ChargeCard: ["RollbackOrder"] },
    },
    {
      name: "with the task rather than the Pass that prepares it",
      definition: order({
        LockTable: task("CopyTable", "OrderFailed"),
        CopyTable: task(undefined, "ReleaseLockNext"),
        ReleaseLockNext: { Type: "Pass", Result: "release", ResultPath: "$.next", Next: "ReleaseLock" },
        ReleaseLock: task("OrderFailed"),
      }),
      style: "previous",
      want: { LockTable: ["ReleaseLock"] },
    },
  ])("$name", ({ definition, style, want }) => {
    const model = modelOf(definition);
    expect({ saga: model.saga, style: model.style, pairs: pairsOf(model) }).toEqual({ saga: true, style, pairs: want });
  });
});

describe("no step is paired", () => {
  it.each([
    {
      name: "the news of an undoing",
      definition: order({
        ReserveStock: task("ChargeCard", "OrderFailed"),
        ChargeCard: task(undefined, "NotifyStockRelease"),
        NotifyStockRelease: sends("STOCK_RELEASED", "OrderFailed"),
      }),
      roles: { ReserveStock: "forward", ChargeCard: "forward", NotifyStockRelease: "notification" },
    },
    {
      name: "a mode of one function that only looks",
      definition: order({
        CheckRequest: calls("create-booking", "BookRoom", "OrderFailed", { action: "validate" }),
        BookRoom: calls("create-booking", undefined, "OrderFailed", { action: "book" }),
      }),
      roles: { CheckRequest: "read", BookRoom: "forward" },
    },
  ])("with $name", ({ definition, roles }) => {
    const model = modelOf(definition);
    expect({ pairs: pairsOf(model), roles: rolesOf(model) }).toEqual({ pairs: {}, roles });
  });
});

it("finds more pairs than a call takes arguments, where hundreds of steps ask the same of a service", () => {
  const asks = (action: string, next: string, caught?: string): object => ({
    ...task(next, caught),
    Resource: `arn:aws:states:::dynamodb:${action}`,
    Parameters: { TableName: "orders", Key: { id: { "S.$": "$.id" } } },
  });
  // No name is told apart by its number.
  const words = (at: number): string => String(at).replaceAll(/\d/g, (digit) => "abcdefghij".charAt(Number(digit)));
  const rows = Array.from({ length: 400 }, (_, at) => at);
  const states = {
    ...Object.fromEntries(
      rows.map((at) => [`Put${words(at)}`, asks("putItem", at < 399 ? `Put${words(at + 1)}` : "Stored", `Delete${words(399)}`)]),
    ),
    ...Object.fromEntries(rows.map((at) => [`Delete${words(at)}`, asks("deleteItem", at > 0 ? `Delete${words(at - 1)}` : "OrderFailed")])),
    Stored: { Type: "Succeed" },
  };
  expect(modelOf(order(states)).steps.get(`Put${words(0)}`)?.compensations.length).toBe(400);
});
