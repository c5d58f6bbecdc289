import type { Config, MachineConfig, TaskConfig } from "../../config/config.ts";
import { taskFor } from "../../config/task-for.ts";
import type { TaskRequest } from "../../engine/task.ts";
import { lambdaFunctionName } from "../../tasks/lambda-function-name.ts";

/** What the config says answers a task, by the names that the request tells; `settings` are the machine's own. */
export function boundTask(config: Config, settings: MachineConfig | undefined, request: TaskRequest): TaskConfig | undefined {
  const { service, action } = request.integration;
  return taskFor(config, settings, {
    state: request.state,
    functionName: lambdaFunctionName(request),
    serviceAction: service === "" ? undefined : `${service}:${action}`,
  });
}
