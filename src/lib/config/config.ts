import type { JsonObject, JsonValue } from "../base/json.ts";
import type { StepSettings } from "./step-settings.ts";

/** `saga.config.yaml` as plain data (docs/configuration.md); paths are absolute, everything else as the person wrote it. */
export interface Config {
  /** Absolute path of the file; null where there is none and the defaults hold. */
  readonly file: string | null;
  /** The folder that relative paths start from. */
  readonly root: string;
  readonly machines: Readonly<Record<string, MachineConfig>>;
  readonly tasks: Readonly<Record<string, TaskConfig>>;
  readonly tables: Readonly<Record<string, TableConfig>>;
  /** Folders that stand for S3 buckets, by bucket name. */
  readonly buckets: Readonly<Record<string, string>>;
  /** Variables that handlers find in their environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly lint: LintConfig;
  readonly target: TargetConfig;
}

export interface MachineConfig {
  readonly definition?: string;
  readonly type?: "STANDARD" | "EXPRESS";
  readonly roleArn?: string;
  /** Values for `${Name}` tokens of the definition. */
  readonly substitutions: Readonly<Record<string, string>>;
  /** What is absent stays as it is deployed. */
  readonly logging?: LoggingConfig;
  /** By AWS X-Ray. */
  readonly tracing?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
  readonly input?: JsonValue;
  readonly saga?: boolean;
  readonly key?: string;
  readonly rollbackMaySucceed?: boolean;
  readonly steps: Readonly<Record<string, StepSettings>>;
  readonly tasks: Readonly<Record<string, TaskConfig>>;
  readonly tables: Readonly<Record<string, TableConfig>>;
  readonly buckets: Readonly<Record<string, string>>;
}

/** What Step Functions writes to CloudWatch Logs. */
export interface LoggingConfig {
  readonly level?: "OFF" | "ALL" | "ERROR" | "FATAL";
  /** Inputs and outputs, too. */
  readonly includeExecutionData?: boolean;
  /** ARN. */
  readonly logGroup?: string;
}

/** What answers a task: exactly one of module, command, http, return, throw. */
export type TaskConfig =
  | { readonly type: "module"; readonly file: string; readonly export: string; readonly timeoutSeconds: number }
  | { readonly type: "command"; readonly command: readonly string[]; readonly timeoutSeconds: number }
  | { readonly type: "http"; readonly url: string; readonly timeoutSeconds: number }
  | { readonly type: "return"; readonly value: JsonValue }
  | { readonly type: "throw"; readonly error: string; readonly cause?: string };

export interface TableConfig {
  /** Partition key, then the sort key if there is one. */
  readonly key: readonly [string] | readonly [string, string];
  /** Types of key attributes; S where not said. */
  readonly types: Readonly<Record<string, "S" | "N" | "B">>;
  /** Environment variable through which handlers learn the table's name. */
  readonly env?: string;
  /** Items that stand in the table before a run, as plain JSON. */
  readonly items: readonly JsonValue[];
  /** Attributes of items that a saga which was rolled back may leave. */
  readonly residue?: readonly JsonObject[];
}

export interface LintConfig {
  readonly rules: Readonly<Record<string, "error" | "warning" | "info" | "off">>;
  readonly ignore: readonly string[];
  readonly baseline?: string;
}

export interface TargetConfig {
  readonly endpointUrl?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly allowAccounts: readonly string[];
}
