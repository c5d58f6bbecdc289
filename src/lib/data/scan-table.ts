import type { JsonObject, JsonValue } from "../base/json.ts";
import { isArray, isObject } from "../base/json.ts";
import type { DynamoDb } from "./dynamodb.ts";

/** Every item of a table in DynamoDB's JSON, page after page, in no order. */
export async function scanTable(db: DynamoDb, table: string): Promise<readonly JsonObject[]> {
  const items: JsonObject[] = [];
  let from: JsonValue | undefined;
  do {
    const page: JsonObject = await db.call("scan", {
      TableName: table,
      ConsistentRead: true,
      ...(from !== undefined && { ExclusiveStartKey: from }),
    });
    const { Items: found = [] } = page;
    if (isArray(found)) items.push(...found.filter(isObject));
    from = page["LastEvaluatedKey"];
  } while (from !== undefined);
  return items;
}
