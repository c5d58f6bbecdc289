import { crc32 } from "node:zlib";
import { isObject } from "../base/json.ts";
import { UserError } from "../base/user-error.ts";
import type { DynamoDb } from "../data/dynamodb.ts";
import { DynamoDbError } from "../data/dynamodb-error.ts";
import type { TaskOutcome, TaskRequest } from "../engine/task.ts";
import { sdkMetadata } from "./sdk-metadata.ts";
import { taskUuid } from "./task-id.ts";

/** The optimised integration has these actions and no others. */
const OPTIMISED = new Set(["getItem", "putItem", "updateItem", "deleteItem"]);

/** Whether a task is one that {@link performDynamoDb} performs. */
export function isDynamoDbTask({ integration: { service, action } }: TaskRequest): boolean {
  return service === "aws-sdk:dynamodb" || (service === "dynamodb" && OPTIMISED.has(action));
}

/** Performs `dynamodb:*` and `aws-sdk:dynamodb:*`: outputs and errors have the shapes and names that each integration has on AWS. */
export async function performDynamoDb(request: TaskRequest, db: DynamoDb): Promise<TaskOutcome> {
  const { integration, parameters, state } = request;
  if (!isObject(parameters))
    throw new UserError(`The parameters of ${state} are not an object, as ${integration.service}:${integration.action} needs.`);
  try {
    const output = await db.call(integration.action, parameters);
    if (integration.service === "aws-sdk:dynamodb") return { type: "succeeded", output };
    const body = JSON.stringify(output);
    const headers = {
      Server: "Server",
      Connection: "keep-alive",
      "Content-Length": String(Buffer.byteLength(body)),
      "Content-Type": "application/x-amz-json-1.0",
      "x-amz-crc32": String(crc32(body)),
    };
    return { type: "succeeded", output: { ...output, ...sdkMetadata(request, headers) } };
  } catch (error) {
    if (error instanceof DynamoDbError) return failure(request, error);
    throw error;
  }
}

/** As recorded on AWS: an error that the API's model does not declare (ValidationException) loses its name. */
function failure(request: TaskRequest, { name, message, statusCode, modelled }: DynamoDbError): TaskOutcome {
  const requestId = taskUuid(request, "request");
  if (request.integration.service === "aws-sdk:dynamodb") {
    const cause = `${message} (Service: DynamoDb, Status Code: ${statusCode}, Request ID: ${requestId})`;
    return { type: "failed", error: `DynamoDb.${modelled ? name : "DynamoDbException"}`, cause };
  }
  const cause = `${message} (Service: AmazonDynamoDBv2; Status Code: ${statusCode}; Error Code: ${name}; Request ID: ${requestId}; Proxy: null)`;
  return { type: "failed", error: `DynamoDB.${modelled ? name : "AmazonDynamoDBException"}`, cause };
}
