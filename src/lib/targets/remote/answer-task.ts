import { setTimeout as sleep } from "node:timers/promises";
import type { TaskReply, TaskRequest } from "../../engine/task.ts";
import { isRefusal } from "../endpoint/describe-failure.ts";
import type { SfnClient } from "../endpoint/sfn-client.ts";

/** The longest error name and cause that SendTaskFailure takes. */
const MAX_ERROR = 256;
const MAX_CAUSE = 32_768;

/** Answers an activity's task; silence is left to the task's own timeouts, where it has one. */
export async function answerTask(
  client: SfnClient,
  taskToken: string,
  request: TaskRequest,
  reply: TaskReply,
  signal: AbortSignal,
): Promise<void> {
  try {
    switch (reply.type) {
      case "succeeded":
        await client.call("SendTaskSuccess", { taskToken, output: JSON.stringify(reply.output) }, { signal });
        return;
      case "failed": {
        const { error = "", cause = "" } = reply;
        await client.call("SendTaskFailure", { taskToken, error: error.slice(0, MAX_ERROR), cause: cause.slice(0, MAX_CAUSE) }, { signal });
        return;
      }
      case "silent":
        if (request.timeoutSeconds === null && request.heartbeatSeconds === null)
          await client.call("SendTaskFailure", { taskToken, error: "States.Timeout" }, { signal });
        return;
      case "elsewhere":
      case "submitted":
        throw new Error(`${request.state} is done elsewhere, so nobody can answer for it`);
    }
  } catch (error) {
    // It has timed out meanwhile, or the answer came through the first time: the history says which.
    if (!isRefusal(error, "TaskTimedOut", "TaskDoesNotExist")) throw error;
  }
}

/** Sends heartbeats, where the task wants them, as long as the work goes on. */
export async function keepAlive<T>(
  client: SfnClient,
  taskToken: string,
  { heartbeatSeconds }: TaskRequest,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  if (heartbeatSeconds === null) return work();
  const done = new AbortController();
  const beating = beat(client, taskToken, (heartbeatSeconds * 1000) / 3, AbortSignal.any([signal, done.signal]));
  try {
    return await work();
  } finally {
    done.abort();
    await beating;
  }
}

async function beat(client: SfnClient, taskToken: string, everyMs: number, signal: AbortSignal): Promise<void> {
  try {
    for (;;) {
      await sleep(everyMs, undefined, { signal });
      await client.call("SendTaskHeartbeat", { taskToken }, { signal });
    }
  } catch {
    // Without heartbeats the task times out, which the history shows.
  }
}
