/** The actions that the embedded DynamoDB performs; it lacks transactions, PartiQL, streams and backups. */
export const EMBEDDED_ACTIONS: ReadonlySet<string> = new Set([
  "batchGetItem",
  "batchWriteItem",
  "createTable",
  "deleteItem",
  "deleteTable",
  "describeTable",
  "describeTimeToLive",
  "getItem",
  "listTables",
  "listTagsOfResource",
  "putItem",
  "query",
  "scan",
  "tagResource",
  "untagResource",
  "updateItem",
  "updateTable",
]);

/** How to get at the actions that it lacks. */
export const missingActionHint =
  "Set AWS_ENDPOINT_URL_DYNAMODB to a DynamoDB that has it, for instance DynamoDB Local or LocalStack at http://127.0.0.1:8000.";
