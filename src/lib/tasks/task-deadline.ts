import type { TaskOutcome, TaskRequest } from "../engine/task.ts";
import { sandboxTimedOut } from "./lambda-failure.ts";

/** How long a handler may take in real time, and what comes of it when it takes longer. */
export interface Deadline {
  readonly ms: number;
  readonly outcome: TaskOutcome;
}

/** Node fires a timer beyond this at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** The first limit that a handler meets: its task's TimeoutSeconds or HeartbeatSeconds, which the engine makes a timeout of, or its function's own. */
export function deadlineOf(request: TaskRequest, functionSeconds: number, requestId: string): Deadline {
  const { timeoutSeconds, heartbeatSeconds } = request;
  let first: Deadline = { ms: functionSeconds * 1000, outcome: sandboxTimedOut(requestId, functionSeconds) };
  if (timeoutSeconds !== null && timeoutSeconds * 1000 <= first.ms) first = { ms: timeoutSeconds * 1000, outcome: { type: "silent" } };
  if (heartbeatSeconds === null || heartbeatSeconds * 1000 >= first.ms) return first;
  return { ms: heartbeatSeconds * 1000, outcome: { type: "silent", heartbeat: true } };
}

/** Calls `end` once the deadline has passed, or nobody waits any more; gives back what takes that away again. */
export function armDeadline(deadline: Deadline, signal: AbortSignal, end: (outcome: TaskOutcome) => void): () => void {
  const timer = setTimeout(() => end(deadline.outcome), Math.min(deadline.ms, LONGEST_TIMER));
  const abandon = (): void => end({ type: "silent" });
  signal.addEventListener("abort", abandon);
  return () => {
    clearTimeout(timer);
    signal.removeEventListener("abort", abandon);
  };
}
