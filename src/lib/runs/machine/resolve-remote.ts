import { resolve } from "node:path";
import type { Files } from "../../base/ports.ts";
import { EXIT, UserError } from "../../base/user-error.ts";
import type { Config } from "../../config/config.ts";
import { isLoopback } from "../../targets/endpoint/endpoint.ts";
import { findStateMachine } from "../../targets/endpoint/list-resources.ts";
import type { SfnClient } from "../../targets/endpoint/sfn-client.ts";
import { resolveDeployed } from "./resolve-deployed.ts";
import type { MachineReference } from "./locate-machine.ts";
import type { ResolvedMachine } from "./resolve-machine.ts";
import { isPath } from "./locate-machine.ts";
import { resolveMachine } from "./resolve-machine.ts";

/** A machine that an endpoint is to run. */
export interface RemoteMachine {
  readonly resolved: ResolvedMachine;
  readonly type: "STANDARD" | "EXPRESS";
  /** Of the machine, or of its copy. */
  readonly roleArn: string;
  /** The machine at the endpoint; undefined where only its definition is known, which runs as a copy. */
  readonly stateMachineArn: string | undefined;
}

/** How a person names a machine for an endpoint: DEF, NAME or ARN. */
export interface RemoteReference extends MachineReference {
  /** Instead of the config's, or of the machine's own. */
  readonly roleArn?: string | undefined;
}

/** What an endpoint on this machine gets for a role: it does not look at it. */
export const LOCAL_ROLE: string = "arn:aws:iam::123456789012:role/saga-cli-local";
/** Of a machine, one of its versions, or one of its aliases. */
const MACHINE_ARN = /^arn:[^:]+:states:[^:]+:\d{12}:stateMachine:[^:]+(?::[^:]+)?$/;

/** The folder that paths start from, its files, and the config that holds there. */
export interface Place {
  readonly files: Files;
  readonly cwd: string;
  readonly config: Config;
}

/** Finds the machine that a DEF, NAME or ARN means at an endpoint. @throws UserError where there is none, or nothing says with which role it may run. */
export async function resolveRemote(
  client: SfnClient,
  { files, cwd, config }: Place,
  reference: RemoteReference,
  signal?: AbortSignal,
): Promise<RemoteMachine> {
  const { target, roleArn } = reference;
  const isArn = target.startsWith("arn:");
  if (!isArn && isPath(files, resolve(cwd, target), target)) {
    const resolved = await resolveMachine(files, cwd, reference);
    const type = resolved.type ?? "STANDARD";
    return { resolved, type, roleArn: roleArn ?? roleOf(resolved, client), stateMachineArn: undefined };
  }
  if (isAlias(target))
    throw new UserError(`${target} is an alias, which may mean two versions`, "Name one version: its ARN ends in a number.");
  const stateMachineArn = await stateMachineArnOf(client, target, signal, OR_A_COPY);
  const described = await client.call("DescribeStateMachine", { stateMachineArn }, { signal });
  const { name = "", definition = "", type = "STANDARD" } = described;
  const resolved = resolveDeployed({ name, definition, shownAs: target }, config);
  return { resolved, type, roleArn: roleArn ?? described.roleArn ?? "", stateMachineArn };
}

function roleOf({ settings, name }: ResolvedMachine, { endpoint }: SfnClient): string {
  if (settings?.roleArn !== undefined) return settings.roleArn;
  if (isLoopback(endpoint)) return LOCAL_ROLE;
  throw new UserError(
    `Nothing says with which role a copy of "${name}" may run`,
    `Name one with --role-arn, or in saga.config.yaml: machines.${name}.roleArn.`,
  );
}

function isAlias(arn: string): boolean {
  return MACHINE_ARN.test(arn) && /:stateMachine:[^:]+:(?!\d+$)/.test(arn);
}

function machineArn(arn: string): string {
  if (MACHINE_ARN.test(arn)) return arn;
  if (/:(?:execution|express):/.test(arn)) throw new UserError(`${arn} is an execution`, "Use saga-cli history show or verify.");
  throw new UserError(`${arn} is not the ARN of a state machine`, "Write arn:aws:states:REGION:ACCOUNT:stateMachine:NAME.");
}

const CHECK = "Check its name, --region and --endpoint-url.";
const OR_A_COPY = "Name its definition file to run a copy of that, or check --region and --endpoint-url.";

/** The ARN of the state machine of that NAME or ARN, which may be that of a version or an alias. @throws UserError, with the hint, where there is none. */
export async function stateMachineArnOf(client: SfnClient, name: string, signal?: AbortSignal, hint: string = CHECK): Promise<string> {
  if (name.startsWith("arn:")) return machineArn(name);
  const arn = await findStateMachine(client, name, signal);
  if (arn !== undefined) return arn;
  throw new UserError(`There is no state machine "${name}" at ${whereOf(client)}`, hint, undefined, EXIT.target);
}

/** The endpoint as messages name it. */
function whereOf({ endpoint: { url, region } }: SfnClient): string {
  return url ?? `AWS${region === undefined ? "" : ` in ${region}`}`;
}
