import type { Execution, ExecutionResult, MapRun } from "../../engine/execution.ts";
import type { HistoryEvent } from "../../history/event.ts";
import type { OutboxMessage } from "../../tasks/outbox.ts";
import { ApiError } from "./api-error.ts";
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
  /** The engine's own, as long as it runs or may be redriven in this process. */
  readonly execution: Execution | undefined;
}

/** What is known of an execution beside what the engine knows. */
export interface RecordParts extends Pick<ExecutionRecord, "machine" | "input" | "traceHeader" | "outbox"> {
  readonly mapRunArn?: () => string | undefined;
}

/** The record of an execution that the engine runs; of one that has succeeded it lets go what the engine ran it with. */
export function recordOf(execution: Execution, { machine, input, traceHeader, outbox, mapRunArn }: RecordParts): ExecutionRecord {
  const { identity, history, startTime, mapRuns } = execution;
  let known: Pick<Execution, "result" | "redriveCount"> = execution;
  let live: Execution | undefined = execution;
  const look = (): void => {
    const { result, redriveCount } = known;
    if (live === undefined || result?.status !== "SUCCEEDED") return;
    known = { result, redriveCount };
    live = undefined;
  };
  return {
    arn: identity.executionArn,
    name: identity.name,
    machine,
    input,
    startTime,
    traceHeader,
    get mapRunArn() {
      return mapRunArn?.();
    },
    events: history.events,
    get result() {
      look();
      return known.result;
    },
    get redriveCount() {
      return known.redriveCount;
    },
    redriveTime: undefined,
    mapRuns,
    outbox,
    get execution() {
      look();
      return live;
    },
  };
}

/** The same request again gets the running execution; an ApiError for any other use of its name. */
export function sameExecution(known: ExecutionRecord, inputText: string): ExecutionRecord {
  if (known.result === undefined && known.input === inputText) return known;
  throw new ApiError("ExecutionAlreadyExists", `Execution Already Exists: '${known.arn}'`);
}

/** Finds the Map run of a child in its family. Made here, so that it holds on to nothing else: records live long. */
export function mapRunFinder(family: readonly ExecutionRecord[], childArn: string): () => string | undefined {
  const hasChild = ({ children }: MapRun): boolean => children.some(({ identity }) => identity.executionArn === childArn);
  return () => family.flatMap(({ mapRuns }) => mapRuns).find(hasChild)?.arn;
}
