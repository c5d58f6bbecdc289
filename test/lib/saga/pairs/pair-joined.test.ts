import { expect, it } from "vitest";
import { task } from "../machine-of.ts";
import { pairsOfStates } from "../pairs-of.ts";

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
  expect(pairsOfStates(states)).toEqual(want);
});
