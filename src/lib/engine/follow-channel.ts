import type { Frame } from "./execution.ts";
import type { Step, TaskEnd } from "./step.ts";
import { receiveFrom } from "./step.ts";
import type { TaskChannel, TaskRequest } from "./task.ts";
import { recordActivityStarted } from "./task-events.ts";

/** Waits for the outcome of a task that is done elsewhere; each heartbeat puts off its heartbeat timeout. */
export function* followChannel(frame: Frame, request: TaskRequest, channel: TaskChannel): Step<TaskEnd> {
  try {
    return yield* untilOutcome(frame, request, channel);
  } finally {
    channel.onEnd?.();
  }
}

function* untilOutcome(frame: Frame, request: TaskRequest, channel: TaskChannel): Step<TaskEnd> {
  const { simulation } = frame.execution;
  let heardOf = request.scheduledAt;
  for (;;) {
    const timeout = endOf(request.scheduledAt, request.timeoutSeconds);
    const heartbeat = endOf(heardOf, request.heartbeatSeconds);
    const until = Math.min(timeout, heartbeat);
    const message = yield* receiveFrom(channel, until === Number.POSITIVE_INFINITY ? undefined : until);
    if (message === undefined) return { type: "timedOut", heartbeat: heartbeat < timeout };
    switch (message.type) {
      case "heartbeat":
        heardOf = simulation.now();
        break;
      case "started":
        heardOf = simulation.now();
        recordActivityStarted(frame, message.workerName);
        break;
      case "silent":
        break;
      case "succeeded":
      case "failed":
        return message;
    }
  }
}

function endOf(from: number, seconds: number | null): number {
  return seconds === null ? Number.POSITIVE_INFINITY : from + seconds * 1000;
}
