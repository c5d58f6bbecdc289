import type { StateMachine } from "../asl/ast.ts";

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
