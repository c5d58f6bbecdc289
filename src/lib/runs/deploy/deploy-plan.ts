import type { JsonValue } from "../../base/json.ts";
import { UserError } from "../../base/user-error.ts";
import type { Route } from "../../targets/deployed/alias-routes.ts";
import { readRoutes } from "../../targets/deployed/alias-routes.ts";
import type { DeployedMachine } from "../../targets/deployed/deployed-machine.ts";
import { findDeployed } from "../../targets/deployed/deployed-machine.ts";
import type { SfnClient } from "../../targets/endpoint/sfn-client.ts";
import type { MachineUpdate } from "../../targets/deployed/write-machine.ts";
import { publishedVersion } from "../../targets/deployed/write-machine.ts";
import type { Difference, WantedMachine } from "./deploy-changes.ts";
import { differenceOf } from "./deploy-changes.ts";
import type { DeployChange, DeployPlan } from "./deploy-report.ts";
import type { GivenSettings } from "./deploy-settings.ts";
import { wantedSettings } from "./deploy-settings.ts";
import type { ResolvedMachine } from "../machine/resolve-machine.ts";

/** One deployment as a person asks for it. */
export interface DeployRequest {
  readonly resolved: ResolvedMachine;
  /** Its name at the endpoint. */
  readonly name: string;
  readonly settings: GivenSettings;
  /** Publish a version, and route an alias to it. */
  readonly publish?: PublishRequest;
  /** Say what would be done, and do nothing. */
  readonly dryRun?: boolean;
}

export interface PublishRequest {
  readonly description?: string;
  readonly alias?: AliasRequest;
  /** Input of an execution of the new version that must be good before an alias leads to it. */
  readonly verifyInput?: JsonValue;
}

export interface AliasRequest {
  readonly name: string;
  /** The shares of the new version in percent, growing. */
  readonly steps: readonly number[];
  /** How long each share stands while executions are verified, in ms; 0 verifies none. */
  readonly waitMs: number;
}

/** A deployment that has been compared with what is there. */
export interface PlannedDeploy {
  readonly plan: DeployPlan;
  readonly wanted: WantedMachine;
  readonly deployed: DeployedMachine | undefined;
  readonly update: MachineUpdate;
  /** Of the present revision; undefined where there is none yet. */
  readonly versionArn: string | undefined;
  readonly rollOut: PlannedRollOut | undefined;
}

/** How an alias comes to lead to the new version. */
export interface PlannedRollOut {
  readonly name: string;
  /** Undefined where there is no such alias yet. */
  readonly routes: readonly Route[] | undefined;
  /** The version that keeps the other share, and that is stepped back to; undefined where the alias leads to no other. */
  readonly stable: string | undefined;
  /** The shares that are still to come. */
  readonly steps: readonly number[];
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */
const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u;

/** Compares a deployment with what is at the endpoint, and changes nothing. @throws UserError where it cannot be done. */
export async function planDeploy(client: SfnClient, request: DeployRequest, signal?: AbortSignal): Promise<PlannedDeploy> {
  const { resolved, name, settings, publish } = request;
  if (!NAME.test(name)) {
    throw new UserError(`"${name}" is not a name that a state machine may have`, "Choose one with --name: letters, digits, - and _.");
  }
  const deployed = await findDeployed(client, name, signal);
  const wanted = { ...wantedSettings(settings, resolved, deployed, client.endpoint), definition: resolved.definition };
  if (publish?.alias && wanted.type === "EXPRESS") checkExpress(publish.alias);
  const difference = differenceOf(wanted, deployed);
  const versionArn = publish && deployed && !makesRevision(difference) ? await publishedVersion(client, deployed, signal) : undefined;
  const rollOut = publish?.alias && (await planRollOut(client, publish.alias, deployed, versionArn, signal));
  return {
    plan: {
      machine: name,
      file: resolved.file,
      stateMachineArn: deployed?.arn ?? null,
      action: deployed === undefined ? "create" : Object.keys(difference.update).length > 0 ? "update" : "none",
      changes: [...difference.changes, ...versionChanges(publish, versionArn), ...rollOutChanges(rollOut)],
      definition: difference.definition,
    },
    wanted,
    deployed,
    update: difference.update,
    versionArn,
    rollOut,
  };
}

/** Whether a plan changes anything. */
export function hasChanges({ action, changes }: DeployPlan): boolean {
  return action !== "none" || changes.length > 0;
}

/** The number of a version, of its ARN. */
export function versionNumber(versionArn: string): string {
  return versionArn.slice(versionArn.lastIndexOf(":") + 1);
}

function makesRevision({ update: { tags: _, ...others } }: Difference): boolean {
  return Object.keys(others).length > 0;
}

function checkExpress({ waitMs }: AliasRequest): void {
  if (waitMs === 0) return;
  throw new UserError(
    "EXPRESS executions keep no history, so none can be verified while an alias is routed in steps",
    "Take one step at a time with --wait 0, and look at the logs between them.",
  );
}

async function planRollOut(
  client: SfnClient,
  { name, steps }: AliasRequest,
  deployed: DeployedMachine | undefined,
  versionArn: string | undefined,
  signal: AbortSignal | undefined,
): Promise<PlannedRollOut> {
  const routes = deployed && (await readRoutes(client, `${deployed.arn}:${name}`, signal));
  const others = (routes ?? []).map((route) => route.versionArn).filter((arn) => arn !== versionArn);
  // Where a roll-out was left halfway, the older version is the one that is known to be good.
  const [stable] = others.toSorted((a, b) => Number(versionNumber(a)) - Number(versionNumber(b)));
  const share = routes?.find((route) => route.versionArn === versionArn)?.weight ?? 0;
  // Nothing else could have the other share.
  const wanted = stable === undefined ? [100] : steps;
  return { name, routes, stable, steps: wanted.filter((step) => step > share) };
}

function versionChanges(publish: PublishRequest | undefined, versionArn: string | undefined): readonly DeployChange[] {
  return publish === undefined || versionArn !== undefined ? [] : [{ setting: "version", before: null, after: "a new one" }];
}

function rollOutChanges(rollOut: PlannedRollOut | undefined): readonly DeployChange[] {
  if (rollOut === undefined || rollOut.steps.length === 0) return [];
  const { name, routes, steps } = rollOut;
  const before = routes?.map(({ versionArn, weight }) => `version ${versionNumber(versionArn)} ${weight} %`).join(", ") ?? null;
  return [{ setting: `alias ${name}`, before, after: `this version ${steps.map((step) => `${step} %`).join(", then ")}` }];
}
