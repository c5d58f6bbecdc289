import type { JsonValue } from "../base/json.ts";
import type { ItemChange, Snapshot } from "../data/snapshot.ts";
import type { HistoryEvent } from "../history/event.ts";
import type { SagaModel } from "../saga/model.ts";
import type { OutboxMessage } from "../tasks/outbox.ts";
import type { Verdict } from "../verify/verdict.ts";

/** Everything a run found out; reporters turn it into text or JSON. */
export interface RunReport {
  readonly machine: string;
  /** The definition's file, as the person named it. */
  readonly file: string;
  readonly executionArn: string;
  /** Whether the execution can still be asked for by its ARN. */
  readonly remains: boolean;
  readonly status: "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";
  /** null unless SUCCEEDED. */
  readonly output: JsonValue;
  readonly error: string | null;
  readonly cause: string | null;
  /** Virtual time where time was, ms since the epoch. */
  readonly startedAt: number;
  readonly stoppedAt: number;
  readonly faults: readonly FaultReport[];
  /** Task states whose result was made up by the tool. */
  readonly simulated: readonly string[];
  /** Names in the config's tasks that may have been meant for these. */
  readonly misnamed: readonly MisnamedTask[];
  /** Error classes that no catcher leads to recovery, each with the command that tries it. */
  readonly escapes: readonly Escape[];
  readonly model: SagaModel;
  readonly verdict: Verdict;
  readonly history: readonly HistoryEvent[];
  /** Contents of the configured tables before and after; null where none are configured. */
  readonly tables: { readonly before: Snapshot; readonly after: Snapshot; readonly changes: readonly ItemChange[] } | null;
  readonly outbox: readonly OutboxMessage[];
  /** What the exit code rests on: 0 or 1 (docs/run.md#the-exit-code). */
  readonly exitCode: 0 | 1;
  /** Why the exit code is 1, a sentence each; empty where it is 0. */
  readonly failures: readonly string[];
}

/** A name in the config's tasks that is no state's, and the state that it may have been meant for. */
export interface MisnamedTask {
  readonly task: string;
  readonly state: string;
}

export interface FaultReport {
  /** As the person wrote it. */
  readonly text: string;
  readonly state: string;
  readonly iteration: string | null;
  /** The error injected; null for `STATE=JSON`. */
  readonly error: string | null;
  readonly phase: "before" | "after" | "late" | "result";
  /** Attempts n..m, null for all. */
  readonly attempts: readonly [number, number] | null;
  readonly hits: number;
  /** Nobody can tell how often it was hit: an EXPRESS execution keeps no history that could be asked for. */
  readonly unobserved?: true;
}

export interface Escape {
  readonly state: string;
  readonly error: string;
  readonly command: string;
}
