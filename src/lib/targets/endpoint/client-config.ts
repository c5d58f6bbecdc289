import type { Endpoint } from "./endpoint.ts";
import { isLoopback } from "./endpoint.ts";

/** What a client of the SDK is told of where it calls; what is absent it finds in its own chain. */
export interface ClientConfig {
  readonly endpoint?: string;
  readonly disableHostPrefix?: boolean;
  readonly region?: string;
  readonly profile?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };
}

/** What a server on this machine gets where the person gave nothing: it does not look at them. */
const LOCAL_CREDENTIALS = { accessKeyId: "saga-cli", secretAccessKey: "saga-cli" };

/** The address, region and credentials of an endpoint as a client of the SDK takes them. */
export function clientConfig(endpoint: Endpoint, env: Readonly<Record<string, string | undefined>>): ClientConfig {
  const { url, region, profile } = endpoint;
  const named = profile === undefined ? {} : { profile };
  if (url === undefined) return { ...named, ...(region === undefined ? {} : { region }) };
  // `sync-` before the name of a server that is not AWS leads nowhere.
  const other = { endpoint: url, disableHostPrefix: true };
  if (!isLoopback(endpoint)) return { ...named, ...other, ...(region === undefined ? {} : { region }) };
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = env;
  const given = accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) } : undefined;
  const credentials = given ?? (profile === undefined ? LOCAL_CREDENTIALS : undefined);
  return { ...named, ...other, region: region ?? "us-east-1", ...(credentials === undefined ? {} : { credentials }) };
}
