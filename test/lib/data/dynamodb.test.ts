import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { UserError } from "../../../src/lib/base/user-error.ts";
import type { DynamoDb } from "../../../src/lib/data/dynamodb.ts";
import { connectDynamoDb } from "../../../src/lib/data/dynamodb.ts";
import type { EmbeddedDynamoDb } from "../../../src/lib/data/embedded-dynamodb.ts";
import { startEmbeddedDynamoDb } from "../../../src/lib/data/embedded-dynamodb.ts";
import { createTables } from "../../../src/lib/data/tables.ts";

let embedded: EmbeddedDynamoDb;
let db: DynamoDb;

beforeAll(async () => {
  embedded = await startEmbeddedDynamoDb();
  db = await connectDynamoDb(embedded.address);
  await createTables(db, { Orders: { key: ["order_id"], types: {}, items: [] } });
});

afterAll(async () => {
  db.close();
  await embedded.close();
});

test("what is put is read back as the same JSON, binary as base64", async () => {
  const item = {
    order_id: { S: "o-1" },
    receipt: { B: "c2FnYQ==" },
    pages: { BS: ["AQ==", "Ag=="] },
    lines: { L: [{ M: { n: { N: "1" } } }] },
  };
  expect(await db.call("putItem", { TableName: "Orders", Item: item })).toEqual({});
  expect(await db.call("getItem", { TableName: "Orders", Key: { order_id: { S: "o-1" } } })).toEqual({ Item: item });
});

test("times are ISO 8601 text", async () => {
  const { Table: table } = await db.call("describeTable", { TableName: "Orders" });
  expect(table).toMatchObject({ CreationDateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) });
});

describe("a refusal keeps DynamoDB's error code", () => {
  test.each([
    {
      name: "a failed condition",
      action: "putItem",
      parameters: { TableName: "Orders", Item: { order_id: { S: "o-1" } }, ConditionExpression: "attribute_exists(nothing)" },
      want: { name: "ConditionalCheckFailedException", message: "The conditional request failed", statusCode: 400, modelled: true },
    },
    {
      name: "a missing table",
      action: "getItem",
      parameters: { TableName: "Refunds", Key: { order_id: { S: "o-1" } } },
      want: { name: "ResourceNotFoundException", message: "Requested resource not found", statusCode: 400, modelled: true },
    },
    {
      name: "an invalid parameter",
      action: "putItem",
      parameters: { TableName: "Orders", Item: null },
      want: {
        name: "ValidationException",
        message: "1 validation error detected: Value null at 'item' failed to satisfy constraint: Member must not be null",
        statusCode: 400,
        modelled: false,
      },
    },
  ])("$name", async ({ action, parameters, want }) => {
    await expect(db.call(action, parameters)).rejects.toMatchObject(want);
  });
});

test("an action that the embedded DynamoDB lacks says where to get it", async () => {
  await expect(db.call("transactWriteItems", { TransactItems: [] })).rejects.toMatchObject({
    name: "UserError",
    message: "The embedded DynamoDB does not have transactWriteItems.",
    hint: expect.stringContaining("AWS_ENDPOINT_URL_DYNAMODB"),
  });
});

test("a mistyped action names its neighbour", async () => {
  await expect(db.call("putItm", {})).rejects.toEqual(new UserError('DynamoDB has no action "putItm".', 'Did you mean "putItem"?'));
});

test("an endpoint where nobody answers is exit 3", async () => {
  const nowhere = await connectDynamoDb({ ...embedded.address, endpoint: "http://127.0.0.1:9", embedded: false });
  await expect(nowhere.call("listTables", {})).rejects.toMatchObject({
    message: expect.stringContaining("DynamoDB at http://127.0.0.1:9 does not answer"),
    exitCode: 3,
  });
  nowhere.close();
});

test("the person's AWS profile and files are not read", async () => {
  const before = process.env["AWS_PROFILE"];
  process.env["AWS_PROFILE"] = "no-such-profile";
  const fresh = await connectDynamoDb(embedded.address);
  expect(await fresh.call("listTables", {})).toEqual({ TableNames: ["Orders"] });
  fresh.close();
  if (before === undefined) delete process.env["AWS_PROFILE"];
  else process.env["AWS_PROFILE"] = before;
});
