import type { DynamoDbAddress } from "../../data/dynamodb-address.ts";
import { addressFromEnvironment } from "../../data/dynamodb-address.ts";
import type { DynamoDb } from "../../data/dynamodb.ts";
import { connectDynamoDb } from "../../data/dynamodb.ts";
import { connectEmbedded } from "../../data/embedded-connection.ts";
import type { EmbeddedDynamoDbOptions } from "../../data/embedded-dynamodb.ts";
import { startEmbeddedDynamoDb } from "../../data/embedded-dynamodb.ts";

/** The DynamoDB that tasks and handlers work on. */
export interface Database {
  readonly address: DynamoDbAddress;
  /** For tasks. */
  readonly connect: () => Promise<DynamoDb>;
  /** For making and reading the configured tables. */
  readonly tables: () => Promise<DynamoDb>;
  readonly close: () => Promise<void>;
}

/** Where the embedded one keeps its tables, and the loopback port that it listens on. */
export interface DatabaseOptions extends EmbeddedDynamoDbOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The DynamoDB of AWS_ENDPOINT_URL_DYNAMODB, else the embedded one. */
export async function openDatabase({ env, ...options }: DatabaseOptions): Promise<Database> {
  const theirs = addressFromEnvironment(env);
  return theirs ? connectTo(theirs) : openEmbedded(options);
}

function connectTo(address: DynamoDbAddress): Database {
  let connection: Promise<DynamoDb> | undefined;
  const connect = (): Promise<DynamoDb> => (connection ??= connectDynamoDb(address));
  return { address, connect, tables: connect, close: async () => (await connection)?.close() };
}

async function openEmbedded(options: EmbeddedDynamoDbOptions): Promise<Database> {
  const embedded = await startEmbeddedDynamoDb(options);
  const sdk = connectTo(embedded.address);
  const direct = connectEmbedded(embedded.address);
  return {
    ...sdk,
    async tables() {
      await embedded.ready;
      return direct;
    },
    async close() {
      await sdk.close();
      direct.close();
      await embedded.close();
    },
  };
}
