import type { Execution, ExecutionResult, MapRun } from "../engine/execution.ts";
import type { HistoryEvent } from "../history/event.ts";
import type { OutboxMessage } from "../tasks/outbox.ts";
import type { RunnableMachine } from "./runnable-machine.ts";

/** An execution as the API tells of it, running or finished. */
export interface ExecutionRecord {
  readonly arn: string;
  readonly name: string;
  readonly machine: RunnableMachine;
  /** JSON text as it was given. */
  readonly input: string;
  /** ms since the epoch; virtual where time is. */
  readonly startTime: number;
  readonly traceHeader: string | undefined;
  /** The Map run that it is a child of. */
  readonly mapRunArn: string | undefined;
  /** Grows while it runs. */
  readonly events: readonly HistoryEvent[];
  /** Undefined while it runs. */
  readonly result: ExecutionResult | undefined;
  readonly redriveCount: number;
  /** When it was redriven last, ms since the epoch. */
  redriveTime: number | undefined;
  readonly mapRuns: readonly MapRun[];
  /** What its tasks published. */
  readonly outbox: readonly OutboxMessage[];
  /** The engine's own; undefined where an earlier process ran it. */
  readonly execution: Execution | undefined;
}
