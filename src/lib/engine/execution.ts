import type { JsonObject, JsonValue } from "../base/json.ts";
import type { Rng } from "../base/ports.ts";
import type { StateMachine } from "../asl/ast.ts";
import type { EventDetails, EventType, Failure } from "../history/event.ts";
import type { History } from "../history/history.ts";
import type { Deadline } from "./deadlines.ts";
import type { Simulation } from "./simulation.ts";

/** One execution of a state machine while it runs. */
export interface Execution {
  readonly machine: StateMachine;
  readonly identity: ExecutionIdentity;
  readonly input: JsonValue;
  /** ms since the epoch. */
  readonly startTime: number;
  readonly history: History;
  readonly simulation: Simulation;
  readonly rng: Rng;
  /** How often each state has been scheduled, by state and iteration. */
  readonly attempts: Map<string, number>;
  /** How many tasks have been scheduled. */
  tasks: number;
  /** When the machine's own TimeoutSeconds ends it. */
  deadline?: Deadline;
  /** Undefined while it runs. */
  result: ExecutionResult | undefined;
}

/** The names under which AWS would know the execution. */
export interface ExecutionIdentity {
  readonly executionArn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  readonly roleArn: string;
  readonly region: string;
}

/** How an execution ended. */
export type ExecutionResult = { readonly stopTime: number } & (
  | { readonly status: "SUCCEEDED"; readonly output: JsonValue }
  | ({ readonly status: "FAILED" | "TIMED_OUT" | "ABORTED" } & Failure)
);

/** Where a flow runs: its execution, its variables, its place in Maps, and the last event of its line. */
export interface Frame {
  readonly execution: Execution;
  /** Variables assigned in this flow, over those of the flows around it. */
  variables: ReadonlyMap<string, JsonValue>;
  /** `Outer[1]/Inner[2]`, null outside Maps. */
  readonly iteration: string | null;
  /** The item that the innermost Map is at, as `$$.Map` shows it. */
  readonly mapContext: JsonObject | null;
  /** Id of the last event of this line; the next event's previousEventId. */
  last: number;
}

/** Appends an event to the execution's history after the line's last one, at the present moment. */
export function record<T extends EventType>(frame: Frame, type: T, details: EventDetails[T], previous: number = frame.last): void {
  const { history, simulation } = frame.execution;
  frame.last = history.append(type, previous, simulation.now(), details);
}
