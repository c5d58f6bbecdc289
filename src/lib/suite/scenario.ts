import type { JsonObject, JsonValue } from "../base/json.ts";
import type { Location } from "../base/span.ts";
import type { TaskConfig } from "../config/config.ts";
import type { ExpectedResidue } from "./residue.ts";

/** A `*.saga.yaml` as it was read: its scenarios, one for each of their cases. */
export interface ScenarioFile {
  /** As messages name it. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  /** Absolute path of the definition; null where the config says where it is. */
  readonly definition: string | null;
  /** The machines of the config that it names; empty where it leaves that to the definition or the config. */
  readonly machines: readonly Located<string>[];
  /** The input that the fault matrix starts from, where the file says one. */
  readonly matrixInput?: JsonValue;
  readonly scenarios: readonly Scenario[];
}

/** One execution and what is expected of it. */
export interface Scenario {
  readonly name: string;
  readonly location: Location;
  /** The config's where it is not given. */
  readonly input?: JsonValue;
  readonly faults: readonly Located<string>[];
  /** What answers tasks, before what the config says. */
  readonly tasks: Readonly<Record<string, TaskConfig>>;
  readonly expectations: readonly Expectation[];
  /** What a rollback may leave, beside what the config says. */
  readonly residue: ExpectedResidue;
}

/** A value and where it stands. */
export interface Located<T> {
  readonly value: T;
  readonly location: Location;
}

/** One thing that an execution has to show. */
export type Expectation = { readonly location: Location } & (
  | { readonly type: "status" | "outcome" | "error"; readonly want: string }
  | { readonly type: "compensations"; readonly want: readonly Located<string>[] }
  | { readonly type: "output"; readonly want: JsonValue }
  | { readonly type: "item"; readonly table: Located<string>; readonly key: JsonObject; readonly want: JsonObject | "absent" }
  | { readonly type: "events"; readonly want: readonly ExpectedEvent[] }
);

/** An event that the history holds, as far as it is described. */
export interface ExpectedEvent {
  readonly location: Location;
  readonly type?: string;
  readonly state?: string;
  readonly details?: JsonObject;
}
