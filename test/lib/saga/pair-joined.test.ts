import { expect, it } from "vitest";
import { buildModel } from "../../../src/lib/saga/build-model.ts";
import { machineOf, task } from "./machine-of.ts";

function pairsOf(states: object): Record<string, readonly string[]> {
  const definition = { StartAt: Object.keys(states)[0], States: { ...states, Failed: { Type: "Fail" } } };
  const { steps } = buildModel("repair", machineOf(definition), { steps: {} }).model;
  return Object.fromEntries(
    [...steps.values()].filter(({ compensations }) => compensations.length > 0).map((s) => [s.state, s.compensations]),
  );
}

it.each([
  {
    name: "undoes a step by either verb",
    states: {
      ChargeCard: task("OpenTicket", "RefundCard"),
      OpenTicket: task("CallMechanic", "CancelAndRefund"),
      CallMechanic: task(),
      CancelAndRefund: task("Failed"),
      RefundCard: task("Failed"),
    },
    want: { ChargeCard: ["RefundCard", "CancelAndRefund"], OpenTicket: ["CancelAndRefund"] },
  },
  {
    name: "leaves a step to what undoes that by name",
    states: {
      ChargeCard: task("OpenTicket", "RefundCard"),
      OpenTicket: task("CallMechanic", "CancelAndRefund"),
      CallMechanic: task(undefined, "CloseTicket"),
      CloseTicket: task("CancelAndRefund"),
      CancelAndRefund: task("Failed"),
      RefundCard: task("Failed"),
    },
    want: { ChargeCard: ["RefundCard", "CancelAndRefund"], OpenTicket: ["CloseTicket"] },
  },
  {
    name: "undoes no step that neither of them undoes",
    states: {
      ChargeCard: task("PaintDoor", "RefundCard"),
      PaintDoor: task("CallMechanic", "CancelAndRefund"),
      CallMechanic: task(),
      CancelAndRefund: task("Failed"),
      RefundCard: task("Failed"),
    },
    want: { ChargeCard: ["RefundCard", "CancelAndRefund"] },
  },
])("what does two undoings $name", ({ states, want }) => {
  expect(pairsOf(states)).toEqual(want);
});
