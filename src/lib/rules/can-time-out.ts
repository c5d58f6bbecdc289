import type { TaskState } from "../asl/ast.ts";

/** Whether the definition bounds the task's time, so that it may end States.Timeout with its effect done. */
export function canTimeOut({ timeoutSeconds, heartbeatSeconds }: TaskState): boolean {
  return timeoutSeconds !== undefined || heartbeatSeconds !== undefined;
}
