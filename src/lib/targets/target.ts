import type { StateMachine } from "../asl/ast.ts";
import type { JsonObject, JsonValue } from "../base/json.ts";
import type { ExecutionResult } from "../engine/execution.ts";
import type { Fault } from "../faults/fault.ts";
import type { InjectedAttempt } from "../faults/inject-faults.ts";
import type { HistoryEvent } from "../history/event.ts";

/** Where executions run: the embedded engine, or an endpoint of the Step Functions API. */
export interface Target {
  /** Runs one execution to its end, with faults. */
  readonly run: (run: TargetRun) => Promise<TargetExecution>;
}

/** One execution to run. */
export interface TargetRun {
  readonly machine: StateMachine;
  /** The machine as JSON, with values in the place of its tokens: what an endpoint gets of it. */
  readonly definition: JsonObject;
  readonly machineName: string;
  readonly executionName: string;
  readonly input: JsonValue;
  readonly faults: readonly Fault[];
  /** Sees every event as soon as it is known. */
  readonly onEvent?: (event: HistoryEvent) => void;
  /** Ends the run; what it has made is taken away before it rejects. */
  readonly interrupted?: AbortSignal | undefined;
}

/** One execution that has run. */
export interface TargetExecution {
  readonly executionArn: string;
  readonly result: ExecutionResult;
  /** ms since the epoch. */
  readonly startTime: number;
  readonly events: readonly HistoryEvent[];
  /** How often each fault was hit, in the order of the plan; null where nobody can tell. */
  readonly hits: readonly number[] | null;
  /** Effects that happened although the history shows a failure. */
  readonly injected: readonly InjectedAttempt[];
  /** The executions that tasks started, however deep, in the order of their starts. */
  readonly nested: readonly NestedExecution[];
  /** What distributed Maps started, nested executions' included. */
  readonly mapRuns: readonly { readonly arn: string; readonly executions: readonly ChildExecution[] }[];
}

/** An execution of a machine that a task started. */
export interface NestedExecution extends ChildExecution {
  readonly machineName: string;
  /** As the endpoint has it (JSON text); absent where the machine is the config's. */
  readonly definition?: string;
}

/** An execution that another one started. */
export interface ChildExecution {
  readonly executionArn: string;
  readonly events: readonly HistoryEvent[];
}
