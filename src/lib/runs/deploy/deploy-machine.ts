import type { JsonValue } from "../../base/json.ts";
import { deepEqual } from "../../base/json.ts";
import type { Route } from "../../targets/deployed/alias-routes.ts";
import { WITHOUT_LOGGING } from "../../targets/deployed/deployed-machine.ts";
import type { WrittenMachine } from "../../targets/deployed/write-machine.ts";
import { createMachine, publishVersion, updateMachine } from "../../targets/deployed/write-machine.ts";
import { definitionText } from "./deploy-changes.ts";
import type { DeployRequest, PlannedDeploy } from "./deploy-plan.ts";
import { hasChanges, planDeploy } from "./deploy-plan.ts";
import type { DeployPorts } from "./deploy-ports.ts";
import type { DeployReport, VerifiedExecution } from "./deploy-report.ts";
import { rollOut } from "./deploy-roll-out.ts";
import { tryVersion } from "./deploy-verify.ts";

/**
 * Creates a state machine or updates the one of that name, publishes a version and routes an alias to it, as far as that is asked for and
 * not so already. Repeated after an error or an interruption, it goes on from what it finds.
 * @throws UserError where it cannot be done, and (exit code 3) where the endpoint refuses or cannot be reached.
 */
export async function deployMachine(request: DeployRequest, ports: DeployPorts): Promise<DeployReport> {
  const { client, interrupted } = ports;
  const { publish, dryRun = false } = request;
  const planned = await planDeploy(client, request, interrupted);
  const { plan, deployed, wanted } = planned;
  const report = { ...asItIs(planned), plan, dryRun };
  if (dryRun || !hasChanges(plan)) return report;
  await ports.approve(plan, wanted.roleArn);
  const machine = await writeMachine(planned, ports);
  const written = { ...report, stateMachineArn: machine.arn, revisionId: machine.revisionId };
  if (publish === undefined) return written;
  const versionArn = planned.versionArn ?? (await publishMachine(machine, publish.description, request.name, ports));
  const published = { ...written, versionArn };
  const { verifyInput } = publish;
  const verified = verifyInput === undefined || !isNews(planned) ? [] : [await tryOut(request, versionArn, verifyInput, ports)];
  const failures = verified.flatMap((execution) => execution.failures);
  if (failures.length > 0 || planned.rollOut === undefined || publish.alias === undefined) return { ...published, verified, failures };
  const { waitMs, name } = publish.alias;
  const aliasArn = `${(deployed ?? machine).arn}:${name}`;
  const end = await rollOut({ ...planned.rollOut, aliasArn, versionArn, waitMs, resolved: request.resolved }, ports);
  return { ...published, alias: end.alias, verified: [...verified, ...end.verified], failures: end.failures };
}

/** What is there before anything is done. */
function asItIs({ deployed, versionArn, rollOut: planned }: PlannedDeploy): Omit<DeployReport, "plan" | "dryRun"> {
  const routes: readonly Route[] = planned?.routes ?? [];
  const aliasArn = deployed && planned && `${deployed.arn}:${planned.name}`;
  return {
    stateMachineArn: deployed?.arn ?? null,
    revisionId: deployed?.revisionId ?? null,
    versionArn: versionArn ?? null,
    alias: aliasArn === undefined || routes.length === 0 ? null : { aliasArn, routes, steppedBack: false },
    verified: [],
    failures: [],
  };
}

/** Whether a version is new, or new to its alias. */
function isNews({ versionArn, rollOut: planned }: PlannedDeploy): boolean {
  return versionArn === undefined || (planned !== undefined && planned.steps.length > 0);
}

async function writeMachine({ plan, wanted, deployed, update }: PlannedDeploy, ports: DeployPorts): Promise<WrittenMachine> {
  const { client, interrupted, onBegin, onStep } = ports;
  if (deployed !== undefined && plan.action === "none") return deployed;
  onBegin({ what: `${deployed === undefined ? "Create" : "Update"} the state machine "${plan.machine}"` });
  if (deployed !== undefined) {
    const updated = await updateMachine(client, deployed, update, interrupted);
    onStep({ type: "updated", stateMachineArn: updated.arn });
    return updated;
  }
  const { type, roleArn, tags, logging, tracing } = wanted;
  const settings = { ...(deepEqual({ ...logging }, { ...WITHOUT_LOGGING }) ? {} : { logging }), ...(tracing ? { tracing } : {}) };
  const machine = { name: plan.machine, type, roleArn, tags, ...settings, definition: definitionText(wanted.definition) };
  const created = await createMachine(client, machine, interrupted);
  onStep({ type: "created", stateMachineArn: created.arn });
  return created;
}

async function publishMachine(
  machine: WrittenMachine,
  description: string | undefined,
  name: string,
  { client, interrupted, onBegin, onStep }: DeployPorts,
): Promise<string> {
  onBegin({ what: `Publish a version of "${name}"` });
  const versionArn = await publishVersion(client, machine, description, interrupted);
  onStep({ type: "published", versionArn });
  return versionArn;
}

async function tryOut(
  { resolved }: DeployRequest,
  versionArn: string,
  input: JsonValue,
  { client, interrupted, onBegin, onStep }: DeployPorts,
): Promise<VerifiedExecution> {
  onBegin({ what: `Run ${versionArn} with the input of --verify-input` });
  const execution = await tryVersion(client, versionArn, input, resolved, interrupted);
  onStep({ type: "verified", execution });
  return execution;
}
