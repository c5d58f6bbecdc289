import type { Route } from "../../targets/deployed/alias-routes.ts";
import type { Outcome } from "../../verify/verdict.ts";

/** What a deployment changes; reporters turn it into text or JSON. */
export interface DeployPlan {
  /** Its name at the endpoint. */
  readonly machine: string;
  /** The definition's file, as the person named it. */
  readonly file: string;
  /** Null for one that is not there yet. */
  readonly stateMachineArn: string | null;
  readonly action: "create" | "update" | "none";
  /** Everything that becomes other, the definition excepted: settings, tags, version, alias. */
  readonly changes: readonly DeployChange[];
  /** As JSON text, indented alike; null where it stays the same. */
  readonly definition: { readonly before: string | null; readonly after: string } | null;
}

/** One setting that becomes other. */
export interface DeployChange {
  /** As a person calls it: `role`, `tag team`, `alias live`. */
  readonly setting: string;
  /** Null where there was nothing. */
  readonly before: string | null;
  readonly after: string;
}

/** Something that was done at the endpoint. */
export type DeployStep =
  | { readonly type: "created" | "updated"; readonly stateMachineArn: string }
  | { readonly type: "published"; readonly versionArn: string }
  | { readonly type: "verified"; readonly execution: VerifiedExecution }
  | { readonly type: "routed" | "stepped-back"; readonly aliasArn: string; readonly routes: readonly Route[] };

/** What goes on: until the step that follows is told, it may have happened or not. */
export interface DeployUndertaking {
  /** As `Update the state machine "order"`. */
  readonly what: string;
}

/** An execution of the new version, and what its history proves. */
export interface VerifiedExecution {
  readonly executionArn: string;
  readonly outcome: Outcome;
  /** Why the verdict is bad, a sentence each; empty where it is good. */
  readonly failures: readonly string[];
}

/** Everything that a deployment did, or would do. */
export interface DeployReport {
  readonly plan: DeployPlan;
  readonly dryRun: boolean;
  /** Null where it would be created. */
  readonly stateMachineArn: string | null;
  readonly revisionId: string | null;
  /** The version that the present revision is published as; null where it is not, or nobody asked. */
  readonly versionArn: string | null;
  readonly alias: AliasReport | null;
  /** Executions of the new version whose histories were judged. */
  readonly verified: readonly VerifiedExecution[];
  /** Why the exit code is 1, a sentence each; empty where it is 0. */
  readonly failures: readonly string[];
}

/** Where an alias leads when a deployment is over. */
export interface AliasReport {
  readonly aliasArn: string;
  readonly routes: readonly Route[];
  readonly steppedBack: boolean;
}
