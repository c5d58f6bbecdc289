import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JsonValue } from "../../../src/lib/base/json.ts";
import type { DynamoDb } from "../../../src/lib/data/dynamodb.ts";
import { connectDynamoDb } from "../../../src/lib/data/dynamodb.ts";
import type { EmbeddedDynamoDb } from "../../../src/lib/data/embedded-dynamodb.ts";
import { startEmbeddedDynamoDb } from "../../../src/lib/data/embedded-dynamodb.ts";
import { createTables } from "../../../src/lib/data/tables.ts";
import type { TaskOutcome } from "../../../src/lib/engine/task.ts";
import { isDynamoDbTask, performDynamoDb } from "../../../src/lib/tasks/dynamodb-task.ts";
import { taskUuid } from "../../../src/lib/tasks/task-id.ts";
import { taskRequest } from "./task-request.ts";

let embedded: EmbeddedDynamoDb;
let db: DynamoDb;

beforeAll(async () => {
  embedded = await startEmbeddedDynamoDb();
  db = await connectDynamoDb(embedded.address);
  await createTables(db, { Orders: { key: ["order_id"], types: {}, items: [{ order_id: "o-1", status: "New" }] } });
});

afterAll(async () => {
  db.close();
  await embedded.close();
});

const perform = (action: string, parameters: JsonValue): Promise<TaskOutcome> =>
  performDynamoDb(taskRequest(`arn:aws:states:::${action}`, { parameters }), db);

const KEY = { order_id: { S: "o-1" } };
const REQUEST_ID = taskUuid(taskRequest(""), "request");

test("the optimised integration adds the HTTP answer to DynamoDB's", async () => {
  const headers = {
    Server: "Server",
    Connection: "keep-alive",
    "Content-Length": "54",
    "Content-Type": "application/x-amz-json-1.0",
    "x-amz-crc32": expect.stringMatching(/^\d+$/) as string,
    Date: "Mon, 05 Jan 2026 09:30:00 GMT",
    "x-amzn-RequestId": REQUEST_ID,
  };
  expect(await perform("dynamodb:getItem", { TableName: "Orders", Key: KEY })).toEqual({
    type: "succeeded",
    output: {
      Item: { order_id: { S: "o-1" }, status: { S: "New" } },
      SdkHttpMetadata: {
        AllHttpHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
        HttpHeaders: headers,
        HttpStatusCode: 200,
      },
      SdkResponseMetadata: { RequestId: REQUEST_ID },
    },
  });
});

test("the aws-sdk integration gives DynamoDB's answer alone", async () => {
  const parameters = {
    TableName: "Orders",
    Key: KEY,
    UpdateExpression: "SET #s = :pending",
    ExpressionAttributeNames: { "#s": "status" },
    ExpressionAttributeValues: { ":pending": { S: "Pending" } },
    ReturnValues: "UPDATED_NEW",
  };
  expect(await perform("aws-sdk:dynamodb:updateItem", parameters)).toEqual({
    type: "succeeded",
    output: { Attributes: { status: { S: "Pending" } } },
  });
  expect(
    await perform("aws-sdk:dynamodb:query", {
      TableName: "Orders",
      KeyConditionExpression: "order_id = :id",
      ExpressionAttributeValues: { ":id": { S: "o-1" } },
    }),
  ).toEqual({
    type: "succeeded",
    output: { Count: 1, Items: [{ order_id: { S: "o-1" }, status: { S: "Pending" } }], ScannedCount: 1 },
  });
});

describe("a refusal has the name and the cause that Step Functions gives it", () => {
  const CONDITION = { TableName: "Orders", Item: KEY, ConditionExpression: "attribute_not_exists(order_id)" };
  const MISSING = { TableName: "Refunds", Item: KEY };
  const INVALID = { TableName: "Orders", Item: null };
  const nullItem = "1 validation error detected: Value null at 'item' failed to satisfy constraint: Member must not be null";
  const optimised = (code: string): string =>
    ` (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ${code}; Request ID: ${REQUEST_ID}; Proxy: null)`;
  const sdk = ` (Service: DynamoDb, Status Code: 400, Request ID: ${REQUEST_ID})`;

  test.each([
    {
      action: "dynamodb:putItem",
      parameters: CONDITION,
      error: "DynamoDB.ConditionalCheckFailedException",
      cause: `The conditional request failed${optimised("ConditionalCheckFailedException")}`,
    },
    {
      action: "dynamodb:putItem",
      parameters: MISSING,
      error: "DynamoDB.ResourceNotFoundException",
      cause: `Requested resource not found${optimised("ResourceNotFoundException")}`,
    },
    {
      action: "dynamodb:putItem",
      parameters: INVALID,
      error: "DynamoDB.AmazonDynamoDBException",
      cause: nullItem + optimised("ValidationException"),
    },
    {
      action: "aws-sdk:dynamodb:putItem",
      parameters: CONDITION,
      error: "DynamoDb.ConditionalCheckFailedException",
      cause: `The conditional request failed${sdk}`,
    },
    { action: "aws-sdk:dynamodb:putItem", parameters: INVALID, error: "DynamoDb.DynamoDbException", cause: nullItem + sdk },
  ])("$error from $action", async ({ action, parameters, error, cause }) => {
    expect(await perform(action, parameters)).toEqual({ type: "failed", error, cause });
  });
});

test("what the embedded DynamoDB lacks ends the run instead of rolling it back", async () => {
  await expect(perform("aws-sdk:dynamodb:transactWriteItems", { TransactItems: [] })).rejects.toMatchObject({
    name: "UserError",
    hint: expect.stringContaining("AWS_ENDPOINT_URL_DYNAMODB"),
  });
});

test("parameters that are no object are the person's to mend", async () => {
  await expect(perform("dynamodb:putItem", "o-1")).rejects.toMatchObject({
    message: "The parameters of ProcessOrder are not an object, as dynamodb:putItem needs.",
  });
});

test.each([
  { action: "dynamodb:putItem", want: true },
  { action: "dynamodb:query", want: false },
  { action: "aws-sdk:dynamodb:query", want: true },
  { action: "aws-sdk:dynamodbstreams:getRecords", want: false },
])("$action is performed: $want", ({ action, want }) => {
  expect(isDynamoDbTask(taskRequest(`arn:aws:states:::${action}`))).toBe(want);
});
