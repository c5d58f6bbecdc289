import type { TaskState } from "../asl/ast.ts";
import type { Fix } from "./rule.ts";

/** The fix that gives the task a Retry of this one retrier; none where it has a Retry, which only a person can mend. */
export function retryFix(task: TaskState, retrier: object): { readonly fix?: Fix } {
  if (task.retry.length > 0) return {};
  return { fix: { type: "add-field", object: task.span, key: "Retry", value: [retrier] } };
}
