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
