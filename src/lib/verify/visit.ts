import type { Payload } from "../history/payload.ts";
import type { Attempt, ChildEnd } from "./attempt.ts";
import type { Iteration } from "./iterations.ts";

/** One stay in a state: from its Entered event to its Exited event. */
export interface Visit {
  readonly state: string;
  /** `Task`, `Choice`, `Parallel`… */
  readonly kind: string;
  /** ARN of the Map run's execution that it lies in; null for the execution that is judged. Event ids are those of its history. */
  readonly execution: string | null;
  readonly iteration: Iteration;
  /** The Parallel or Map visit it lies in. */
  readonly parent: Visit | null;
  /** The visit that led here, by an exit. */
  readonly from: Visit | null;
  readonly entered: number;
  /** Null where it never ended in this history. */
  readonly exited: number | null;
  /** The event that ended the stay: its Exited event, that of a Parallel or Map around it, or what began it anew. Null where it stands. */
  readonly left: number | null;
  readonly input: Payload;
  readonly attempts: readonly Attempt[];
}

/** The stays of an execution, in the order of entering, and what it led to. */
export interface VisitLog {
  readonly visits: readonly Visit[];
  /** The last value of each workflow variable. */
  readonly variables: ReadonlyMap<string, Payload>;
  readonly mapRuns: readonly StartedMapRun[];
  readonly nested: readonly StartedExecution[];
}

/** A Map run, the visit that started it, and the event that says so. */
export interface StartedMapRun {
  readonly arn: string;
  readonly visit: Visit;
  readonly event: number;
}

/** An execution that a task waited for; it has no ARN where the history was written without data. */
export interface StartedExecution {
  readonly arn: string | null;
  readonly event: number;
}

/** What is known of an execution beside its events. */
export interface ExecutionPlace extends Scope {
  readonly execution: string | null;
  /** Whether a state entered a moment ago may be scheduled yet. */
  readonly running: boolean;
  /** How a nested execution ended, by its own verdict; null where that is not known. */
  readonly childEnd: (arn: string) => ChildEnd | null;
}

/** Where the next state stands. */
export interface Scope {
  readonly parent: Visit | null;
  readonly iteration: Iteration;
}
