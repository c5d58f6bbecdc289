import { devNull } from "node:os";
import type { DynamoDbAddress } from "../data/dynamodb-address.ts";
import { embeddedAddress } from "../data/dynamodb-address.ts";
import type { TableSpecs } from "../data/tables.ts";

/** Environment variables as a process has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What of the person's environment handlers may see; everything else, secrets above all, stays out. */
const PASSED_ON = ["PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TEMP", "TMP", "SystemRoot", "NODE_ENV"];

/**
 * The environment of handlers: as in Lambda, with the variables that are configured, but every AWS credential and file of the person is
 * replaced, and DynamoDB is the run's own.
 */
export function handlerEnvironment(
  person: Environment,
  dynamodb: DynamoDbAddress | undefined,
  tables: TableSpecs,
  configured: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const { region, credentials } = dynamodb ?? embeddedAddress("");
  return {
    ...defined(PASSED_ON.map((name) => [name, person[name]])),
    ...configured,
    ...Object.fromEntries(Object.entries(tables).flatMap(([name, { env }]) => (env === undefined ? [] : [[env, name]]))),
    ...defined([
      ["AWS_ENDPOINT_URL_DYNAMODB", dynamodb?.endpoint],
      ["AWS_SESSION_TOKEN", credentials.sessionToken],
    ]),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
}

function defined(variables: readonly (readonly [string, string | undefined])[]): Record<string, string> {
  return Object.fromEntries(variables.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}
