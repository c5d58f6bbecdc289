import type { EventDetails, EventType } from "./event.ts";

const FAILURE = ["error", "cause"] as const;
const TASK = ["resourceType", "resource"] as const;
const ENTERED = ["name", "input"] as const;
const EXITED = ["name", "output", "assignedVariables"] as const;
const ITERATION = ["name", "index"] as const;

/** The fields of each event type's details, in AWS's order; an empty list means that AWS writes no details at all. */
export const DETAIL_FIELDS: { readonly [T in EventType]: readonly (keyof EventDetails[T])[] } = {
  ExecutionStarted: ["input", "roleArn", "stateMachineAliasArn", "stateMachineVersionArn"],
  ExecutionSucceeded: ["output"],
  ExecutionFailed: FAILURE,
  ExecutionAborted: FAILURE,
  ExecutionTimedOut: FAILURE,
  ExecutionRedriven: ["redriveCount"],

  ChoiceStateEntered: ENTERED,
  FailStateEntered: ENTERED,
  MapStateEntered: ENTERED,
  ParallelStateEntered: ENTERED,
  PassStateEntered: ENTERED,
  SucceedStateEntered: ENTERED,
  TaskStateEntered: ENTERED,
  WaitStateEntered: ENTERED,

  ChoiceStateExited: EXITED,
  MapStateExited: EXITED,
  ParallelStateExited: EXITED,
  PassStateExited: EXITED,
  SucceedStateExited: EXITED,
  TaskStateExited: EXITED,
  WaitStateExited: EXITED,

  TaskStateAborted: [],
  WaitStateAborted: [],
  MapStateAborted: [],
  ParallelStateAborted: [],

  TaskScheduled: [...TASK, "region", "parameters", "timeoutInSeconds", "heartbeatInSeconds", "taskCredentials"],
  TaskStarted: TASK,
  TaskStartFailed: [...TASK, ...FAILURE],
  TaskSubmitted: [...TASK, "output"],
  TaskSubmitFailed: [...TASK, ...FAILURE],
  TaskSucceeded: [...TASK, "output"],
  TaskFailed: [...TASK, ...FAILURE],
  TaskTimedOut: [...TASK, ...FAILURE],

  LambdaFunctionScheduled: ["resource", "input", "timeoutInSeconds", "taskCredentials"],
  LambdaFunctionScheduleFailed: FAILURE,
  LambdaFunctionStarted: [],
  LambdaFunctionStartFailed: FAILURE,
  LambdaFunctionSucceeded: ["output"],
  LambdaFunctionFailed: FAILURE,
  LambdaFunctionTimedOut: FAILURE,

  ActivityScheduled: ["resource", "input", "timeoutInSeconds", "heartbeatInSeconds"],
  ActivityScheduleFailed: FAILURE,
  ActivityStarted: ["workerName"],
  ActivitySucceeded: ["output"],
  ActivityFailed: FAILURE,
  ActivityTimedOut: FAILURE,

  ParallelStateStarted: [],
  ParallelStateSucceeded: [],
  ParallelStateFailed: [],
  MapStateStarted: ["length"],
  MapStateSucceeded: [],
  MapStateFailed: [],
  MapIterationStarted: ITERATION,
  MapIterationSucceeded: ITERATION,
  MapIterationFailed: ITERATION,
  MapIterationAborted: ITERATION,
  MapRunStarted: ["mapRunArn"],
  MapRunSucceeded: [],
  MapRunFailed: FAILURE,
  MapRunAborted: [],
  MapRunRedriven: ["mapRunArn", "redriveCount"],

  EvaluationFailed: ["error", "cause", "location", "state"],
};

/** Whether the text names an event type. */
export function isEventType(text: string): text is EventType {
  return Object.hasOwn(DETAIL_FIELDS, text);
}

const DETAILS_KEYS = new Map<EventType, `${string}EventDetails` | null>();

/** Under which name AWS keeps the details of this event type; null where it has none. */
export function detailsKey(type: EventType): `${string}EventDetails` | null {
  let key = DETAILS_KEYS.get(type);
  if (key === undefined) {
    key = DETAIL_FIELDS[type].length === 0 ? null : `${detailsName(type)}EventDetails`;
    DETAILS_KEYS.set(type, key);
  }
  return key;
}

/** All kinds of states share theirs. */
function detailsName(type: EventType): string {
  if (type.endsWith("StateEntered")) return "stateEntered";
  if (type.endsWith("StateExited")) return "stateExited";
  return type.charAt(0).toLowerCase() + type.slice(1);
}
