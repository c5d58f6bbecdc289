import type { MachineType, StateMachine } from "../asl/ast.ts";
import type { JsonObject } from "../base/json.ts";

/** A state machine as the API keeps it: what it is now, and the versions and aliases that were made of it. Times are ms since the epoch. */
export interface StoredMachine {
  readonly arn: string;
  readonly name: string;
  readonly type: MachineType;
  readonly createdAt: number;
  revision: Revision;
  /** By number. */
  readonly versions: Map<number, Version>;
  /** Numbers are never used twice. */
  nextVersion: number;
  /** By name. */
  readonly aliases: Map<string, Alias>;
  readonly tags: Map<string, string>;
}

/** One state of what UpdateStateMachine can change. */
export interface Revision {
  readonly id: string;
  readonly updatedAt: number;
  /** JSON text. */
  readonly definition: string;
  readonly machine: StateMachine;
  readonly roleArn: string;
  /** Kept and given back; nothing is logged, traced or encrypted. */
  readonly settings: RevisionSettings;
}

/** The configurations of a machine, each as it was given. */
export interface RevisionSettings {
  readonly loggingConfiguration?: JsonObject;
  readonly tracingConfiguration?: JsonObject;
  readonly encryptionConfiguration?: JsonObject;
}

/** A revision that was published. */
export interface Version {
  readonly number: number;
  readonly arn: string;
  readonly revision: Revision;
  readonly description: string | undefined;
  readonly createdAt: number;
}

/** A name for one version, or for two that share the executions. */
export interface Alias {
  readonly arn: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly routes: readonly Route[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** How many of a hundred executions an alias gives to a version. */
export interface Route {
  readonly stateMachineVersionArn: string;
  readonly weight: number;
}
