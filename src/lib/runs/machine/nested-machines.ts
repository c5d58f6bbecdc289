import { allStates } from "../../asl/graph.ts";
import { localIdentity } from "../../engine/run-machine.ts";
import type { RunnableMachine } from "../../targets/embedded/runnable-machine.ts";
import type { ResolvedMachine } from "./resolve-machine.ts";

/** Whether a machine has a task that starts another execution. */
export function startsExecutions({ machine }: Pick<ResolvedMachine, "machine">): boolean {
  return [...allStates(machine)].some(
    (state) => state.type === "Task" && state.integration.service === "states" && state.integration.action === "startExecution",
  );
}

/**
 * The names of the machines that a machine may start, as far as its definition and its input tell:
 * machines of the config, and `others` of its template, which a definition there names by their logical ids.
 */
export function namesOfNested(
  resolved: Pick<ResolvedMachine, "machine" | "definition" | "settings" | "config">,
  others: readonly string[],
): readonly string[] {
  if (!startsExecutions(resolved)) return [];
  const { definition, settings, config } = resolved;
  const text = `${JSON.stringify(definition)}\n${JSON.stringify(settings?.input ?? null)}`;
  const declared = Object.entries(config.machines).flatMap(([name, machine]) =>
    machine.definition !== undefined && text.includes(name) ? [name] : [],
  );
  return [...new Set([...declared, ...others.filter((name) => text.includes(`\${${name}}`))])];
}

/** The machine that a task names by ARN (with version or alias, too), by name, or by its logical id: `…:stateMachine:${RefundSaga}`. */
export function machineOfReference(machines: readonly ResolvedMachine[], reference: string): ResolvedMachine | undefined {
  const [, name = reference] = /:stateMachine:([^:]+)(?::[^:]+)?$/.exec(reference) ?? [];
  return machines.find((candidate) => candidate.name === name || `\${${candidate.name}}` === name);
}

/** The machine as an execution of it needs it. */
export function asRunnable({ name, machine, definition, type, settings }: ResolvedMachine): RunnableMachine {
  const { stateMachineArn, roleArn } = localIdentity(name, "");
  return {
    arn: stateMachineArn,
    name,
    type: type ?? "STANDARD",
    roleArn: settings?.roleArn ?? roleArn,
    definition: JSON.stringify(definition),
    machine,
    revisionId: "",
    updatedAt: 0,
  };
}
