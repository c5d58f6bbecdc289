import { describe, expect, it } from "vitest";
import { buildModel } from "../../../../src/lib/saga/build-model.ts";
import { failureMasked } from "../../../../src/lib/rules/failure-masked.ts";
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
    name: "what one failure leads past stays",
    definition: slot({ TakeStock: task("TakeStock", { onError: "Failed", Next: "ChargeCard" }) }),
    want: [{ state: "HoldSlot", message: "Nothing undoes HoldSlot. When TakeStock fails, its effect stays" }],
  },
]);

ruleCases(failureMasked, [
  { name: "a Choice behind what runs in the end finds the failure", definition: slot(), want: [] },
  {
    name: "what runs in the end makes a success of a failure, where no Choice asks",
    definition: slot({ FreeSlot: task("FreeSlot", { onError: "Failed", Next: "Done" }) }),
    want: [{ state: "FreeSlot", message: "When TakeStock fails, the execution ends SUCCEEDED as if nothing had happened" }],
  },
]);
