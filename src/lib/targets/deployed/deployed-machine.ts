import type { LogLevel, StateMachineStatus } from "@aws-sdk/client-sfn";
import type { MachineType } from "../../asl/ast.ts";
import { EXIT, UserError } from "../../base/user-error.ts";
import { findStateMachine } from "../endpoint/list-resources.ts";
import type { SfnClient } from "../endpoint/sfn-client.ts";

/** A state machine as it stands at an endpoint. */
export interface DeployedMachine extends MachineSettings {
  readonly arn: string;
  readonly type: MachineType;
  /** JSON text. */
  readonly definition: string;
  /** Null for one that was never updated, and where the endpoint knows no revisions. */
  readonly revisionId: string | null;
  readonly tags: Readonly<Record<string, string>>;
}

/** What can be set of a state machine beside its definition. */
export interface MachineSettings {
  readonly roleArn: string;
  readonly logging: Logging;
  readonly tracing: boolean;
}

/** What Step Functions writes to CloudWatch Logs. */
export interface Logging {
  readonly level: LogLevel;
  /** Inputs and outputs, too. */
  readonly includeExecutionData: boolean;
  /** ARN; null where there is none. */
  readonly logGroup: string | null;
}

/** What a state machine has where nobody said anything. */
export const WITHOUT_LOGGING: Logging = { level: "OFF", includeExecutionData: false, logGroup: null };

/** The state machine of that name; undefined where there is none. @throws UserError where it is being deleted. */
export async function findDeployed(client: SfnClient, name: string, signal?: AbortSignal): Promise<DeployedMachine | undefined> {
  const arn = await findStateMachine(client, name, signal);
  if (arn === undefined) return undefined;
  const { status, ...machine } = await describeDeployed(client, arn, signal);
  if (status !== "DELETING") return machine;
  const hint = "Repeat the command when its executions have ended, or choose another name by --name.";
  throw new UserError(`The state machine "${name}" is being deleted`, hint, undefined, EXIT.target);
}

async function describeDeployed(
  client: SfnClient,
  stateMachineArn: string,
  signal: AbortSignal | undefined,
): Promise<DeployedMachine & { readonly status: StateMachineStatus }> {
  const described = await client.call("DescribeStateMachine", { stateMachineArn }, { signal });
  const { tags = [] } = await client.call("ListTagsForResource", { resourceArn: stateMachineArn }, { signal });
  const { type = "STANDARD", definition = "{}", roleArn = "", revisionId = null, status = "ACTIVE" } = described;
  const { level = "OFF", includeExecutionData = false, destinations = [] } = described.loggingConfiguration ?? {};
  return {
    arn: stateMachineArn,
    type,
    definition,
    roleArn,
    revisionId,
    status,
    logging: { level, includeExecutionData, logGroup: destinations[0]?.cloudWatchLogsLogGroup?.logGroupArn ?? null },
    tracing: described.tracingConfiguration?.enabled ?? false,
    tags: Object.fromEntries(tags.map(({ key = "", value = "" }) => [key, value])),
  };
}
