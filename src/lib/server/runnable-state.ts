import type { StateMachine } from "../asl/ast.ts";
import type { RunnableMachine } from "../targets/embedded/runnable-machine.ts";

/** A machine that is only looked at, never listed. */
export function runnableState(machine: StateMachine, arn: string, roleArn: string | undefined): RunnableMachine {
  return {
    arn,
    name: "TestState",
    type: "EXPRESS",
    roleArn: roleArn ?? "arn:aws:iam::123456789012:role/saga-cli-local",
    definition: machine.source.text,
    machine,
    revisionId: "",
    updatedAt: 0,
  };
}
