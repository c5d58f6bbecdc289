import type { State } from "../asl/ast.ts";
import type { JsonObject, JsonValue } from "../base/json.ts";
import { objectOf } from "../base/json.ts";
import type { HistoryEvent } from "../history/event.ts";
import type { Frame, MapRun } from "./execution.ts";
import type { BranchStart } from "./run-branches.ts";

/** One stay in a state, from its Entered event to its Exited event. */
export interface Visit<S extends State = State> {
  readonly frame: Frame;
  readonly state: S;
  /** What the state was given, before InputPath. */
  readonly raw: JsonValue;
  /** Id of the Entered event. */
  readonly enteredId: number;
  /** How often the state has been retried. */
  retries: number;
  taskToken: string | null;
  /** How far the branches of this Parallel or Map have come, by index. */
  progress: BranchProgress[] | undefined;
  /** What a distributed Map has started. */
  mapRun: MapRun | undefined;
  /** A redrive goes on with this visit: what has succeeded inside is kept. */
  isResumed: boolean;
}

/** One branch of a Parallel or iteration of a Map: its output, or the line that has not come to its end. */
export type BranchProgress = { readonly type: "done"; readonly output: JsonValue } | { readonly type: "open"; readonly start: BranchStart };

/** The event with which the stay began. */
export function enteredEvent({ frame, enteredId }: Visit): HistoryEvent {
  return frame.execution.history.events[enteredId - 1]!;
}

/** The context object `$$` (or `$states.context`) as seen from this visit: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
export function contextObject(visit: Visit): JsonObject {
  const { frame, state, retries, taskToken } = visit;
  const { identity, input, startTime, redriveCount } = frame.execution;
  const parts: [string, JsonValue][] = [
    [
      "Execution",
      {
        Id: identity.executionArn,
        Input: input,
        StartTime: isoTime(startTime),
        Name: identity.name,
        RoleArn: identity.roleArn,
        RedriveCount: redriveCount,
      },
    ],
    ["StateMachine", { Id: identity.stateMachineArn, Name: identity.stateMachineName }],
    [
      "State",
      {
        EnteredTime: isoTime(enteredEvent(visit).timestamp),
        Name: state.name,
        ...("retry" in state ? { RetryCount: retries } : {}),
      },
    ],
  ];
  if (taskToken !== null) parts.push(["Task", { Token: taskToken }]);
  if (frame.mapContext !== null) parts.push(["Map", frame.mapContext]);
  return objectOf(identity.context ? [...parts, ...Object.entries(identity.context)] : parts);
}

function isoTime(time: number): string {
  return new Date(time).toISOString();
}
