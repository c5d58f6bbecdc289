import { describe, expect, test } from "vitest";
import type { ItemChange } from "../../../src/lib/data/snapshot.ts";
import { tableChangeLines } from "../../../src/lib/reporters/table-changes.ts";
import { NO_PAINT } from "../../../src/lib/reporters/text-style.ts";

const style = { width: 80, paint: NO_PAINT, includeData: false };
const order = { order_id: "o-1001", amount: 38, status: "Placed" };

describe("tableChangeLines", () => {
  test.each<{ name: string; changes: ItemChange[]; want: string[] }>([
    {
      name: "a new item is shown whole",
      changes: [{ table: "Orders", key: { order_id: "o-1001" }, before: null, after: order }],
      want: ["  + Orders order_id=o-1001: amount=38 status=Placed"],
    },
    {
      name: "an item that is gone is shown as it was",
      changes: [{ table: "Orders", key: { order_id: "o-1001" }, before: order, after: null }],
      want: ["  - Orders order_id=o-1001: amount=38 status=Placed"],
    },
    {
      name: "of a changed item only the changes are shown, down to nested members",
      changes: [
        {
          table: "Inventory",
          key: { sku: "coffee-beans" },
          before: { sku: "coffee-beans", available: 10, reservations: { "o-7": { status: "Reserved" } }, note: "last" },
          after: { sku: "coffee-beans", available: 8, reservations: { "o-7": { status: "Released" }, "o-8": { quantity: 2 } } },
        },
      ],
      want: [
        "  ~ Inventory sku=coffee-beans: available 10 → 8, reservations.o-7.status",
        '      Reserved → Released, reservations.o-8 = {"quantity":2}, note last → gone',
      ],
    },
    {
      name: "values that are not plain words are quoted, and made harmless",
      changes: [{ table: "Orders", key: { order_id: "o 1" }, before: null, after: { order_id: "o 1", note: "\u001b[2J\u009b" } }],
      want: ['  + Orders order_id="o 1": note="\\u001b[2J\\u{9b}"'],
    },
    { name: "no change is said", changes: [], want: ["  nothing changed"] },
  ])("$name", ({ changes, want }) => {
    expect(tableChangeLines(changes, style)).toEqual(want);
  });
});
