/** Where a DynamoDB answers, and as whom it is asked. */
export interface DynamoDbAddress {
  /** URL, for instance `http://127.0.0.1:8000`. */
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: DynamoDbCredentials;
  /** Whether it is ours, which lacks transactions, PartiQL and streams. */
  readonly embedded: boolean;
}

export interface DynamoDbCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** An embedded or local DynamoDB takes any credentials, but every SDK insists on some. */
const DUMMY_CREDENTIALS: DynamoDbCredentials = { accessKeyId: "embedded", secretAccessKey: "embedded" };
const DEFAULT_REGION = "us-east-1";

/** The address of the embedded DynamoDB: a fixed region and credentials that open nothing else. */
export function embeddedAddress(endpoint: string): DynamoDbAddress {
  return { endpoint, region: DEFAULT_REGION, credentials: DUMMY_CREDENTIALS, embedded: true };
}

/** The DynamoDB that the person's AWS_ENDPOINT_URL_DYNAMODB names, with the region and keys of the environment; undefined where it names none. */
export function addressFromEnvironment(environment: Readonly<Record<string, string | undefined>>): DynamoDbAddress | undefined {
  const endpoint = environment["AWS_ENDPOINT_URL_DYNAMODB"];
  if (endpoint === undefined || endpoint === "") return undefined;
  const region = environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"] ?? DEFAULT_REGION;
  return { endpoint, region, credentials: credentialsFrom(environment), embedded: false };
}

function credentialsFrom(environment: Readonly<Record<string, string | undefined>>): DynamoDbCredentials {
  const accessKeyId = environment["AWS_ACCESS_KEY_ID"];
  const secretAccessKey = environment["AWS_SECRET_ACCESS_KEY"];
  if (accessKeyId === undefined || secretAccessKey === undefined) return DUMMY_CREDENTIALS;
  const sessionToken = environment["AWS_SESSION_TOKEN"];
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
}
