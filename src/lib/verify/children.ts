import type { HistoryEvent } from "../history/event.ts";
import type { SagaModel } from "../saga/model.ts";
import type { Source } from "./reading.ts";

/** The other executions that a history leads to, however deep, found by their ARNs. One that is missing leaves the verdict `unproven`. */
export interface Children {
  /** Executions that a `startExecution.sync` task waited for. */
  readonly nested: readonly NestedExecution[];
  /** What distributed Maps started. */
  readonly mapRuns: readonly MapRunExecutions[];
  /** No other nested executions exist: the ARN of one that is not here was made up by a mock, and its task alone says how it ended. */
  readonly othersAreMocked?: boolean;
}

/** An execution of another machine, which is a saga or not by itself. */
export interface NestedExecution extends Source {
  readonly arn: string;
  readonly history: readonly HistoryEvent[];
  readonly model: SagaModel;
}

/** All executions of one Map run: iterations of the Map, in the order of its items (or batches). */
export interface MapRunExecutions {
  /** Of the Map run, as MapRunStarted has it. */
  readonly arn: string;
  readonly executions: readonly MapRunExecution[];
}

/** One execution of a Map run. */
export interface MapRunExecution extends Source {
  readonly arn: string;
  readonly history: readonly HistoryEvent[];
}

/** A history that leads nowhere else, or of which nothing else was read. */
export const NO_CHILDREN: Children = { nested: [], mapRuns: [] };
