import { randomUUID } from "node:crypto";
import type { StateMachine } from "../../asl/ast.ts";
import type { ExecutionIdentity } from "../../engine/execution.ts";

/** One revision of a state machine, ready to run, and the names by which it was asked for. */
export interface RunnableMachine {
  /** Without version or alias. */
  readonly arn: string;
  readonly name: string;
  readonly type: "STANDARD" | "EXPRESS";
  readonly roleArn: string;
  /** JSON text. */
  readonly definition: string;
  readonly machine: StateMachine;
  readonly revisionId: string;
  /** When this revision came to be, ms since the epoch. */
  readonly updatedAt: number;
  readonly versionArn?: string;
  readonly aliasArn?: string;
  /** The case of the mock configuration that answers its tasks, from `arn#CASE`. */
  readonly testCase?: string;
}

/** The ARN of an execution of that name. */
export function executionArn({ arn, type }: RunnableMachine, name: string): string {
  return type === "STANDARD"
    ? `${arn.replace(":stateMachine:", ":execution:")}:${name}`
    : `${arn.replace(":stateMachine:", ":express:")}:${name}:${randomUUID()}`;
}

/** The names under which one of its executions runs. */
export function identityOf(
  { arn, name, roleArn, versionArn, aliasArn }: RunnableMachine,
  executionArn: string,
  executionName: string,
): ExecutionIdentity {
  return {
    executionArn,
    name: executionName,
    stateMachineArn: arn,
    stateMachineName: name,
    roleArn,
    region: arn.split(":")[3] ?? "",
    ...(versionArn === undefined ? {} : { stateMachineVersionArn: versionArn }),
    ...(aliasArn === undefined ? {} : { stateMachineAliasArn: aliasArn }),
  };
}

/** The longest that an EXPRESS execution runs: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const EXPRESS_SECONDS = 300;

/** The machine as it runs: an EXPRESS one within five minutes. */
export function machineToRun({ machine, type }: RunnableMachine): StateMachine {
  if (type === "STANDARD") return machine;
  return { ...machine, timeoutSeconds: Math.min(machine.timeoutSeconds ?? EXPRESS_SECONDS, EXPRESS_SECONDS) };
}
