import type { JsonValue } from "../base/json.ts";
import type { ItemChange, Snapshot } from "../data/snapshot.ts";
import type { HistoryEvent } from "../history/event.ts";
import type { ExecutionStatus } from "../verify/reading.ts";
import type { Verdict } from "../verify/verdict.ts";

/** What one execution showed, as plain data that can cross threads. */
export interface Observation {
  readonly status: ExecutionStatus;
  readonly output: JsonValue;
  readonly error: string | null;
  readonly cause: string | null;
  /** Virtual time from its start to its end, in ms. */
  readonly virtualMs: number;
  readonly verdict: Verdict;
  /** In the order of entering. */
  readonly visits: readonly VisitRecord[];
  /** How often each fault was hit, in the order of the plan; null where nobody can tell. */
  readonly hits: readonly (number | null)[];
  /** States whose result was made up. */
  readonly simulated: readonly string[];
  /** How the tables changed; null where none are configured. */
  readonly changes: readonly ItemChange[] | null;
  /** Only where they were asked for. */
  readonly details: ObservationDetails | null;
}

/** What only a closer look needs. */
export interface ObservationDetails {
  readonly history: readonly HistoryEvent[];
  readonly before: Snapshot | null;
  readonly after: Snapshot | null;
}

/** One stay in a state. */
export interface VisitRecord {
  readonly state: string;
  /** `Task`, `Choice`, `Parallel`… */
  readonly kind: string;
  /** `Outer[1]/Inner[2]`, null outside Maps. */
  readonly iteration: string | null;
  /** ms of virtual time after the execution's start. */
  readonly from: number;
  readonly to: number;
  /** How often its task was scheduled; 0 for other states. */
  readonly attempts: number;
  /** How its work ended; null for states that do none, and where it succeeded. */
  readonly failure: VisitFailure | null;
  /** The state that its exit led to; null where it ended its flow or was never left. */
  readonly next: string | null;
}

/** Why the last attempt of a state's work was no success. */
export interface VisitFailure {
  /** Null where nobody named it. */
  readonly error: string | null;
  /** Nobody knows whether it took effect. */
  readonly unknown: boolean;
}
