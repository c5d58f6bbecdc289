import type { JsonObject, JsonValue } from "../base/json.ts";
import type { Rng } from "../base/ports.ts";
import type { StateMachine } from "../asl/ast.ts";
import type { EventDetails, EventType, Failure } from "../history/event.ts";
import type { History } from "../history/history.ts";
import { TERMINAL_EVENTS } from "../history/history.ts";
import type { Deadline } from "./deadlines.ts";
import type { Fiber, Simulation } from "./simulation.ts";
import type { Visit } from "./visit.ts";

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
  /** The Map runs of its distributed Maps, in the order of their start. */
  readonly mapRuns: MapRun[];
  /** Sees every execution that this one starts. */
  readonly onChild: ((child: Execution) => void) | undefined;
  /** Called when it has ended. */
  onEnd: ((execution: Execution) => void) | undefined;
  /** Its own line, outside every Parallel and Map. */
  line: Line;
  redriveCount: number;
  /** How often each state has been scheduled, by state and iteration. */
  readonly attempts: Map<string, number>;
  /** How many tasks have been scheduled. */
  tasks: number;
  /** At most so many bytes of JSON have come into the execution so far; see payload-limit.ts. */
  weight: number;
  /** When the machine's own TimeoutSeconds ends it. */
  deadline: Deadline | undefined;
  /** Undefined while it runs. */
  result: ExecutionResult | undefined;
}

/** A line of an execution: where it stands, and the fiber that runs it. */
export interface Line {
  readonly frame: Frame;
  readonly fiber: Fiber;
}

/** What one visit to a distributed Map started: its child executions, and the limits that they run under. */
export interface MapRun {
  readonly arn: string;
  readonly executionArn: string;
  /** The limits may change while it runs. */
  maxConcurrency: number;
  toleratedFailureCount: number;
  /** 0 to 100. */
  toleratedFailurePercentage: number;
  /** ms since the epoch. */
  readonly startTime: number;
  stopTime: number | undefined;
  status: "RUNNING" | "SUCCEEDED" | "FAILED" | "ABORTED";
  /** What each child is to get, in the order of the items. */
  inputs: readonly JsonValue[];
  redriveCount: number;
  readonly children: Execution[];
}

/** The names under which AWS would know the execution. */
export interface ExecutionIdentity {
  readonly executionArn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  /** The version and alias that it was started by, where it was. */
  readonly stateMachineVersionArn?: string;
  readonly stateMachineAliasArn?: string;
  readonly roleArn: string;
  readonly region: string;
  /** Members that the context object has instead of the execution's own. */
  readonly context?: JsonObject;
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
  /** `Outer[1]/Inner[2]`, null outside Maps; the child of a distributed Map is in its parent's iteration. */
  readonly iteration: string | null;
  /** The item that the innermost Map is at, as `$$.Map` shows it. */
  readonly mapContext: JsonObject | null;
  /** Id of the last event of this line; the next event's previousEventId. */
  last: number;
  /** The stay in the state that the line is in, between its Entered and Exited events; a redrive goes on from it. */
  visit: Visit | undefined;
  /** The lines that run inside the open state. */
  branches: Set<Branch> | undefined;
}

/** A line inside a Parallel or Map, while it runs. */
export interface Branch extends Line {
  readonly index: number;
}

/** Appends an event to the execution's history after the line's last one, at the present moment. */
export function record<T extends EventType>(frame: Frame, type: T, details: EventDetails[T], previous: number = frame.last): void {
  frame.last = append(frame, type, details, previous);
}

/** Appends an event that nothing follows: the line goes on from where it was. */
export function recordLeaf<T extends EventType>(frame: Frame, type: T, details: EventDetails[T], previous: number = frame.last): void {
  append(frame, type, details, previous);
}

/** The most events that a history holds: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const MAX_EVENTS = 25_000;

/** Thrown through the lines of an execution whose history has room for its end only. */
export class HistoryFull extends Error {}

function append<T extends EventType>({ execution }: Frame, type: T, details: EventDetails[T], previous: number): number {
  const { history, simulation } = execution;
  if (history.events.length >= MAX_EVENTS - 1 && !TERMINAL_EVENTS.has(type)) throw new HistoryFull();
  return history.append(type, previous, simulation.now(), details);
}
