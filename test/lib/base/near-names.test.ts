import { expect, it } from "vitest";
import { didYouMean, nearNames } from "../../../src/lib/base/near-names.ts";

const STATES = ["ProcessOrder", "ProcessPayment", "ProcessRefund", "ReserveInventory", "ReleaseInventory", "sns:NotifySuccess"];

it.each([
  { name: "a slip of a letter", wrong: "ProcesOrder", want: ["ProcessOrder"] },
  { name: "another case", wrong: "reserveinventory", want: ["ReserveInventory", "ReleaseInventory"] },
  { name: "a part of a name, the shortest first", wrong: "inventory", want: ["ReserveInventory", "ReleaseInventory"] },
  { name: "a name without its prefix", wrong: "NotifySuccess", want: ["sns:NotifySuccess"] },
  { name: "nothing alike", wrong: "ShipParcel", want: [] },
  { name: "at most three", wrong: "Process", want: ["ProcessOrder", "ProcessRefund", "ProcessPayment"] },
  { name: "a known name itself, once", wrong: "ProcessOrder", want: ["ProcessOrder"] },
])("$name", ({ wrong, want }) => {
  expect(nearNames(wrong, [...STATES, ...STATES])).toEqual(want);
});

it.each([
  { wrong: "sns:NotifySucess", known: STATES, want: 'Did you mean "sns:NotifySuccess"?' },
  { wrong: "Process", known: STATES, want: 'Did you mean "ProcessOrder" or "ProcessRefund" or "ProcessPayment"?' },
  { wrong: "ShipParcel", known: ["ProcessOrder", "ProcessRefund"], want: "Known: ProcessOrder, ProcessRefund." },
  { wrong: "ShipParcel", known: [], want: "There are none." },
])("the hint for $wrong says: $want", ({ wrong, known, want }) => {
  expect(didYouMean(wrong, known)).toBe(want);
});
