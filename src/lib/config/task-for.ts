import type { Config, MachineConfig, TaskConfig } from "./config.ts";

/** The names under which the config may say what answers a task. */
export interface TaskNames {
  readonly state: string;
  /** Last part of a Lambda ARN, after substitution. */
  readonly functionName?: string | undefined;
  /** As `dynamodb:putItem`. */
  readonly serviceAction?: string | undefined;
}

/** What answers a task (docs/configuration.md#tasks): the machine's tasks before the config's, and in each by state, then function, then service and action. */
export function taskFor(config: Config, machine: MachineConfig | undefined, names: TaskNames): TaskConfig | undefined {
  const keys = [names.state, names.functionName, names.serviceAction].filter((key) => key !== undefined);
  const owners = [machine?.tasks ?? {}, config.tasks];
  return owners
    .flatMap((tasks) => keys.flatMap((key) => (Object.hasOwn(tasks, key) ? [tasks[key]] : [])))
    .find((task) => task !== undefined);
}
