import { describe, expect, it } from "vitest";
import { buildModel } from "../../../src/lib/saga/build-model.ts";
import { verify } from "../../../src/lib/verify/verify.ts";
import { execution } from "../../history-builder.ts";
import { machineWith } from "../../machine-of.ts";
import type { EngineRun } from "./engine-run.ts";
import { caught, placedSummary, runStates, step } from "./engine-run.ts";

/** Concrete and a pump are ordered in the north; where there is no pump, the concrete is cancelled, and both are ordered in the south. */
function runPour(fails: Readonly<Record<string, string>>): EngineRun {
  const states = {
    ObtainPermit: step("OrderConcreteNorth", caught("Off")),
    OrderConcreteNorth: step("BookPumpNorth", caught("OrderConcreteSouth")),
    BookPumpNorth: step("Poured", caught("CancelConcreteNorth")),
    CancelConcreteNorth: step("OrderConcreteSouth", caught("OrderConcreteSouth")),
    OrderConcreteSouth: step("BookPumpSouth", caught("RevokePermit")),
    BookPumpSouth: step("Poured", caught("CancelConcreteSouth")),
    CancelConcreteSouth: step("RevokePermit", caught("RevokePermit")),
    RevokePermit: step("Off"),
    Poured: { Type: "Succeed" },
    Off: { Type: "Fail" },
  };
  return runStates(states, { fails });
}

describe("a saga that goes on by an alternative", () => {
  it.each([
    {
      name: "commits",
      fails: { OrderConcreteNorth: "SoldOut" },
      want: {
        outcome: "committed",
        effects: [
          "ObtainPermit: done, not-needed",
          "OrderConcreteNorth: failed, not-needed",
          "OrderConcreteSouth: done, not-needed",
          "BookPumpSouth: done, not-needed",
        ],
        violations: [],
      },
    },
    {
      name: "commits, though a part of it was undone before",
      fails: { BookPumpNorth: "Broken" },
      want: {
        outcome: "committed",
        effects: [
          "ObtainPermit: done, not-needed",
          "OrderConcreteNorth: done, done",
          "BookPumpNorth: failed, not-needed",
          "OrderConcreteSouth: done, not-needed",
          "BookPumpSouth: done, not-needed",
        ],
        violations: [],
      },
    },
    {
      name: "leaves open what the step in whose place it stands has done, where that timed out",
      fails: { OrderConcreteNorth: "silent" },
      want: {
        outcome: "ambiguous",
        effects: [
          "ObtainPermit: done, not-needed",
          "OrderConcreteNorth: unknown, missing",
          "OrderConcreteSouth: done, not-needed",
          "BookPumpSouth: done, not-needed",
        ],
        violations: ["ambiguous-effect OrderConcreteNorth CancelConcreteNorth"],
      },
    },
    {
      name: "is compensated where that fails, too; what was undone before it is not out of order",
      fails: { BookPumpNorth: "Broken", BookPumpSouth: "Broken" },
      want: {
        outcome: "compensated",
        effects: [
          "ObtainPermit: done, done",
          "OrderConcreteNorth: done, done",
          "BookPumpNorth: failed, not-needed",
          "OrderConcreteSouth: done, done",
          "BookPumpSouth: failed, not-needed",
        ],
        violations: [],
      },
    },
  ])("$name", ({ fails, want }) => {
    expect(placedSummary(runPour(fails).verdict)).toMatchObject(want);
  });
});

it("counts a step for done where it failed once, and was done when its turn came again", () => {
  const states = {
    ReserveStock: step("ChargeWithStripe", caught("Failed")),
    ChargeWithStripe: step("ShipOrder", caught("ChargeWithPaypal")),
    ChargeWithPaypal: step("ShipOrder", caught("ReleaseStock")),
    ShipOrder: step("More?", caught("ReleaseStock")),
    "More?": { Type: "Choice", Choices: [{ Variable: "$.more", BooleanEquals: true, Next: "ChargeWithStripe" }], Default: "Shipped" },
    Shipped: { Type: "Succeed" },
    ReleaseStock: step("Failed"),
    Failed: { Type: "Fail" },
  };
  const { model } = buildModel("order", machineWith(states), { steps: {} });
  const { events } = execution({})
    .done("ReserveStock")
    .caught("ChargeWithStripe", "Throttled")
    .done("ChargeWithPaypal")
    .done("ShipOrder")
    .passed("More?", "Choice")
    .done("ChargeWithStripe")
    .done("ShipOrder")
    .passed("More?", "Choice")
    .succeeds("Shipped");
  expect(model.detours).toContainEqual({ state: "ChargeWithStripe", alternative: "ChargeWithPaypal" });
  expect(placedSummary(verify(events, model))).toMatchObject({
    outcome: "committed",
    effects: [
      "ReserveStock: done, not-needed",
      "ChargeWithStripe: done, not-needed",
      "ChargeWithPaypal: done, not-needed",
      "ShipOrder: done, not-needed",
      "ShipOrder: done, not-needed",
    ],
  });
});

it("counts what branches have done for nothing, where an alternative stands for the whole Parallel", () => {
  const branch = (states: Readonly<Record<string, object>>): object => ({ StartAt: Object.keys(states)[0], States: states });
  const states = {
    ReserveStock: step("SendByAir", caught("Failed")),
    SendByAir: {
      Type: "Parallel",
      Branches: [branch({ BookPlane: step() }), branch({ PrintAirWaybill: step() })],
      ResultPath: null,
      Catch: [{ ErrorEquals: ["States.ALL"], Next: "ShipByRoad" }],
      Next: "ConfirmOrder",
    },
    ShipByRoad: step("ConfirmOrder", caught("ReleaseStock")),
    ConfirmOrder: step(undefined, caught("ReleaseStock")),
    ReleaseStock: step("Failed"),
    Failed: { Type: "Fail" },
  };
  const { verdict } = runStates(states, { fails: { BookPlane: "NoPlane" } });
  expect(placedSummary(verdict)).toMatchObject({
    outcome: "uncompensated",
    effects: [
      "ReserveStock: done, not-needed",
      "BookPlane: failed, not-needed",
      "PrintAirWaybill: done, missing",
      "ShipByRoad: done, not-needed",
      "ConfirmOrder: done, not-needed",
    ],
  });
});
