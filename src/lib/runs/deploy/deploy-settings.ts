import type { MachineType } from "../../asl/ast.ts";
import { UserError } from "../../base/user-error.ts";
import type { LoggingConfig } from "../../config/config.ts";
import type { DeployedMachine, Logging, MachineSettings } from "../../targets/deployed/deployed-machine.ts";
import { WITHOUT_LOGGING } from "../../targets/deployed/deployed-machine.ts";
import type { Endpoint } from "../../targets/endpoint/endpoint.ts";
import { isLoopback } from "../../targets/endpoint/endpoint.ts";
import type { ResolvedMachine } from "../machine/resolve-machine.ts";
import { LOCAL_ROLE } from "../machine/resolve-remote.ts";

/** Settings as the command line has them; the config's hold where it says nothing, and then those that are deployed. */
export interface GivenSettings {
  readonly type?: MachineType;
  readonly roleArn?: string;
  readonly logging?: LoggingConfig;
  readonly tracing?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Settings as they are to be. */
export interface WantedSettings extends MachineSettings {
  readonly type: MachineType;
  /** Those that somebody names; others stay. */
  readonly tags: Readonly<Record<string, string>>;
}

/** The settings that a machine is to have. @throws UserError where AWS would refuse them: no role, another type, logging without a log group. */
export function wantedSettings(
  given: GivenSettings,
  { name, type: known, settings }: ResolvedMachine,
  deployed: DeployedMachine | undefined,
  endpoint: Endpoint,
): WantedSettings {
  const roleArn = given.roleArn ?? settings?.roleArn ?? deployed?.roleArn ?? (isLoopback(endpoint) ? LOCAL_ROLE : undefined);
  if (roleArn === undefined) {
    throw new UserError(
      `Nothing says with which role AWS may run "${name}"`,
      `Name one with --role-arn, or in saga.config.yaml: machines.${name}.roleArn.`,
    );
  }
  return {
    type: wantedType(given.type ?? known, deployed),
    roleArn,
    logging: wantedLogging({ ...settings?.logging, ...given.logging }, deployed),
    tracing: given.tracing ?? settings?.tracing ?? deployed?.tracing ?? false,
    tags: { ...settings?.tags, ...given.tags },
  };
}

function wantedType(wanted: MachineType | undefined, deployed: DeployedMachine | undefined): MachineType {
  if (deployed === undefined || wanted === undefined || wanted === deployed.type) return deployed?.type ?? wanted ?? "STANDARD";
  throw new UserError(
    `It is deployed as ${deployed.type}, and AWS makes no ${wanted} machine of it`,
    "Deploy it under another name with --name, or delete what is there.",
  );
}

function wantedLogging(wanted: LoggingConfig, deployed: DeployedMachine | undefined): Logging {
  const { logGroup, ...rest } = wanted;
  const group = logGroup === undefined ? {} : { logGroup: wholeLogGroup(logGroup) };
  const logging = { ...(deployed?.logging ?? WITHOUT_LOGGING), ...rest, ...group };
  if (logging.level === "OFF" || logging.logGroup !== null) return logging;
  throw new UserError(
    `Logging at level ${logging.level} needs a log group`,
    "Name one with --log-group, or in saga.config.yaml under machines.NAME.logging.logGroup.",
  );
}

/** AWS takes the ARN with `:*` only: https://docs.aws.amazon.com/step-functions/latest/apireference/API_CloudWatchLogsLogGroup.html */
function wholeLogGroup(arn: string): string {
  return arn.endsWith(":*") ? arn : `${arn}:*`;
}
