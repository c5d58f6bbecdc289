import { afterAll, beforeAll, expect, test } from "vitest";
import { UserError } from "../../../src/lib/base/user-error.ts";
import type { DynamoDb } from "../../../src/lib/data/dynamodb.ts";
import { connectEmbedded } from "../../../src/lib/data/embedded-connection.ts";
import type { EmbeddedDynamoDb } from "../../../src/lib/data/embedded-dynamodb.ts";
import { startEmbeddedDynamoDb } from "../../../src/lib/data/embedded-dynamodb.ts";
import { snapshotTables } from "../../../src/lib/data/snapshot-tables.ts";
import type { TableSpec } from "../../../src/lib/data/tables.ts";
import { createTables, emptyTables, resetTables } from "../../../src/lib/data/tables.ts";

let embedded: EmbeddedDynamoDb;
let db: DynamoDb;

beforeAll(async () => {
  embedded = await startEmbeddedDynamoDb();
  db = connectEmbedded(embedded.address);
});

afterAll(async () => {
  db.close();
  await embedded.close();
});

const orders = (items: TableSpec["items"]): TableSpec => ({ key: ["order_id"], types: {}, items });

test("tables start with their items, and a snapshot shows them in key order", async () => {
  const tables = {
    Orders: orders([
      { order_id: "o-2", total: 5 },
      { order_id: "o-1", total: 30, lines: [{ sku: "A-1", gift: true }] },
    ]),
    Shipments: {
      key: ["warehouse", "number"],
      types: { number: "N" },
      items: [
        { warehouse: "north", number: 10 },
        { warehouse: "north", number: 9 },
      ],
    },
  } as const;
  await createTables(db, tables);
  expect(await snapshotTables(db, tables)).toEqual({
    Orders: [
      { order_id: "o-1", total: 30, lines: [{ sku: "A-1", gift: true }] },
      { order_id: "o-2", total: 5 },
    ],
    Shipments: [
      { warehouse: "north", number: 9 },
      { warehouse: "north", number: 10 },
    ],
  });
});

test("a table that is there already keeps what it holds and gets the items it lacks", async () => {
  await createTables(db, { Inventory: { key: ["sku"], types: {}, items: [{ sku: "A-1", stock: 10 }] } });
  await db.call("putItem", { TableName: "Inventory", Item: { sku: { S: "A-1" }, stock: { N: "7" } } });
  const tables = {
    Inventory: {
      key: ["sku"],
      types: {},
      items: [
        { sku: "A-1", stock: 10 },
        { sku: "B-2", stock: 4 },
      ],
    },
  } as const;
  await createTables(db, tables);
  expect(await snapshotTables(db, tables)).toEqual({
    Inventory: [
      { sku: "A-1", stock: 7 },
      { sku: "B-2", stock: 4 },
    ],
  });
});

test("a table that is there with another key is the person's to mend", async () => {
  await createTables(db, { Payments: { key: ["payment_id"], types: {}, items: [] } });
  await expect(createTables(db, { Payments: { key: ["order_id", "number"], types: { number: "N" }, items: [] } })).rejects.toEqual(
    new UserError(
      "Table Payments exists with the key payment_id (S), not order_id (S) + number (N).",
      "Change its key in saga.config.yaml, or delete the data folder (or the table) to start afresh.",
    ),
  );
});

test.each([
  { name: "a table name that DynamoDB refuses", tables: { "A!": orders([]) }, want: /^Table A! cannot be made: / },
  {
    name: "an item without its key",
    tables: { Refunds: orders([{ total: 3 }]) },
    want: /^An item of table Refunds cannot be put: .*\{"total":3\}/,
  },
  { name: "an item that is no object", tables: { Returns: orders(["o-1"]) }, want: /^An item of table Returns is not an object: "o-1"$/ },
])("$name is a UserError that says which", async ({ tables, want }) => {
  await expect(createTables(db, tables)).rejects.toMatchObject({ name: "UserError", message: expect.stringMatching(want) });
});

test("more items than one page or one batch holds are all read and all deleted", async () => {
  const text = "x".repeat(40_000);
  const items = Array.from({ length: 60 }, (_, index) => ({ order_id: `o-${String(index).padStart(2, "0")}`, text }));
  const tables = { Archive: orders(items) };
  await createTables(db, tables);
  expect(await snapshotTables(db, tables)).toEqual({ Archive: items });
  await emptyTables(db, tables);
  expect(await snapshotTables(db, tables)).toEqual({ Archive: [] });
});

test("tables that are reset hold their first items again, and nothing else", async () => {
  const tables = { Refunds: orders([{ order_id: "o-1", total: 30 }]) };
  await createTables(db, tables);
  const first = await snapshotTables(db, tables);
  await db.call("putItem", { TableName: "Refunds", Item: { order_id: { S: "o-1" }, total: { N: "0" } } });
  await db.call("putItem", { TableName: "Refunds", Item: { order_id: { S: "o-2" } } });
  await resetTables(db, tables);
  expect(await snapshotTables(db, tables)).toEqual(first);
});
