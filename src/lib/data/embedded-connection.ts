import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";
import type { JsonObject, JsonValue } from "../base/json.ts";
import { UserError } from "../base/user-error.ts";
import type { DynamoDbAddress } from "./dynamodb-address.ts";
import type { DynamoDb } from "./dynamodb.ts";
import { DynamoDbError } from "./dynamodb-error.ts";
import { EMBEDDED_ACTIONS, missingActionHint } from "./embedded-actions.ts";

/** dynalite wants a signature to be there and never checks it. */
const UNSIGNED = "AWS4-HMAC-SHA256 Credential=embedded/20000101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=embedded";

/**
 * Connects to the DynamoDB of this process in the JSON of its API, to make and read tables. The SDK would say the same after 100 ms of
 * loading and warming up, which is a third of a whole run. Times come as epoch seconds, as the API sends them.
 */
export function connectEmbedded(address: DynamoDbAddress): DynamoDb {
  const agent = new Agent({ keepAlive: true });
  return {
    address,
    async call(action, parameters) {
      if (!EMBEDDED_ACTIONS.has(action)) throw new UserError(`The embedded DynamoDB does not have ${action}.`, missingActionHint);
      const target = `DynamoDB_20120810.${action.charAt(0).toUpperCase()}${action.slice(1)}`;
      const { status, body } = await post(agent, address.endpoint, target, JSON.stringify(parameters));
      const answer = JSON.parse(body) as JsonObject;
      if (status === 200) return answer;
      const name = textOf(answer["__type"]).split("#").at(-1) ?? "";
      throw new DynamoDbError(name, textOf(answer["message"] ?? answer["Message"]), status, name !== "ValidationException");
    },
    close() {
      agent.destroy();
    },
  };
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

function post(agent: Agent, endpoint: string, target: string, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = {
      "Content-Type": "application/x-amz-json-1.0",
      "X-Amz-Target": target,
      "X-Amz-Date": "20000101T000000Z",
      Authorization: UNSIGNED,
    };
    request(endpoint, { method: "POST", agent, headers }, (response) => {
      text(response).then((answer) => resolve({ status: response.statusCode ?? 500, body: answer }), reject);
    })
      .on("error", reject)
      .end(body);
  });
}
