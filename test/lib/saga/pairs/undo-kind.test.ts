import { expect, it } from "vitest";
import { undoKind } from "../../../../src/lib/saga/pairs/undo-kind.ts";
import { stateWords } from "../../../../src/lib/saga/words/state-words.ts";
import { machineOf, task } from "../machine-of.ts";

it.each([
  { name: "RefundCard", want: "reverses" },
  { name: "ReturnToStock", want: "reverses" },
  { name: "IssueCredit", want: "reverses" },
  { name: "RevertPayment", want: "reverses" },
  { name: "CancelAndRefund", want: "reverses" },
  { name: "CancelPayment", want: "cancels" },
  { name: "CANCEL_DEBIT", want: "cancels" },
  { name: "ReleaseCustomerCredit", want: "cancels" },
  { name: "ReleaseCreditAndNotify", want: "cancels" },
  { name: "CancelOrderAndReturnStock", want: "reverses" },
  { name: "RevertOrder", want: "cancels" },
])("$name $want", ({ name, want }) => {
  const [state] = machineOf({ StartAt: name, States: { [name]: task() } }).states.values();
  if (state === undefined) throw new Error("no state");
  expect(undoKind(stateWords(state, name))).toBe(want);
});
