import { describeFailure } from "./describe-failure.ts";
import type { Endpoint } from "./endpoint.ts";

/** Whose credentials are used. */
export interface CallerIdentity {
  /** 12 digits. */
  readonly account: string;
  readonly arn: string;
  readonly region: string;
}

const ANSWER_MS = 10_000;

/** Asks STS whose credentials the SDK finds. @throws UserError (exit code 3) where it finds none, or they are refused. */
export async function callerIdentity(endpoint: Endpoint, signal?: AbortSignal): Promise<CallerIdentity> {
  const { url, region, profile } = endpoint;
  const { STSClient, GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
  const client = new STSClient({
    // Whoever stands in for AWS stands in for its STS, too.
    ...(url === undefined ? {} : { endpoint: url }),
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
    requestHandler: { connectionTimeout: ANSWER_MS, requestTimeout: ANSWER_MS, throwOnRequestTimeout: true },
  });
  try {
    const { Account: account = "", Arn: arn = "" } = await client.send(
      new GetCallerIdentityCommand({}),
      signal ? { abortSignal: signal } : {},
    );
    return { account, arn, region: await client.config.region() };
  } catch (error) {
    signal?.throwIfAborted();
    throw describeFailure(error, { operation: "GetCallerIdentity", service: "sts", endpoint });
  } finally {
    client.destroy();
  }
}
