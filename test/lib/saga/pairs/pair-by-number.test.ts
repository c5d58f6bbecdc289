import { expect, it } from "vitest";
import { task } from "../machine-of.ts";
import { pairsOfStates } from "../pairs-of.ts";

it.each([
  {
    name: "compensations that name their steps by number undo these",
    states: {
      "Step 1: create order": task("Step 2: take payment", "Undo step 1"),
      "Step 2: take payment": task("Step 3: ship", "Undo step 2"),
      "Step 3: ship": task(undefined, "Undo step 2"),
      "Undo step 2": task("Undo step 1"),
      "Undo step 1": task("Failed"),
    },
    want: { "Step 1: create order": ["Undo step 1"], "Step 2: take payment": ["Undo step 2"] },
  },
  {
    name: "labels of transactions number them",
    states: {
      Tx1_Create: task("Tx2_Charge", "Tx1_Compensate"),
      Tx2_Charge: task("Tx3_Notify", "Tx2_Compensate"),
      Tx3_Notify: task(undefined, "Tx2_Compensate"),
      Tx2_Compensate: task("Tx1_Compensate"),
      Tx1_Compensate: task("Failed"),
    },
    want: { Tx1_Create: ["Tx1_Compensate"], Tx2_Charge: ["Tx2_Compensate"] },
  },
  {
    name: "the one rollback that there is undoes all, though it has a number of its own",
    states: {
      "1. Create order": task("2. Take payment", "1. Rollback"),
      "2. Take payment": task("3. Ship", "1. Rollback"),
      "3. Ship": task(undefined, "1. Rollback"),
      "1. Rollback": task("Failed"),
    },
    want: { "1. Create order": ["1. Rollback"], "2. Take payment": ["1. Rollback"], "3. Ship": ["1. Rollback"] },
  },
])("$name", ({ states, want }) => {
  expect(pairsOfStates(states)).toEqual(want);
});
