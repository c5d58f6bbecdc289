import type { Files } from "../base/ports.ts";
import type { ResolvedMachine } from "../runs/machine/resolve-machine.ts";
import type { CaseResult } from "./case-result.ts";
import type { CaseRunner, RunnerOptions } from "./case-runner.ts";
import type { MatrixScope } from "./matrix-plans.ts";
import type { SaveTables } from "./save-tables.ts";

/** What is to be tested, and how. */
export interface SuiteRequest extends MatrixScope {
  /** Scenario files, folders, definitions, machines of the config; the working folder without any. */
  readonly targets: readonly string[];
  readonly config?: string;
  readonly scenarios: boolean;
  readonly matrix: boolean;
  /** Only cases whose machine and name hold this text, as `order: ReserveInventory`. */
  readonly only?: string;
  /** This part (from 1) of so many, by the enumeration. */
  readonly shard?: { readonly index: number; readonly of: number };
  /** Absolute paths of changed files: only what they bear on is tested. */
  readonly changed?: readonly string[];
  /** The first red case is the last. */
  readonly bail: boolean;
  readonly strict: boolean;
  readonly strictTasks: boolean;
  readonly seed: number;
  /** The words of the command line that name an endpoint; the embedded engine without them. */
  readonly endpointFlags?: readonly string[];
  /** In percent. */
  readonly minCoverage?: number;
  /** How many threads run the matrix. */
  readonly jobs: number;
  /** Whether the report is to hold what each case did, state by state. */
  readonly timelines: boolean;
}

/** What a suite needs of the outside. */
export interface SuitePorts extends Pick<RunnerOptions, "env" | "onLog" | "interrupted"> {
  readonly files: Files;
  /** Absolute. */
  readonly cwd: string;
  /** Sees each case as soon as it and all before it have run. */
  readonly onCase?: (result: CaseResult) => void;
  /** Runs the cases of a machine elsewhere than on the embedded engine. */
  readonly openRunner?: (resolved: ResolvedMachine) => Promise<CaseRunner>;
  /** Gets the tables of each case, before and after. */
  readonly saveTables?: SaveTables;
}
