import { describe, expect, it } from "vitest";
import { buildModel } from "../../../../src/lib/saga/build-model.ts";
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
