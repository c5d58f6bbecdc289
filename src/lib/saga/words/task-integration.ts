import type { TaskState } from "../../asl/ast.ts";
import type { Integration } from "../../asl/integration.ts";
import { integrationOf } from "../../asl/integration.ts";

/** How a Task reaches the outside, with the tokens of a partition filled in, which otherwise hide the service. */
export function taskIntegration({ resource: { value }, integration }: TaskState): Integration {
  return integration.kind === "unknown" ? integrationOf(value.replace(HIDDEN_PARTITION, "arn:aws")) : integration;
}

const HIDDEN_PARTITION = /^arn:(?:\$\{AWS::Partition\}|#\{AWS::Partition\}|\{\{.*?\}\})/;
