import { describe, expect, it } from "vitest";
import { buildModel } from "../../../src/lib/saga/build-model.ts";
import type { SagaDeclarations, SagaModel } from "../../../src/lib/saga/model.ts";
import { machineOf, orderMachine, task } from "./machine-of.ts";

const NOTHING: SagaDeclarations = { steps: {} };

function modelOf(definition: object, declarations = NOTHING): SagaModel {
  return buildModel("order", machineOf(definition), declarations).model;
}

function rolesOf({ steps }: SagaModel): Record<string, string> {
  return Object.fromEntries([...steps.values()].map(({ state, role }) => [state, role]));
}

function pairsOf({ steps }: SagaModel): Record<string, readonly string[]> {
  return Object.fromEntries(
    [...steps.values()].filter(({ compensations }) => compensations.length > 0).map((s) => [s.state, s.compensations]),
  );
}

const sns = { Type: "Task", Resource: "arn:aws:states:::sns:publish", Parameters: {} };
const failed = { Type: "Fail" };

/** Each step's failure undoes the steps before it. */
const TRIP = {
  StartAt: "ReserveFlight",
  States: {
    ReserveFlight: task("ReserveHotel", "TripFailed"),
    ReserveHotel: task("ChargeCard", "CancelFlight"),
    ChargeCard: task("SendTickets", "CancelHotel"),
    SendTickets: { ...sns, End: true },
    CancelHotel: task("CancelFlight"),
    CancelFlight: task("TripFailed"),
    TripFailed: failed,
  },
};

describe("buildModel on the order saga", () => {
  it.each(["order.asl.json", "order.jsonata.asl.yaml", "order.slides.asl.json"] as const)(
    "finds steps, compensations and style in %s",
    async (file) => {
      const { model, diagnostics } = buildModel("order", await orderMachine(file), NOTHING);
      expect(diagnostics).toEqual([]);
      expect({ saga: model.saga, source: model.source, style: model.style }).toEqual({ saga: true, source: "inferred", style: "self" });
      expect(rolesOf(model)).toEqual({
        ProcessOrder: "forward",
        ProcessPayment: "forward",
        ReserveInventory: "forward",
        "sns:NotifySuccess": "notification",
        ReleaseInventory: "compensation",
        ProcessRefund: "compensation",
        UpdateOrderStatus: "compensation",
        "sns:NotifyReleaseInventoryFail": "notification",
        "sns:NotifyProcessRefundFail": "notification",
        "sns:NotifyUpdateOrderFail": "notification",
      });
      expect(pairsOf(model)).toEqual({
        ProcessOrder: ["UpdateOrderStatus"],
        ProcessPayment: ["ProcessRefund"],
        ReserveInventory: ["ReleaseInventory"],
      });
      expect([...model.lastLeg]).toEqual(["ReserveInventory", "sns:NotifySuccess", "OrderSucceeded"]);
    },
  );

  it("tells how each compensation undoes, and with what evidence", async () => {
    const { steps } = buildModel("order", await orderMachine("order.asl.json"), NOTHING).model;
    const told = ["ReleaseInventory", "ProcessRefund", "UpdateOrderStatus"].map((name) => {
      const { undoes, undo, evidence, confidence } = steps.get(name) ?? {};
      return { undoes, undo, evidence, confidence };
    });
    const evidence = ["chain", "name", "region"];
    expect(told).toEqual([
      { undoes: ["ReserveInventory"], undo: "cancels", evidence, confidence: "likely" },
      { undoes: ["ProcessPayment"], undo: "reverses", evidence, confidence: "likely" },
      { undoes: ["ProcessOrder"], undo: "cancels", evidence, confidence: "likely" },
    ]);
  });

  it.each([
    { file: "order.asl.json", want: { readsInput: true, variables: [], keepsInput: true } },
    { file: "order.jsonata.asl.yaml", want: { readsInput: false, variables: ["order"], keepsInput: false } },
  ] as const)("knows what a compensation's task is called with in $file", async ({ file, want }) => {
    const { steps } = buildModel("order", await orderMachine(file), NOTHING).model;
    expect(steps.get("ProcessRefund")?.data).toEqual(want);
  });
});

describe("buildModel pairs steps", () => {
  const order = (states: object): object => ({ StartAt: Object.keys(states)[0], States: { ...states, OrderFailed: failed } });

  it.each([
    {
      name: "where a failure undoes only the steps before it",
      definition: TRIP,
      style: "previous",
      want: { ReserveFlight: ["CancelFlight"], ReserveHotel: ["CancelHotel"] },
    },
    {
      name: "where a failure undoes nothing, but what undoes a success works on its result",
      definition: order({
        ReserveStock: task("ChargeCard", undefined, { ResultPath: "$.reservation" }),
        ChargeCard: task(undefined, "ReleaseStock"),
        ReleaseStock: task("OrderFailed", undefined, { Parameters: { "id.$": "$.reservation.id" } }),
      }),
      style: "previous",
      want: { ReserveStock: ["ReleaseStock"] },
    },
    {
      name: "with verbs last and kebab case",
      definition: order({
        "order-create": task("payment-debit", "order-remove"),
        "payment-debit": task(undefined, "payment-credit"),
        "payment-credit": task("order-remove"),
        "order-remove": task("OrderFailed"),
      }),
      style: "self",
      want: { "order-create": ["order-remove"], "payment-debit": ["payment-credit"] },
    },
    {
      name: "with a status change at the chain's end that names the noun",
      definition: order({
        CreateOrder: task("PayInvoice", "OrderFailed"),
        PayInvoice: task("ShipOrder", "SetOrderFailed"),
        ShipOrder: task(undefined, "RefundCustomer"),
        RefundCustomer: task("SetOrderFailed"),
        SetOrderFailed: task("OrderFailed"),
      }),
      style: "previous",
      want: { CreateOrder: ["SetOrderFailed"], PayInvoice: ["RefundCustomer"] },
    },
    {
      name: "with copies of a compensation for two points of failure",
      definition: order({
        ReserveStock: task("ChargeCard"),
        ChargeCard: task("BookCourier", "ReleaseStockAfterCharge"),
        BookCourier: task(undefined, "RefundCharge"),
        RefundCharge: task("ReleaseStockAfterBooking"),
        ReleaseStockAfterCharge: task("OrderFailed"),
        ReleaseStockAfterBooking: task("OrderFailed"),
      }),
      style: "previous",
      want: { ReserveStock: ["ReleaseStockAfterCharge", "ReleaseStockAfterBooking"], ChargeCard: ["RefundCharge"] },
    },
    {
      name: "with one compensation for two steps on the same thing",
      definition: order({
        ReserveHotel: task("TakePayment", "CancelHotelBooking"),
        TakePayment: task("ConfirmHotel", "RefundPayment"),
        ConfirmHotel: task(undefined, "RefundPayment"),
        RefundPayment: task("CancelHotelBooking"),
        CancelHotelBooking: task("OrderFailed"),
      }),
      style: "self",
      want: { ReserveHotel: ["CancelHotelBooking"], TakePayment: ["RefundPayment"], ConfirmHotel: ["CancelHotelBooking"] },
    },
    {
      name: "in a Parallel whose Catch undoes its branches in another Parallel",
      definition: {
        StartAt: "BookTrip",
        States: {
          BookTrip: {
            Type: "Parallel",
            Branches: [
              { StartAt: "BookHotel", States: { BookHotel: task() } },
              { StartAt: "BookCar", States: { BookCar: task() } },
            ],
            Catch: [{ ErrorEquals: ["States.ALL"], Next: "CancelTrip" }],
            End: true,
          },
          CancelTrip: {
            Type: "Parallel",
            Branches: [
              { StartAt: "CancelHotel", States: { CancelHotel: task() } },
              { StartAt: "CancelCar", States: { CancelCar: task() } },
            ],
            Next: "TripFailed",
          },
          TripFailed: failed,
        },
      },
      style: "self",
      want: { BookHotel: ["CancelHotel"], BookCar: ["CancelCar"] },
    },
    {
      name: "where a Choice reads the failure from the result",
      definition: order({
        PlaceOrder: task("IsPlaced"),
        IsPlaced: {
          Type: "Choice",
          Choices: [{ Variable: "$.status", StringEquals: "PLACED", Next: "MakePayment" }],
          Default: "OrderFailed",
        },
        MakePayment: task("IsPaid"),
        IsPaid: {
          Type: "Choice",
          Choices: [{ Variable: "$.status", StringEquals: "PAID", Next: "OrderPlaced" }],
          Default: "RevertPayment",
        },
        OrderPlaced: { Type: "Succeed" },
        RevertPayment: task("RemoveOrder"),
        RemoveOrder: task("OrderFailed"),
      }),
      style: null,
      want: { PlaceOrder: ["RemoveOrder"], MakePayment: ["RevertPayment"] },
    },
    {
      name: "by the mode that one function is called with",
      definition: order({
        "Step 1": {
          ...task("Step 2", "OrderFailed"),
          Resource: "arn:aws:states:::lambda:invoke",
          Parameters: { FunctionName: "stock", Payload: { action: "RESERVE" } },
        },
        "Step 2": {
          ...task(undefined, "Step 3"),
          Resource: "arn:aws:states:::lambda:invoke",
          Parameters: { FunctionName: "payment", Payload: { action: "CHARGE" } },
        },
        "Step 3": {
          ...task("OrderFailed"),
          Resource: "arn:aws:states:::lambda:invoke",
          Parameters: { FunctionName: "stock", Payload: { action: "RELEASE" } },
        },
      }),
      style: "previous",
      want: { "Step 1": ["Step 3"] },
    },
    {
      name: "by a Comment that names the step",
      definition: order({
        Reservar: task("Debitar", "OrderFailed"),
        Debitar: task("Enviar", "OrderFailed"),
        Enviar: task(undefined, "Devolver"),
        Devolver: task("OrderFailed", undefined, { Comment: "Undo of Reservar" }),
      }),
      style: "previous",
      want: { Reservar: ["Devolver"] },
    },
  ])("$name", ({ definition, style, want }) => {
    const model = modelOf(definition);
    expect({ saga: model.saga, style: model.style, pairs: pairsOf(model) }).toEqual({ saga: true, style, pairs: want });
  });

  it.each([
    {
      name: "a failure mark that undoes nothing",
      definition: order({
        ReserveStock: task("PrintReceipt", "MarkFailed"),
        PrintReceipt: task(undefined, "MarkFailed"),
        MarkFailed: task("OrderFailed"),
      }),
      roles: { ReserveStock: "forward", PrintReceipt: "forward", MarkFailed: "notification" },
    },
    {
      name: "a cancellation before any effect, which is a branch of the business",
      definition: order({
        CheckStock: task("InStock"),
        InStock: { Type: "Choice", Choices: [{ Variable: "$.count", NumericEquals: 0, Next: "CancelOrder" }], Default: "ShipOrder" },
        ShipOrder: task(),
        CancelOrder: task("OrderFailed"),
      }),
      roles: { CheckStock: "read", ShipOrder: "forward", CancelOrder: "notification" },
    },
    {
      name: "an alternative that goes on with the way to success",
      definition: order({
        ChargeCard: task("ShipOrder", "ChargeBackupCard"),
        ChargeBackupCard: task("ShipOrder", "OrderFailed"),
        ShipOrder: task(),
      }),
      roles: { ChargeCard: "forward", ChargeBackupCard: "forward", ShipOrder: "forward" },
    },
  ])("but not $name", ({ definition, roles }) => {
    const model = modelOf(definition);
    expect({ saga: model.saga, pairs: pairsOf(model), roles: rolesOf(model) }).toEqual({ saga: false, pairs: {}, roles });
  });
});

it.each([
  { name: "is a compensation where its name can mean nothing else", undo: "RollbackTransfer", role: "compensation" },
  { name: "is none where it may be a branch of the business", undo: "CancelTransfer", role: "notification" },
])("what runs where a look at what was done before the machine began fails $name", ({ undo, role }) => {
  const States = { CheckAccount: task("CloseTransfer", undo), CloseTransfer: task(), [undo]: task("Failed"), Failed: { Type: "Fail" } };
  const model = modelOf({ Comment: "A transfer saga", StartAt: "CheckAccount", States });
  expect(rolesOf(model)).toEqual({ CheckAccount: "read", CloseTransfer: "forward", [undo]: role });
});

describe("buildModel follows declarations", () => {
  it("takes declared pairs from the config and leaves the rest inferred", () => {
    const model = modelOf(TRIP, { steps: { ReserveFlight: { compensations: ["CancelHotel"] } } });
    expect({ source: model.source, pairs: pairsOf(model) }).toEqual({ source: "declared", pairs: { ReserveFlight: ["CancelHotel"] } });
  });

  it("takes pairs, roles, pivot and reasons from Comments, the config's word first", () => {
    const definition = {
      Comment: "saga: rollback-may-succeed the caller reads the status",
      StartAt: "StepOne",
      States: {
        StepOne: task("StepTwo", "Back"),
        StepTwo: task("StepThree", "Back", { Comment: "saga: pivot; saga: no-compensation nothing to undo" }),
        StepThree: task(undefined, undefined, { Comment: "Tells the warehouse. saga: notification" }),
        Back: task("Failed", undefined, { Comment: "C1\nsaga: compensates StepOne" }),
        Failed: failed,
      },
    };
    const model = modelOf(definition, { key: "$.order_id", steps: { StepTwo: { noCompensation: "shipped goods come back by mail" } } });
    expect(model).toMatchObject({ saga: true, source: "declared", key: "$.order_id", rollbackMaySucceed: true });
    expect(rolesOf(model)).toEqual({ StepOne: "forward", StepTwo: "forward", StepThree: "notification", Back: "compensation" });
    expect(pairsOf(model)).toEqual({ StepOne: ["Back"] });
    expect(model.steps.get("StepTwo")).toMatchObject({ pivot: true, noCompensation: "shipped goods come back by mail" });
  });

  it("is a saga or none as declared", () => {
    expect(modelOf(TRIP, { saga: false, steps: {} }).saga).toBe(false);
    expect(modelOf({ StartAt: "ShipOrder", States: { ShipOrder: task() } }, { saga: true, steps: {} }).saga).toBe(true);
  });

  it("judges a machine whose own words say saga", () => {
    expect(modelOf({ Comment: "A saga in the making", StartAt: "ShipOrder", States: { ShipOrder: task() } }).saga).toBe(true);
  });

  it("reports names that no state has, with the near ones", () => {
    const definition = {
      ...TRIP,
      States: { ...TRIP.States, CancelHotel: task("CancelFlight", undefined, { Comment: "saga: compensates ReserveHotle" }) },
    };
    const { diagnostics } = buildModel("trip", machineOf(definition), {
      steps: { ReserveFligth: {}, ChargeCard: { compensations: ["Refund"] } },
    });
    expect(diagnostics.map(({ code, message, hint }) => ({ code, message, hint }))).toEqual([
      {
        code: "saga/directive",
        message: '"CancelHotel" says that it compensates "ReserveHotle", which is not a state here',
        hint: 'Did you mean "ReserveHotel"?',
      },
      {
        code: "saga/declaration",
        message: 'steps names "ReserveFligth", which is not a state of this machine',
        hint: 'Did you mean "ReserveFlight"?',
      },
      {
        code: "saga/declaration",
        message: 'steps.ChargeCard.compensations names "Refund", which is not a state of this machine',
        hint: "Known: ReserveFlight, ReserveHotel, ChargeCard, SendTickets, CancelHotel, CancelFlight, TripFailed.",
      },
    ]);
  });

  it.each([
    { comment: "saga: pivto", want: ["saga: pivto is not a directive"] },
    { comment: "saga: no-compensation", want: ['"ShipOrder" says saga: no-compensation without a reason'] },
    { comment: "The last step of the saga: everything before it can be undone", want: [] },
  ])("reads the Comment $comment", ({ comment, want }) => {
    const machine = machineOf({ StartAt: "ShipOrder", States: { ShipOrder: task(undefined, undefined, { Comment: comment }) } });
    expect(buildModel("order", machine, NOTHING).diagnostics.map(({ message }) => message)).toEqual(want);
  });
});
