import { allStates } from "../asl/graph.ts";
import { localIdentity } from "../engine/run-machine.ts";
import type { RunnableMachine } from "../targets/runnable-machine.ts";
import type { ResolvedMachine } from "./resolve-machine.ts";

/** Whether a machine has a task that starts another execution. */
export function startsExecutions({ machine }: Pick<ResolvedMachine, "machine">): boolean {
  return [...allStates(machine)].some(
    (state) => state.type === "Task" && state.integration.service === "states" && state.integration.action === "startExecution",
  );
}

/** The names of the config's machines that a machine may start, as far as its text, its substitutions and its input tell. */
export function namesOfNested(resolved: Pick<ResolvedMachine, "machine" | "settings" | "config">): readonly string[] {
  if (!startsExecutions(resolved)) return [];
  const { machine, settings, config } = resolved;
  const text = [machine.source.text, ...Object.values(settings?.substitutions ?? {}), JSON.stringify(settings?.input ?? null)].join("\n");
  return Object.entries(config.machines).flatMap(([name, { definition }]) =>
    definition !== undefined && text.includes(name) ? [name] : [],
  );
}

/** The machine that a task names by ARN (with version or alias, too) or by name. */
export function machineOfReference(machines: readonly ResolvedMachine[], reference: string): ResolvedMachine | undefined {
  const [, name = reference] = /:stateMachine:([^:]+)(?::[^:]+)?$/.exec(reference) ?? [];
  return machines.find((candidate) => candidate.name === name);
}

/** The machine as an execution of it needs it. */
export function asRunnable({ name, machine, settings }: ResolvedMachine): RunnableMachine {
  const { stateMachineArn, roleArn } = localIdentity(name, "");
  return {
    arn: stateMachineArn,
    name,
    type: settings?.type ?? "STANDARD",
    roleArn: settings?.roleArn ?? roleArn,
    definition: machine.source.text,
    machine,
    revisionId: "",
    updatedAt: 0,
  };
}
