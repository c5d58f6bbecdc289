import type { TaskReply, TaskRequest } from "../../engine/task.ts";
import type { ChildPorts } from "../embedded/nested-execution.ts";
import { isNestedExecution, startNested } from "../embedded/nested-execution.ts";

/** What tasks may ask of Step Functions itself. */
export interface StepFunctionsPorts extends ChildPorts {
  readonly hasActivity: (arn: string) => boolean;
  /** Performs what tasks ask of the API by the SDK; undefined for any other task. */
  readonly callApi?: ((task: TaskRequest) => Promise<TaskReply> | undefined) | undefined;
}

/** Performs a task that Step Functions itself does: a nested execution, a call of its API, an activity that is not there; undefined for any other. */
export function askStepFunctions(task: TaskRequest, ports: StepFunctionsPorts): TaskReply | Promise<TaskReply> | undefined {
  if (task.integration.kind === "activity" && !ports.hasActivity(task.resource)) {
    return {
      type: "failed",
      error: "States.Runtime",
      cause: `The activity ARN '${task.resource}' specified does not exist`,
      phase: "schedule",
    };
  }
  return isNestedExecution(task) ? startNested(task, ports) : ports.callApi?.(task);
}
