import type { ExecutionResult } from "../../engine/execution.ts";
import type { HistoryEvent } from "../../history/event.ts";
import { payloadValue } from "../../history/payload.ts";
import type { TargetExecution } from "../target.ts";

/** When an execution began and how it ended, as its whole history says. */
export function endOf(events: readonly HistoryEvent[]): Pick<TargetExecution, "startTime" | "result"> {
  const last = events.at(-1);
  if (last === undefined) throw new Error("An execution without a history has no end");
  return { startTime: events[0]?.timestamp ?? 0, result: { stopTime: last.timestamp, ...resultOf(last) } };
}

type Result = ExecutionResult extends infer T ? (T extends unknown ? Omit<T, "stopTime"> : never) : never;

function resultOf({ type, details }: HistoryEvent): Result {
  switch (type) {
    case "ExecutionSucceeded":
      return { status: "SUCCEEDED", output: payloadValue(details.output) };
    case "ExecutionFailed":
      return { status: "FAILED", ...details };
    case "ExecutionTimedOut":
      return { status: "TIMED_OUT", ...details };
    case "ExecutionAborted":
      return { status: "ABORTED", ...details };
    default:
      throw new Error(`${type} does not end an execution`);
  }
}
