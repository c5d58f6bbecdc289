import { performance } from "node:perf_hooks";
import type { Route } from "../../targets/deployed/alias-routes.ts";
import { createAlias, route } from "../../targets/deployed/alias-routes.ts";
import { createBell } from "../../targets/endpoint/bell.ts";
import { isLoopback } from "../../targets/endpoint/endpoint.ts";
import type { PlannedRollOut } from "./deploy-plan.ts";
import { versionNumber } from "./deploy-plan.ts";
import type { DeployPorts } from "./deploy-ports.ts";
import type { AliasReport, VerifiedExecution } from "./deploy-report.ts";
import { endedExecutions } from "./deploy-verify.ts";
import type { ResolvedMachine } from "../machine/resolve-machine.ts";

/** An alias that is to lead to a new version, step by step. */
export interface RollOut extends PlannedRollOut {
  readonly aliasArn: string;
  readonly versionArn: string;
  readonly waitMs: number;
  readonly resolved: ResolvedMachine;
}

/** How a roll-out ended. */
export interface RollOutEnd {
  readonly alias: AliasReport;
  readonly verified: readonly VerifiedExecution[];
  readonly failures: readonly string[];
}

/** Between two looks at the executions, in ms: an account may call ListExecutions twice a second. */
const LOOK_MS = { elsewhere: 5000, onLoopback: 50 };

/** Gives the new version its shares one after the other; as soon as one of its executions is bad, the alias leads to the old version again. */
export async function rollOut(plan: RollOut, ports: DeployPorts): Promise<RollOutEnd> {
  const { aliasArn, versionArn, stable, steps, waitMs } = plan;
  const { client, interrupted: signal } = ports;
  // Better to be refused before anything is routed than halfway.
  if (waitMs > 0) await client.call("ListExecutions", { stateMachineArn: versionArn, maxResults: 1 }, { signal });
  const verified: VerifiedExecution[] = [];
  const judged = new Set<string>();
  let routes = plan.routes ?? [];
  let since: number | undefined;
  for (const step of steps) {
    routes = routesAt(step, versionArn, stable);
    const changedAt = await lead(plan, routes, ports);
    since ??= changedAt;
    const executions = await watch(plan, { aliasArn, versionArn, since, judged }, ports);
    verified.push(...executions);
    const bad = executions.find(({ failures }) => failures.length > 0);
    if (bad !== undefined) return stepBack(plan, { routes, verified, bad }, ports);
  }
  return { alias: { aliasArn, routes, steppedBack: false }, verified, failures: [] };
}

function routesAt(weight: number, versionArn: string, stable: string | undefined): readonly Route[] {
  return weight === 100 || stable === undefined
    ? [{ versionArn, weight: 100 }]
    : [
        { versionArn, weight },
        { versionArn: stable, weight: 100 - weight },
      ];
}

async function lead(
  { aliasArn, versionArn, name, routes: before }: RollOut,
  routes: readonly Route[],
  { client, interrupted, onBegin, onStep }: DeployPorts,
): Promise<number> {
  onBegin({ what: `Route the alias "${name}"` });
  const changedAt =
    before === undefined
      ? await createAlias(client, aliasArn, versionArn, interrupted)
      : await route(client, aliasArn, routes, interrupted);
  onStep({ type: "routed", aliasArn, routes });
  return changedAt;
}

/** Judges executions as they end, until the time is over or one is bad. */
async function watch(
  { waitMs, resolved }: RollOut,
  which: Parameters<typeof endedExecutions>[1],
  { client, interrupted, onStep }: DeployPorts,
): Promise<readonly VerifiedExecution[]> {
  const verified: VerifiedExecution[] = [];
  if (waitMs === 0) return verified;
  const { pause } = createBell();
  const end = performance.now() + waitMs;
  for (;;) {
    for await (const execution of endedExecutions(client, which, resolved, interrupted)) {
      verified.push(execution);
      onStep({ type: "verified", execution });
      if (execution.failures.length > 0) return verified;
    }
    const left = end - performance.now();
    if (left <= 0) return verified;
    await pause(Math.min(left, isLoopback(client.endpoint) ? LOOK_MS.onLoopback : LOOK_MS.elsewhere), interrupted);
  }
}

async function stepBack(
  { aliasArn, versionArn, stable, name }: RollOut,
  now: { readonly routes: readonly Route[]; readonly verified: readonly VerifiedExecution[]; readonly bad: VerifiedExecution },
  { client, onBegin, onStep }: DeployPorts,
): Promise<RollOutEnd> {
  const { verified, bad } = now;
  const reason = `The execution ${bad.executionArn} of version ${versionNumber(versionArn)} is bad: ${bad.failures.join(" ")}`;
  if (stable === undefined) {
    const failures = [reason, `The alias "${name}" goes on leading to that version: it never led to another.`];
    return { alias: { aliasArn, routes: now.routes, steppedBack: false }, verified, failures };
  }
  const routes = [{ versionArn: stable, weight: 100 }];
  onBegin({ what: `Route the alias "${name}" back to version ${versionNumber(stable)}` });
  // Whoever interrupts now must not leave the alias with the bad version.
  await route(client, aliasArn, routes);
  onStep({ type: "stepped-back", aliasArn, routes });
  return { alias: { aliasArn, routes, steppedBack: true }, verified, failures: [reason] };
}
