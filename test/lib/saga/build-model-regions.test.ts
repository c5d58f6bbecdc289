import { describe, expect, it } from "vitest";
import { buildModel } from "../../../src/lib/saga/build-model.ts";
import type { SagaModel } from "../../../src/lib/saga/model.ts";
import { machineOf, task } from "./machine-of.ts";

function modelOf(definition: object): SagaModel {
  return buildModel("order", machineOf(definition), { steps: {} }).model;
}

const sns = { Type: "Task", Resource: "arn:aws:states:::sns:publish", Parameters: {} };

describe("buildModel on branches and iterations", () => {
  const branch = (states: object): object => ({ StartAt: Object.keys(states)[0], States: states });
  const parallel = (...branches: readonly object[]): object => ({
    StartAt: "PlaceOrder",
    States: { PlaceOrder: { Type: "Parallel", Branches: branches, Next: "OrderPlaced" }, OrderPlaced: { Type: "Succeed" } },
  });
  const map = (states: object): object => ({
    StartAt: "PlaceLines",
    States: { PlaceLines: { Type: "Map", ItemProcessor: branch(states), Next: "OrderPlaced" }, OrderPlaced: { Type: "Succeed" } },
  });

  it.each([
    {
      name: "takes no branch for the end while another one may have steps to come",
      definition: parallel(branch({ ChargePayment: task() }), branch({ ReserveInventory: task() })),
      want: ["OrderPlaced"],
    },
    {
      name: "takes the one branch with steps for the end",
      definition: parallel(
        branch({ ChargePayment: task("SendReceipt"), SendReceipt: { ...sns, End: true } }),
        branch({ SendOrder: { ...sns, End: true } }),
      ),
      want: ["ChargePayment", "SendReceipt", "OrderPlaced"],
    },
    {
      name: "takes the last step of a Parallel of one branch for the end",
      definition: parallel(branch({ ReserveInventory: task("ChargePayment"), ChargePayment: task() })),
      want: ["ChargePayment", "OrderPlaced"],
    },
    {
      name: "takes no iteration for the end while another one may have steps to come",
      definition: map({ ReserveInventory: task("SendReceipt"), SendReceipt: { ...sns, End: true } }),
      want: ["OrderPlaced"],
    },
  ])("$name", ({ definition, want }) => {
    expect([...modelOf(definition).lastLeg].toSorted()).toEqual(want.toSorted());
  });

  it("knows the Maps that a step lies in", () => {
    const inner = { Type: "Map", ItemProcessor: branch({ ReserveInventory: task() }), End: true };
    const { steps } = modelOf(map({ ChargePayment: task("ReserveLines"), ReserveLines: inner }));
    expect([...steps.values()].map(({ state, maps }) => [state, maps])).toEqual([
      ["ChargePayment", ["PlaceLines"]],
      ["ReserveInventory", ["PlaceLines", "ReserveLines"]],
    ]);
  });
});
