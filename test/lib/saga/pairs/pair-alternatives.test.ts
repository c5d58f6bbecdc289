import { expect, it } from "vitest";
import { task } from "../machine-of.ts";
import { pairsOfStates } from "../pairs-of.ts";

it.each([
  {
    name: "is undone by what undoes the step in whose place it stands",
    states: {
      ChargeCard: task("ShipOrder", "ChargeBackupCard"),
      ChargeBackupCard: task("ShipOrder", "Failed"),
      ShipOrder: task("Done", "RefundCard"),
      RefundCard: task("Failed"),
      Done: { Type: "Succeed" },
    },
    want: { ChargeCard: ["RefundCard"], ChargeBackupCard: ["RefundCard"] },
  },
  {
    name: "is not undone by what names the first step alone",
    states: {
      BookUps: task("ChargeCard", "BookDhl"),
      BookDhl: task("ChargeCard", "Failed"),
      ChargeCard: task("Done", "CancelUps"),
      CancelUps: task("Failed"),
      Done: { Type: "Succeed" },
    },
    want: { BookUps: ["CancelUps"] },
  },
  {
    name: "is not undone by what runs before it alone",
    states: {
      ChargeCard: task("ShipOrder", "Failed"),
      ShipOrder: task("Done", "RefundCard"),
      RefundCard: task("ChargeBackupCard"),
      ChargeBackupCard: task("BookMail", "Failed"),
      BookMail: task("Done", "CancelMail"),
      CancelMail: task("Failed"),
      Done: { Type: "Succeed" },
    },
    want: { ChargeCard: ["RefundCard"], BookMail: ["CancelMail"] },
  },
])("an alternative $name", ({ states, want }) => {
  expect(pairsOfStates(states)).toEqual(want);
});
