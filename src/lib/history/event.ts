import type { Payload } from "./payload.ts";

/**
 * The details of every history event type, named as in the Step Functions API; payload fields hold values, not text.
 * Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 */
export interface EventDetails {
  ExecutionStarted: { input: Payload; roleArn?: string; stateMachineAliasArn?: string; stateMachineVersionArn?: string };
  ExecutionSucceeded: { output: Payload };
  ExecutionFailed: Failure;
  ExecutionAborted: Failure;
  ExecutionTimedOut: Failure;
  ExecutionRedriven: { redriveCount: number };

  ChoiceStateEntered: StateEntered;
  FailStateEntered: StateEntered;
  MapStateEntered: StateEntered;
  ParallelStateEntered: StateEntered;
  PassStateEntered: StateEntered;
  SucceedStateEntered: StateEntered;
  TaskStateEntered: StateEntered;
  WaitStateEntered: StateEntered;

  ChoiceStateExited: StateExited;
  MapStateExited: StateExited;
  ParallelStateExited: StateExited;
  PassStateExited: StateExited;
  SucceedStateExited: StateExited;
  TaskStateExited: StateExited;
  WaitStateExited: StateExited;

  TaskStateAborted: NoDetails;
  WaitStateAborted: NoDetails;
  MapStateAborted: NoDetails;
  ParallelStateAborted: NoDetails;

  TaskScheduled: TaskKind & {
    region: string;
    parameters: Payload;
    timeoutInSeconds?: number;
    heartbeatInSeconds?: number;
    taskCredentials?: { roleArn: string };
  };
  TaskStarted: TaskKind;
  TaskStartFailed: TaskKind & Failure;
  TaskSubmitted: TaskKind & { output?: Payload };
  TaskSubmitFailed: TaskKind & Failure;
  TaskSucceeded: TaskKind & { output: Payload };
  TaskFailed: TaskKind & Failure;
  TaskTimedOut: TaskKind & Failure;

  LambdaFunctionScheduled: { resource: string; input: Payload; timeoutInSeconds?: number; taskCredentials?: { roleArn: string } };
  LambdaFunctionScheduleFailed: Failure;
  LambdaFunctionStarted: NoDetails;
  LambdaFunctionStartFailed: Failure;
  LambdaFunctionSucceeded: { output: Payload };
  LambdaFunctionFailed: Failure;
  LambdaFunctionTimedOut: Failure;

  ActivityScheduled: { resource: string; input: Payload; timeoutInSeconds?: number; heartbeatInSeconds?: number };
  ActivityScheduleFailed: Failure;
  ActivityStarted: { workerName?: string };
  ActivitySucceeded: { output: Payload };
  ActivityFailed: Failure;
  ActivityTimedOut: Failure;

  ParallelStateStarted: NoDetails;
  ParallelStateSucceeded: NoDetails;
  ParallelStateFailed: NoDetails;
  MapStateStarted: { length: number };
  MapStateSucceeded: NoDetails;
  MapStateFailed: NoDetails;
  MapIterationStarted: Iteration;
  MapIterationSucceeded: Iteration;
  MapIterationFailed: Iteration;
  MapIterationAborted: Iteration;
  MapRunStarted: { mapRunArn: string };
  MapRunSucceeded: NoDetails;
  MapRunFailed: Failure;
  MapRunAborted: NoDetails;
  MapRunRedriven: { mapRunArn: string; redriveCount: number };

  EvaluationFailed: { error: string; cause?: string; location?: string; state: string };
}

/** Error name and cause, each absent where AWS had none. */
export interface Failure {
  error?: string;
  cause?: string;
}

interface StateEntered {
  name: string;
  input: Payload;
}

interface StateExited {
  name: string;
  output: Payload;
  /** Each value as its own payload; AWS writes each as JSON text. */
  assignedVariables?: Readonly<Record<string, Payload>>;
}

interface TaskKind {
  /** The service, for instance `lambda` or `aws-sdk:dynamodb`. */
  resourceType: string;
  /** The action with its pattern, for instance `invoke.waitForTaskToken`. */
  resource: string;
}

interface Iteration {
  /** The Map state. */
  name: string;
  index: number;
}

type NoDetails = Readonly<Record<string, never>>;

/** The name of a history event type. */
export type EventType = keyof EventDetails;

/** One event: ids count from 1, `previousEventId` 0 has none, `timestamp` in ms since the epoch. */
export interface HistoryEventOf<T extends EventType> {
  readonly id: number;
  readonly previousEventId: number;
  readonly timestamp: number;
  readonly type: T;
  readonly details: Readonly<EventDetails[T]>;
}

/** Any history event, told apart by its type. */
export type HistoryEvent = { [T in EventType]: HistoryEventOf<T> }[EventType];
