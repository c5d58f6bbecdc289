import type { JsonObject, JsonValue } from "../base/json.ts";
import { isArray, isObject, member } from "../base/json.ts";
import { UserError } from "../base/user-error.ts";
import type { KeyType } from "./attribute-value.ts";
import { toItem } from "./attribute-value.ts";
import type { DynamoDb } from "./dynamodb.ts";
import { DynamoDbError } from "./dynamodb-error.ts";
import { scanTable } from "./scan-table.ts";

/** A table that a run needs. */
export interface TableSpec {
  /** Partition key, then the sort key if there is one. */
  readonly key: readonly [string] | readonly [string, string];
  /** Types of key attributes; S where not said. */
  readonly types: Readonly<Record<string, KeyType>>;
  /** Environment variable through which handlers learn the table's name. */
  readonly env?: string;
  /** Items that stand in the table before a run, as plain JSON. */
  readonly items: readonly JsonValue[];
}

/** Tables by name. */
export type TableSpecs = Readonly<Record<string, TableSpec>>;

/** BatchWriteItem takes no more at once. */
const BATCH = 25;

/** Makes the tables that are not there and puts those of their items that are not there; a table that exists with another key is a UserError. */
export async function createTables(db: DynamoDb, tables: TableSpecs): Promise<void> {
  await Promise.all(
    Object.entries(tables).map(async ([name, spec]) => {
      await createTable(db, name, spec);
      await fillTable(db, name, spec);
    }),
  );
}

/** Gives tables that are there their first contents again, and nothing beside them. */
export async function resetTables(db: DynamoDb, tables: TableSpecs): Promise<void> {
  await emptyTables(db, tables);
  await Promise.all(Object.entries(tables).map(([name, spec]) => fillTable(db, name, spec)));
}

/** Deletes every item of the tables. */
export async function emptyTables(db: DynamoDb, tables: TableSpecs): Promise<void> {
  await Promise.all(
    Object.entries(tables).map(async ([name, spec]) => {
      const items = await scanTable(db, name);
      const requests = items.map((item) => ({ DeleteRequest: { Key: keyAttributes(item, spec) } }));
      for (let start = 0; start < requests.length; start += BATCH) await writeAll(db, name, requests.slice(start, start + BATCH));
    }),
  );
}

async function fillTable(db: DynamoDb, name: string, spec: TableSpec): Promise<void> {
  await Promise.all(spec.items.map((item) => putMissing(db, name, spec, item)));
}

async function createTable(db: DynamoDb, name: string, spec: TableSpec): Promise<void> {
  try {
    await db.call("createTable", {
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: keySchema(spec),
      AttributeDefinitions: attributeDefinitions(spec),
    });
  } catch (error) {
    if (!(error instanceof DynamoDbError)) throw error;
    if (error.name !== "ResourceInUseException") throw new UserError(`Table ${name} cannot be made: ${error.message}`);
    return requireSameKey(name, spec, await activeTable(db, name));
  }
  await activeTable(db, name);
}

/** The table's description as soon as it can be used: even here it is CREATING for a moment. */
async function activeTable(db: DynamoDb, name: string): Promise<JsonObject> {
  for (;;) {
    const { Table: table } = await db.call("describeTable", { TableName: name });
    if (isObject(table) && table["TableStatus"] === "ACTIVE") return table;
    await new Promise((later) => setTimeout(later, db.address.embedded ? 1 : 200));
  }
}

function requireSameKey(name: string, spec: TableSpec, table: JsonObject): void {
  const has = describeKey(attributesOf(table["KeySchema"]), attributesOf(table["AttributeDefinitions"]));
  const wants = describeKey(keySchema(spec), attributeDefinitions(spec));
  if (has === wants) return;
  throw new UserError(
    `Table ${name} exists with the key ${has}, not ${wants}.`,
    "Change its key in saga.config.yaml, or delete the data folder (or the table) to start afresh.",
  );
}

function describeKey(schema: readonly JsonObject[], definitions: readonly JsonObject[]): string {
  const types = new Map(definitions.map((definition) => [definition["AttributeName"], definition["AttributeType"]]));
  return schema.map(({ AttributeName: name }) => `${name as string} (${types.get(name) as string})`).join(" + ");
}

function attributesOf(value: JsonValue | undefined): readonly JsonObject[] {
  return isArray(value) ? value.filter(isObject) : [];
}

function keySchema({ key }: TableSpec): readonly JsonObject[] {
  return key.map((name, index) => ({ AttributeName: name, KeyType: index === 0 ? "HASH" : "RANGE" }));
}

function attributeDefinitions({ key, types }: TableSpec): readonly JsonObject[] {
  return key.map((name) => ({ AttributeName: name, AttributeType: types[name] ?? "S" }));
}

async function putMissing(db: DynamoDb, table: string, spec: TableSpec, item: JsonValue): Promise<void> {
  if (!isObject(item)) throw new UserError(`An item of table ${table} is not an object: ${JSON.stringify(item)}`);
  try {
    await db.call("putItem", {
      TableName: table,
      Item: toItem(item, spec.types),
      ConditionExpression: "attribute_not_exists(#key)",
      ExpressionAttributeNames: { "#key": spec.key[0] },
    });
  } catch (error) {
    if (!(error instanceof DynamoDbError)) throw error;
    if (error.name === "ConditionalCheckFailedException") return;
    throw new UserError(`An item of table ${table} cannot be put: ${error.message} (${JSON.stringify(item)})`);
  }
}

function keyAttributes(item: JsonObject, { key }: TableSpec): JsonObject {
  return Object.fromEntries(key.map((name) => [name, member(item, name) ?? null]));
}

async function writeAll(db: DynamoDb, table: string, requests: readonly JsonObject[]): Promise<void> {
  let unprocessed: JsonObject = { [table]: requests };
  while (Object.keys(unprocessed).length > 0) {
    const output = await db.call("batchWriteItem", { RequestItems: unprocessed });
    const { UnprocessedItems: rest = {} } = output;
    unprocessed = isObject(rest) ? rest : {};
  }
}
