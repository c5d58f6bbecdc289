import type { State } from "../../asl/ast.ts";
import { sameTemplate } from "../../expr/same-template.ts";

/** Whether both tasks call the very same, with the very same arguments: whatever they are named, they do the same. */
export function asksTheSame(one: State, other: State): boolean {
  if (one.type !== "Task" || other.type !== "Task") return false;
  return one.resource.value === other.resource.value && sameTemplate(one.arguments, other.arguments);
}
