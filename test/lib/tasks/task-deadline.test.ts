import { expect, test } from "vitest";
import type { TaskOutcome } from "../../../src/lib/engine/task.ts";
import { armDeadline, deadlineOf } from "../../../src/lib/tasks/task-deadline.ts";
import { PROCESS_ORDER, taskRequest } from "./task-request.ts";

const TIMED_OUT: TaskOutcome = {
  type: "failed",
  error: "Sandbox.Timedout",
  cause: '{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: r-1 Error: Task timed out after 30.00 seconds"}',
};

test.each([
  {
    name: "without TimeoutSeconds it is the function's own limit",
    timeoutSeconds: null,
    heartbeatSeconds: null,
    want: { ms: 30_000, outcome: TIMED_OUT },
  },
  {
    name: "TimeoutSeconds comes first where it is shorter",
    timeoutSeconds: 10,
    heartbeatSeconds: null,
    want: { ms: 10_000, outcome: { type: "silent" } },
  },
  {
    name: "TimeoutSeconds comes first where they are equal",
    timeoutSeconds: 30,
    heartbeatSeconds: null,
    want: { ms: 30_000, outcome: { type: "silent" } },
  },
  {
    name: "the function's own limit comes first where that is shorter",
    timeoutSeconds: 300,
    heartbeatSeconds: null,
    want: { ms: 30_000, outcome: TIMED_OUT },
  },
  {
    name: "HeartbeatSeconds comes first where that is shorter",
    timeoutSeconds: 10,
    heartbeatSeconds: 5,
    want: { ms: 5_000, outcome: { type: "silent", heartbeat: true } },
  },
])("$name", ({ timeoutSeconds, heartbeatSeconds, want }) => {
  expect(deadlineOf(taskRequest(PROCESS_ORDER, { timeoutSeconds, heartbeatSeconds }), 30, "r-1")).toEqual(want);
});

test("a limit longer than Node's longest timer does not fire at once", async () => {
  let ended: TaskOutcome | undefined;
  const disarm = armDeadline({ ms: 99_999_999_000, outcome: TIMED_OUT }, new AbortController().signal, (outcome) => (ended = outcome));
  await new Promise((later) => setTimeout(later, 20));
  disarm();
  expect(ended).toBeUndefined();
});
