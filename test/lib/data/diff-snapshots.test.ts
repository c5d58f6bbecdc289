import { expect, test } from "vitest";
import { diffSnapshots } from "../../../src/lib/data/diff-snapshots.ts";
import type { ItemChange, Snapshot } from "../../../src/lib/data/snapshot.ts";

const KEYS = { Orders: ["order_id"], Payments: ["order_id", "payment_id"] };
const PAID = { order_id: "o-1", payment_id: "p-1", amount: 30 };

const CASES: readonly { name: string; before: Snapshot; after: Snapshot; want: readonly ItemChange[] }[] = [
  {
    name: "equal tables have no changes, whatever the order of attributes",
    before: { Orders: [{ order_id: "o-1", status: "New" }], Payments: [] },
    after: { Orders: [{ status: "New", order_id: "o-1" }], Payments: [] },
    want: [],
  },
  {
    name: "a new item has nothing before",
    before: { Orders: [], Payments: [] },
    after: { Orders: [], Payments: [PAID] },
    want: [{ table: "Payments", key: { order_id: "o-1", payment_id: "p-1" }, before: null, after: PAID }],
  },
  {
    name: "a deleted item has nothing after",
    before: { Orders: [], Payments: [PAID] },
    after: { Orders: [], Payments: [] },
    want: [{ table: "Payments", key: { order_id: "o-1", payment_id: "p-1" }, before: PAID, after: null }],
  },
  {
    name: "a changed item shows both, and items of one partition are told apart by the sort key",
    before: { Orders: [{ order_id: "o-1", status: "New" }], Payments: [PAID, { ...PAID, payment_id: "p-2" }] },
    after: { Orders: [{ order_id: "o-1", status: "Pending" }], Payments: [PAID, { ...PAID, payment_id: "p-2", refunded: true }] },
    want: [
      {
        table: "Orders",
        key: { order_id: "o-1" },
        before: { order_id: "o-1", status: "New" },
        after: { order_id: "o-1", status: "Pending" },
      },
      {
        table: "Payments",
        key: { order_id: "o-1", payment_id: "p-2" },
        before: { ...PAID, payment_id: "p-2" },
        after: { ...PAID, payment_id: "p-2", refunded: true },
      },
    ],
  },
  { name: "a table that a snapshot lacks counts as empty", before: {}, after: { Orders: [] }, want: [] },
];

test.each(CASES)("$name", ({ before, after, want }) => {
  expect(diffSnapshots(before, after, KEYS)).toEqual(want);
});
