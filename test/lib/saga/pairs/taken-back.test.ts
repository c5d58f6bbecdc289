import { describe, expect, it, test } from "vitest";
import { buildModel } from "../../../../src/lib/saga/build-model.ts";
import { catchNotAll } from "../../../../src/lib/rules/catch-not-all.ts";
import { failureMasked } from "../../../../src/lib/rules/failure-masked.ts";
import { missingCatch } from "../../../../src/lib/rules/missing-catch.ts";
import { noCompensator } from "../../../../src/lib/rules/no-compensator.ts";
import { missingCompensation } from "../../../../src/lib/rules/missing-compensation.ts";
import { machineOf } from "../machine-of.ts";
import { ruleCases } from "../../rules/rule-cases.ts";
import { task } from "../../rules/order-saga.ts";

/** Asks the vault's function to do something with a key. */
function asks(action: string, key: string, name: string, more: object): object {
  const Parameters = { FunctionName: "vault", Payload: { action, "key.$": key } };
  return task(name, { Resource: "arn:aws:states:::lambda:invoke", Parameters, ...more });
}

/** A vault is unlocked for a payment, and locked again before the receipt is printed. */
function vault(changes: Readonly<Record<string, object>> = {}): object {
  const states = {
    UnlockVault: asks("unlock", "$.vault", "UnlockVault", { onError: "Failed", Next: "PayOut" }),
    PayOut: task("PayOut", { onError: "LockVaultOnFailure", Next: "LockVault", Comment: "saga: no-compensation paid by hand" }),
    LockVault: asks("lock", "$.vault", "LockVault", { onError: "LockVaultOnFailure", Next: "PrintReceipt" }),
    PrintReceipt: task("PrintReceipt", { onError: "Failed" }),
    LockVaultOnFailure: asks("lock", "$.vault", "LockVaultOnFailure", { Comment: "saga: compensates UnlockVault", Next: "Failed" }),
    Failed: { Type: "Fail" },
    ...changes,
  };
  return { StartAt: "UnlockVault", States: states };
}

describe("a step on the way to success takes back", () => {
  it.each([
    { name: "the step whose compensation asks the very same", changes: {}, want: ["UnlockVault"] },
    {
      name: "nothing, where it asks for another thing",
      changes: { LockVault: asks("lock", "$.cellar", "LockVault", { onError: "LockVaultOnFailure", Next: "PrintReceipt" }) },
      want: undefined,
    },
    {
      name: "nothing, where the step itself asks the same: the input says what is done",
      changes: { UnlockVault: asks("lock", "$.vault", "UnlockVault", { onError: "Failed", Next: "PayOut" }) },
      want: undefined,
    },
    {
      name: "nothing, where its name says another deed: the data tell what is asked for",
      changes: {
        PayOut: task("PayOut", { onError: "MarkLost", Next: "LockVault" }),
        LockVault: asks("state", "$.vault", "MarkPaid", { onError: "MarkLost", Next: "PrintReceipt" }),
        MarkLost: asks("state", "$.vault", "MarkLost", { Comment: "saga: compensates UnlockVault", Next: "LockVaultOnFailure" }),
        LockVaultOnFailure: task("TellGuard", { Next: "Failed" }),
      },
      want: undefined,
    },
  ])("$name", ({ changes, want }) => {
    const { steps } = buildModel("vault", machineOf(vault(changes)), { steps: {} }).model;
    expect(steps.get("LockVault")?.takesBack).toEqual(want);
    expect(steps.get("LockVault")?.role).toBe("forward");
  });
});

ruleCases(missingCompensation, [
  { name: "what is taken back does not stand when a later step fails", definition: vault(), want: [] },
  {
    name: "what could not be taken back stands",
    definition: vault({ LockVault: asks("lock", "$.vault", "LockVault", { onError: "Failed", Next: "PrintReceipt" }) }),
    want: [{ state: "LockVault", message: "When LockVault fails, the effect of UnlockVault stays: LockVaultOnFailure does not run" }],
  },
]);

ruleCases(noCompensator, [{ name: "what takes an effect back leaves none itself", definition: vault(), want: [] }]);

/** A slot is held while an order is paid and stock is taken, and freed in the end, whatever came of it. */
function slot(changes: Readonly<Record<string, object>> = {}): object {
  const states = {
    HoldSlot: task("HoldSlot", { onError: "FreeSlot", Next: "TakeStock" }),
    TakeStock: task("TakeStock", { onError: "FreeSlot", Next: "ChargeCard" }),
    ChargeCard: task("ChargeCard", { onError: "PutStockBack", Next: "FreeSlot", Comment: "saga: no-compensation refunded by hand" }),
    PutStockBack: task("PutStockBack", { Comment: "saga: compensates TakeStock", Next: "FreeSlot" }),
    FreeSlot: task("FreeSlot", { onError: "Failed?", Next: "Failed?" }),
    "Failed?": { Type: "Choice", Choices: [{ Variable: "$.failure", IsPresent: true, Next: "Failed" }], Default: "Done" },
    Done: { Type: "Succeed" },
    Failed: { Type: "Fail" },
    ...changes,
  };
  return { StartAt: "HoldSlot", States: states };
}

/** The result is sent before the slot is freed, whatever came of the order. */
function telling(onError: string): Readonly<Record<string, object>> {
  return {
    TakeStock: task("TakeStock", { onError: "SendResult", Next: "ChargeCard" }),
    ChargeCard: task("ChargeCard", { onError: "PutStockBack", Next: "SendResult", Comment: "saga: no-compensation refunded by hand" }),
    PutStockBack: task("PutStockBack", { Comment: "saga: compensates TakeStock", Next: "SendResult" }),
    SendResult: task("SendResult", {
      Resource: "arn:aws:states:::sns:publish",
      Parameters: { TopicArn: "arn:aws:sns:us-east-1:123456789012:orders", Message: "done" },
      onError,
      Next: "FreeSlot",
    }),
  };
}

describe("a step that runs in the end, whether or not something failed, takes back", () => {
  it.each([
    { name: "the step that its name undoes", changes: {}, state: "FreeSlot", want: ["HoldSlot"] },
    {
      name: "the one that its name fits best",
      changes: {
        HoldSlot: task("HoldSlot", { onError: "FreeSlot", Next: "HoldSlotFee" }),
        HoldSlotFee: task("HoldSlotFee", { onError: "FreeSlot", Next: "TakeStock" }),
      },
      state: "FreeSlot",
      want: ["HoldSlot"],
    },
    {
      name: "nothing, where its name undoes none",
      changes: {
        ChargeCard: task("ChargeCard", { onError: "PutStockBack", Next: "PrintLabel" }),
        PutStockBack: task("PutStockBack", { Comment: "saga: compensates TakeStock", Next: "PrintLabel" }),
        PrintLabel: task("PrintLabel", { onError: "Failed?", Next: "Failed?" }),
      },
      state: "PrintLabel",
      want: undefined,
    },
    {
      name: "nothing, where no failure leads to it: an escrow that is released is paid out",
      changes: {
        HoldSlot: task("HoldSlot", { onError: "Failed", Next: "TakeStock" }),
        TakeStock: task("TakeStock", { onError: "Failed", Next: "ChargeCard" }),
        PutStockBack: task("PutStockBack", { Comment: "saga: compensates TakeStock", Next: "Failed" }),
      },
      state: "FreeSlot",
      want: undefined,
    },
    {
      name: "nothing that another service has done",
      changes: {
        HoldSlot: task("HoldSlot", { Resource: "arn:aws:states:::dynamodb:putItem", onError: "FreeSlot", Next: "TakeStock" }),
        FreeSlot: task("FreeSlot", { Resource: "arn:aws:states:::aws-sdk:s3:deleteObject", onError: "Failed?", Next: "Failed?" }),
      },
      state: "FreeSlot",
      want: undefined,
    },
    {
      name: "nothing of what comes behind it",
      changes: {
        ChargeCard: task("ChargeCard", { onError: "PutStockBack", Next: "FreeLane" }),
        PutStockBack: task("PutStockBack", { Comment: "saga: compensates TakeStock", Next: "FreeLane" }),
        FreeLane: task("FreeLane", { onError: "Failed?", Next: "HoldLane" }),
        HoldLane: task("HoldLane", { onError: "Failed?", Next: "Failed?" }),
      },
      state: "FreeLane",
      want: undefined,
    },
  ])("$name", ({ changes, state, want }) => {
    const { steps } = buildModel("slot", machineOf(slot(changes)), { steps: {} }).model;
    expect(steps.get(state)?.takesBack).toEqual(want);
    expect(steps.get(state)?.role).toBe("forward");
  });
});

ruleCases(noCompensator, [
  { name: "what every way takes back is undone", definition: slot(), want: [] },
  {
    name: "something undoes what one failure leads past",
    definition: slot({ TakeStock: task("TakeStock", { onError: "Failed", Next: "ChargeCard" }) }),
    want: [],
  },
  {
    name: "the work is to stay where only what runs in the end fails",
    definition: slot({ ChargeCard: task("ChargeCard", { onError: "PutStockBack", Next: "FreeSlot" }) }),
    want: [],
  },
]);

ruleCases(missingCompensation, [
  {
    name: "what one failure leads past is not taken back",
    definition: slot({ TakeStock: task("TakeStock", { onError: "Failed", Next: "ChargeCard" }) }),
    want: [
      {
        state: "TakeStock",
        message: "When TakeStock fails, the effect of HoldSlot stays: FreeSlot does not run",
        hint: "Lead the failure through FreeSlot.",
      },
    ],
  },
  {
    name: "what runs in the end stands for no compensation that is led past, though a Choice finds the failure there",
    definition: slot({
      TakeStock: task("TakeStock", { onError: "PutStockBack", Next: "ChargeCard" }),
      ChargeCard: task("ChargeCard", { onError: "FreeSlot", Next: "FreeSlot" }),
    }),
    want: [{ state: "ChargeCard", message: "When ChargeCard fails, the effect of TakeStock stays: PutStockBack does not run" }],
  },
  { name: "a message before what runs in the end may fail", definition: slot(telling("FreeSlot")), want: [] },
  {
    name: "a message that leads past what runs in the end leaves what that takes back",
    definition: slot(telling("Failed")),
    want: [{ state: "SendResult", message: "When SendResult fails, the effect of HoldSlot stays: FreeSlot does not run" }],
  },
]);

const freeSlot = (more: object): object =>
  slot({ FreeSlot: task("FreeSlot", { Retry: [{ ErrorEquals: ["States.ALL"] }], Next: "Failed?", ...more }) });

ruleCases(missingCatch, [
  {
    name: "what runs in the end fails a saga whose work is done, and that is no reason to roll back",
    definition: freeSlot({}),
    want: [
      {
        state: "FreeSlot",
        severity: "warning",
        message: '"FreeSlot" has no Catch: when it fails, so does a saga whose work is done, and the effect of HoldSlot stays',
        hint: "Retry it on States.ALL, and catch what is left to go on to what comes next: the work is to stay.",
      },
    ],
  },
  {
    name: "what takes back before more work is done leaves all the rest",
    definition: slot({
      FreeSlot: task("FreeSlot", { Next: "Failed?" }),
      "Failed?": { Type: "Choice", Choices: [{ Variable: "$.failure", IsPresent: true, Next: "Failed" }], Default: "OpenDoor" },
      OpenDoor: task("OpenDoor", { onError: "Failed" }),
    }),
    want: [
      {
        state: "FreeSlot",
        severity: "error",
        message: '"FreeSlot" has no Catch: when it fails, the effects of HoldSlot and TakeStock stay',
      },
    ],
  },
]);

ruleCases(catchNotAll, [
  {
    name: "of what runs in the end is a warning",
    definition: freeSlot({ Catch: [{ ErrorEquals: ["SlotGone"], ResultPath: "$.failure", Next: "Failed?" }] }),
    want: [
      {
        state: "FreeSlot",
        severity: "warning",
        message: 'The Catch of "FreeSlot" takes only SlotGone: after a timeout or any other error, the effect of HoldSlot stays',
        hint: "Add a last catcher for States.ALL that goes on to what comes next: the work is to stay.",
      },
    ],
  },
]);

test("what takes back is known where nothing else undoes anything, and makes no saga of a machine", () => {
  const { Done, Failed } = { Done: { Type: "Succeed" }, Failed: { Type: "Fail" } };
  const { saga, steps } = buildModel(
    "build",
    machineOf({
      StartAt: "CreateCluster",
      States: {
        CreateCluster: task("CreateCluster", { onError: "Failed", Next: "RunBuild" }),
        RunBuild: task("RunBuild", { onError: "TerminateCluster", Next: "TerminateCluster" }),
        TerminateCluster: task("TerminateCluster", { Next: "Done" }),
        Done,
        Failed,
      },
    }),
    { steps: {} },
  ).model;
  expect(saga).toBe(false);
  expect(steps.get("TerminateCluster")?.takesBack).toEqual(["CreateCluster"]);
  expect(steps.get("CreateCluster")?.takenBackBy).toEqual(["TerminateCluster"]);
});

ruleCases(failureMasked, [
  {
    name: "what runs in the end may fail and the work succeed",
    definition: slot({ FreeSlot: task("FreeSlot", { onError: "Done", Next: "Failed?" }) }),
    want: [],
  },
  { name: "a Choice behind what runs in the end finds the failure", definition: slot(), want: [] },
  {
    name: "what runs in the end makes a success of a failure, where no Choice asks",
    definition: slot({ FreeSlot: task("FreeSlot", { onError: "Failed", Next: "Done" }) }),
    want: [{ state: "FreeSlot", message: "When TakeStock fails, the execution ends SUCCEEDED as if nothing had happened" }],
  },
]);
