import { EXIT, UserError } from "../base/user-error.ts";
import { didYouMean } from "../base/near-names.ts";
import type { JsonObject } from "../base/json.ts";
import type { DynamoDbAddress } from "./dynamodb-address.ts";
import { fromSdkOutput, toSdkInput } from "./dynamodb-json.ts";
import { DynamoDbError } from "./dynamodb-error.ts";
import { EMBEDDED_ACTIONS, missingActionHint } from "./embedded-actions.ts";

/** A DynamoDB to talk to: JSON in, JSON out, as its API documents them. */
export interface DynamoDb {
  readonly address: DynamoDbAddress;
  /** Performs an action by its API name in camel case (`putItem`); throws DynamoDbError where DynamoDB says no, UserError where nobody answers. */
  call(action: string, parameters: JsonObject): Promise<JsonObject>;
  /** Lets go of the connections, so that they do not keep the process alive. */
  close(): void;
}

/** Connects through the AWS SDK, which loads only now (about 50 ms) and reads no file, profile or credential chain of the person. */
export async function connectDynamoDb(address: DynamoDbAddress): Promise<DynamoDb> {
  // The SDK warns on stderr about Node versions that it will drop; that is between us and it.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
  const sdk = await import("@aws-sdk/client-dynamodb");
  const client = new sdk.DynamoDBClient({
    endpoint: address.endpoint,
    region: address.region,
    credentials: address.credentials,
    // Each of these would otherwise be looked up in the person's shared config files.
    maxAttempts: address.embedded ? 1 : 3,
    retryMode: "standard",
    defaultsMode: "standard",
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    endpointDiscoveryEnabled: false,
    accountIdEndpointMode: "disabled",
    disableClockSkewCorrection: true,
    authSchemePreference: [],
    userAgentAppId: "saga-cli",
  });
  const commands = sdk as unknown as Readonly<Record<string, new (input: unknown) => Parameters<typeof client.send>[0]>>;

  return {
    address,
    async call(action, parameters) {
      const Command = commands[`${action.charAt(0).toUpperCase()}${action.slice(1)}Command`];
      if (Command === undefined) throw unknownAction(action, Object.keys(commands));
      if (address.embedded && !EMBEDDED_ACTIONS.has(action)) {
        throw new UserError(`The embedded DynamoDB does not have ${action}.`, missingActionHint);
      }
      try {
        return fromSdkOutput(await client.send(new Command(toSdkInput(parameters))));
      } catch (error) {
        if (error instanceof sdk.DynamoDBServiceException) {
          const { name, message, $metadata } = error;
          throw new DynamoDbError(name, message, $metadata.httpStatusCode ?? 400, Object.hasOwn(sdk, name));
        }
        throw unreachable(address, error);
      }
    },
    close() {
      client.destroy();
    },
  };
}

function unknownAction(action: string, exported: readonly string[]): UserError {
  const known = exported.filter((name) => /^[A-Z].*Command$/.test(name)).map((name) => name.charAt(0).toLowerCase() + name.slice(1, -7));
  return new UserError(`DynamoDB has no action "${action}".`, didYouMean(action, known));
}

/** Node's network errors carry a code; anything else that the SDK throws comes from parameters that it cannot send. */
function unreachable(address: DynamoDbAddress, error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  const hint = address.embedded ? undefined : "Start it, or unset AWS_ENDPOINT_URL_DYNAMODB to use the embedded one.";
  return new UserError(`DynamoDB at ${address.endpoint} does not answer: ${error.message}`, hint, undefined, EXIT.target);
}
