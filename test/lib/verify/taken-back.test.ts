import { expect, it } from "vitest";
import type { EngineRun } from "./engine-run.ts";
import { caught, placedSummary, runStates, step } from "./engine-run.ts";

/** Runs a saga that holds a table for an order, and gives it free again before the guest pays. */
function runDinner(failing: string): EngineRun {
  const asks = (action: string): object => ({ Parameters: { action, "table.$": "$.table" } });
  const states = {
    HoldTable: step("ServeDinner", { ...asks("hold"), ...caught("Failed") }),
    ServeDinner: step("FreeTable", { Comment: "saga: no-compensation eaten is eaten", ...caught("FreeTableOnFailure") }),
    FreeTable: step("ChargeGuest", { ...asks("free"), ...caught("FreeTableOnFailure") }),
    ChargeGuest: step(undefined, caught("Failed")),
    FreeTableOnFailure: step("Failed", { ...asks("free"), Comment: "saga: compensates HoldTable" }),
    Failed: { Type: "Fail" },
  };
  return runStates(states, { input: { table: 7 }, fails: { [failing]: "NotNow" } });
}

it.each([
  {
    name: "an effect that was taken back before another step failed needs no compensation",
    failing: "ChargeGuest",
    want: {
      outcome: "compensated",
      effects: [
        "HoldTable: done, not-needed",
        "ServeDinner: done, not-needed",
        "FreeTable: done, not-needed",
        "ChargeGuest: failed, not-needed",
      ],
    },
  },
  {
    name: "an effect that could not be taken back is compensated",
    failing: "FreeTable",
    want: {
      outcome: "compensated",
      effects: ["HoldTable: done, done", "ServeDinner: done, not-needed", "FreeTable: failed, not-needed"],
    },
  },
])("$name", ({ failing, want }) => {
  expect(placedSummary(runDinner(failing).verdict)).toMatchObject(want);
});

/** Runs a saga that locks a ledger, books into it, and unlocks it in the end, whatever came of it. */
function runLedger(failing: readonly string[], changes: object = {}): EngineRun {
  const asks = (action: string): object => ({ Parameters: { action, "ledger.$": "$.ledger" } });
  const kept = { Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.failure", Next: "UnlockLedger" }] };
  const states = {
    LockLedger: step("DebitAccount", { ...asks("lock"), ...caught("Failed") }),
    DebitAccount: step("CheckSum", { Comment: "saga: no-compensation booked is booked", ...kept }),
    CheckSum: step("UnlockLedger", kept),
    UnlockLedger: step("Failed?", asks("unlock")),
    "Failed?": { Type: "Choice", Choices: [{ Variable: "$.failure", IsPresent: true, Next: "Failed" }], Default: "Done" },
    Done: { Type: "Succeed" },
    Failed: { Type: "Fail" },
    ...changes,
  };
  return runStates(states, {
    input: { ledger: 7 },
    fails: Object.fromEntries(failing.map((name) => [name, "NotNow"])),
    more: { saga: true },
  });
}

it.each([
  {
    name: "what runs in the end takes back after a failure, too, though no compensation is known",
    failing: ["DebitAccount"],
    want: {
      outcome: "compensated",
      effects: ["LockLedger: done, not-needed", "DebitAccount: failed, not-needed", "UnlockLedger: done, not-needed"],
      violations: [],
    },
  },
  {
    name: "a failure of what runs in the end undoes no work that is done",
    failing: ["UnlockLedger"],
    want: {
      outcome: "incomplete",
      effects: ["LockLedger: done, not-needed", "DebitAccount: done, not-needed", "UnlockLedger: failed, not-needed"],
      violations: [],
    },
  },
  {
    name: "where the work failed and what runs in the end, too, that is named",
    failing: ["DebitAccount", "UnlockLedger"],
    want: {
      outcome: "uncompensated",
      violations: ["missing-compensation LockLedger UnlockLedger"],
    },
  },
  {
    name: "a failure after which all is taken back is masked by a success",
    failing: ["DebitAccount"],
    changes: { "Failed?": { Type: "Pass", Next: "Done" } },
    want: { outcome: "compensated", violations: ["failure-masked DebitAccount UnlockLedger"] },
  },
  {
    name: "a success stands though what runs in the end fails, where its Catch goes on",
    failing: ["UnlockLedger"],
    changes: { UnlockLedger: step("Done", { Parameters: { action: "unlock", "ledger.$": "$.ledger" }, ...caught("Done") }) },
    want: { outcome: "committed", violations: [] },
  },
  {
    name: "what runs in the end after a check has failed makes no finished work",
    failing: ["CheckSum"],
    changes: {
      DebitAccount: step("CheckSum", { ...caught("CreditAccount") }),
      CreditAccount: step("UnlockLedger", { Comment: "saga: compensates DebitAccount" }),
    },
    want: { outcome: "uncompensated", violations: ["missing-compensation DebitAccount CreditAccount"] },
  },
])("$name", ({ failing, changes, want }) => {
  expect(placedSummary(runLedger(failing, changes).verdict)).toMatchObject(want);
});

it("says what is still to be taken back when the work is done", () => {
  const { recovery } = runLedger(["UnlockLedger"]).verdict;
  expect(recovery).toMatchObject({
    advice: "redrive",
    resumesAt: "UnlockLedger",
    reason: "DebitAccount stands and should: finish the saga, do not undo it. UnlockLedger has still to take back LockLedger.",
  });
});
