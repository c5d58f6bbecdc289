import type { LoggingConfiguration } from "@aws-sdk/client-sfn";
import type { MachineType } from "../../asl/ast.ts";
import { deepEqual } from "../../base/json.ts";
import { JsonText, payloadValue } from "../../history/payload.ts";
import type { DeployedMachine, Logging, MachineSettings } from "./deployed-machine.ts";
import { isRefusal } from "../endpoint/describe-failure.ts";
import type { SfnClient } from "../endpoint/sfn-client.ts";
import { untilVisible } from "../endpoint/until-visible.ts";

/** A state machine to make. */
export interface NewMachine extends Partial<Pick<MachineSettings, "logging" | "tracing">> {
  readonly name: string;
  readonly type: MachineType;
  /** JSON text. */
  readonly definition: string;
  readonly roleArn: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** What is to become other of a state machine; what is absent stays. */
export type MachineUpdate = Partial<Pick<NewMachine, "definition" | "roleArn" | "logging" | "tracing" | "tags">>;

/** A state machine after a change, as far as the change tells. */
export type WrittenMachine = Pick<DeployedMachine, "arn" | "revisionId">;

/** Makes a state machine, and waits until the endpoint knows it. */
export async function createMachine(client: SfnClient, machine: NewMachine, signal?: AbortSignal): Promise<WrittenMachine> {
  const { name, type, definition, roleArn, tags } = machine;
  const request = { name, type, definition, roleArn, ...configurations(machine), tags: tagList(tags) };
  const { stateMachineArn = "" } = await client.call("CreateStateMachine", request, { signal });
  const isThere = (): Promise<boolean> => hasDefinition(client, stateMachineArn, definition, signal);
  await untilVisible(client, `The state machine "${name}"`, isThere, signal);
  return { arn: stateMachineArn, revisionId: null };
}

/** Changes a state machine, and waits until the endpoint shows the change. */
export async function updateMachine(
  client: SfnClient,
  { arn, revisionId: before }: WrittenMachine,
  update: MachineUpdate,
  signal?: AbortSignal,
): Promise<WrittenMachine> {
  const { tags = {}, definition, roleArn } = update;
  if (Object.keys(tags).length > 0) await client.call("TagResource", { resourceArn: arn, tags: tagList(tags) }, { signal });
  const request = {
    ...(definition === undefined ? {} : { definition }),
    ...(roleArn === undefined ? {} : { roleArn }),
    ...configurations(update),
  };
  if (Object.keys(request).length === 0) return { arn, revisionId: before };
  const { revisionId } = await client.call("UpdateStateMachine", { stateMachineArn: arn, ...request }, { signal });
  await untilVisible(client, "The update", () => hasRevision(client, arn, { revisionId, definition }, signal), signal);
  return { arn, revisionId: revisionId ?? before };
}

/** Publishes the present revision as a version; gives its ARN, the one it has where it was published before. */
export async function publishVersion(
  client: SfnClient,
  { arn, revisionId }: WrittenMachine,
  description: string | undefined,
  signal?: AbortSignal,
): Promise<string> {
  // A revision that somebody else made meanwhile is not ours to publish.
  const request = { stateMachineArn: arn, revisionId: revisionId ?? "INITIAL", ...(description === undefined ? {} : { description }) };
  const { stateMachineVersionArn = "" } = await client.call("PublishStateMachineVersion", request, { signal });
  return stateMachineVersionArn;
}

/** The version that a revision was published as; undefined where it is not the last one's. */
export async function publishedVersion(
  client: SfnClient,
  { arn, revisionId }: WrittenMachine,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const list = await client.call("ListStateMachineVersions", { stateMachineArn: arn, maxResults: 1 }, { signal });
  const last = list.stateMachineVersions?.[0]?.stateMachineVersionArn;
  if (last === undefined) return undefined;
  const described = await client.call("DescribeStateMachine", { stateMachineArn: last }, { signal });
  return (described.revisionId ?? null) === revisionId ? last : undefined;
}

async function hasDefinition(
  client: SfnClient,
  stateMachineArn: string,
  wanted: string,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    const { definition, status = "ACTIVE" } = await client.call("DescribeStateMachine", { stateMachineArn }, { signal });
    return status === "ACTIVE" && isSameDefinition(definition ?? "", wanted);
  } catch (error) {
    if (isRefusal(error, "StateMachineDoesNotExist")) return false;
    throw error;
  }
}

/** Where the endpoint knows no revisions, its definition tells. */
async function hasRevision(
  client: SfnClient,
  stateMachineArn: string,
  { revisionId, definition }: { readonly revisionId: string | undefined; readonly definition: string | undefined },
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const described = await client.call("DescribeStateMachine", { stateMachineArn }, { signal });
  if (revisionId !== undefined) return described.revisionId === revisionId;
  return definition === undefined || isSameDefinition(described.definition ?? "", definition);
}

/** Whether two texts hold the same JSON. */
function isSameDefinition(text: string, wanted: string): boolean {
  return text === wanted || deepEqual(payloadValue(new JsonText(text)), payloadValue(new JsonText(wanted)));
}

function configurations({ logging, tracing }: Pick<NewMachine, "logging" | "tracing">): {
  readonly loggingConfiguration?: LoggingConfiguration;
  readonly tracingConfiguration?: { enabled: boolean };
} {
  return {
    ...(logging === undefined ? {} : { loggingConfiguration: loggingConfiguration(logging) }),
    ...(tracing === undefined ? {} : { tracingConfiguration: { enabled: tracing } }),
  };
}

function loggingConfiguration({ level, includeExecutionData, logGroup }: Logging): LoggingConfiguration {
  const destinations = logGroup === null ? [] : [{ cloudWatchLogsLogGroup: { logGroupArn: logGroup } }];
  return { level, includeExecutionData, destinations };
}

function tagList(tags: Readonly<Record<string, string>>): { key: string; value: string }[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}
