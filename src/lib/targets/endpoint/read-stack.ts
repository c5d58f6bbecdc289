import type { CloudFormationClient, Stack as StackDescription } from "@aws-sdk/client-cloudformation";
import { EXIT, UserError } from "../../base/user-error.ts";
import { clientConfig } from "./client-config.ts";
import { describeFailure } from "./describe-failure.ts";
import type { Endpoint } from "./endpoint.ts";

/** A CloudFormation stack, as far as names in its template mean something. */
export interface Stack {
  readonly arn: string;
  readonly name: string;
  readonly resources: readonly StackResource[];
  /** Values by name; secrets, which CloudFormation does not tell, are left out. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
}

export interface StackResource {
  readonly logicalId: string;
  readonly physicalId: string;
  /** As `AWS::Lambda::Function`. */
  readonly type: string;
}

/** Whom to ask about stacks. */
export interface StackReader {
  readonly endpoint: Endpoint;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
}

const ANSWER_MS = 10_000;

/** Reads a stack: the SDK's client loads only now. @throws UserError (exit code 3) where there is none of that name, or the endpoint refuses or cannot be reached. */
export async function readStack(name: string, reader: StackReader): Promise<Stack> {
  const { endpoint, env, signal } = reader;
  const { CloudFormationClient, ...sdk } = await import("@aws-sdk/client-cloudformation");
  // Whoever stands in for AWS stands in for its CloudFormation, too, unless the environment names another.
  const named = env["AWS_ENDPOINT_URL_CLOUDFORMATION"];
  const asked = { ...endpoint, url: named === undefined || named === "" ? endpoint.url : named };
  const client = new CloudFormationClient({
    ...clientConfig(asked, env),
    requestHandler: { connectionTimeout: ANSWER_MS, requestTimeout: ANSWER_MS, throwOnRequestTimeout: true },
  });
  const options = signal ? { abortSignal: signal } : {};
  try {
    const call = { endpoint: asked, signal };
    const described = await refusalsOf(call, "DescribeStacks", () =>
      client.send(new sdk.DescribeStacksCommand({ StackName: name }), options),
    );
    const resources = await refusalsOf(call, "ListStackResources", () => listResources(client, sdk, name, options));
    const [stack = {} as StackDescription] = described.Stacks ?? [];
    return {
      arn: stack.StackId ?? "",
      name: stack.StackName ?? name,
      resources,
      parameters: parametersOf(stack),
      outputs: outputsOf(stack),
    };
  } finally {
    client.destroy();
  }
}

type Sdk = typeof import("@aws-sdk/client-cloudformation");

/** DescribeStackResources stops at a hundred; this list has pages. */
async function listResources(
  client: CloudFormationClient,
  { ListStackResourcesCommand }: Pick<Sdk, "ListStackResourcesCommand">,
  StackName: string,
  options: { readonly abortSignal?: AbortSignal },
): Promise<readonly StackResource[]> {
  const resources: StackResource[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new ListStackResourcesCommand({ StackName, ...(NextToken === undefined ? {} : { NextToken }) }),
      options,
    );
    for (const {
      LogicalResourceId: logicalId = "",
      PhysicalResourceId: physicalId,
      ResourceType: type = "",
    } of page.StackResourceSummaries ?? []) {
      if (physicalId !== undefined) resources.push({ logicalId, physicalId, type });
    }
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  return resources;
}

/** What stands in the place of a value that was declared NoEcho. */
const SECRET = /^\*+$/;

function parametersOf({ Parameters = [] }: StackDescription): Stack["parameters"] {
  return Object.fromEntries(
    Parameters.flatMap(({ ParameterKey: key = "", ParameterValue, ResolvedValue }) => {
      // The parameter of a Systems Manager type is the name under which its value is kept.
      const value = ResolvedValue ?? ParameterValue;
      return value === undefined || SECRET.test(value) ? [] : [[key, value]];
    }),
  );
}

function outputsOf({ Outputs = [] }: StackDescription): Stack["outputs"] {
  return Object.fromEntries(Outputs.map(({ OutputKey: key = "", OutputValue: value = "" }) => [key, value]));
}

async function refusalsOf<T>(
  { endpoint, signal }: Pick<StackReader, "endpoint" | "signal">,
  operation: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    signal?.throwIfAborted();
    // CloudFormation's name for what there is not.
    if (error instanceof Error && error.name === "ValidationError") {
      const hint = "Check --stack, --region and the account.";
      throw new UserError(`The stack cannot be read: ${error.message}`, hint, undefined, EXIT.target);
    }
    throw describeFailure(error, { operation, service: "cloudformation", endpoint });
  }
}
