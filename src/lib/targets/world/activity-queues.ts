import type { JsonValue } from "../../base/json.ts";
import type { TaskChannel, TaskRequest } from "../../engine/task.ts";
import type { TaskTokens } from "../embedded/task-tokens.ts";

/** A task that a worker has taken. */
export interface ActivityTask {
  readonly taskToken: string;
  readonly input: JsonValue;
}

/** Activity tasks between the executions that schedule them and the workers that take them, first come, first served on both sides. */
export interface ActivityQueues {
  /** Queues a task; its worker answers by its token. */
  readonly schedule: (request: TaskRequest) => TaskChannel;
  /** Takes the next task of an activity, waiting for it until the signal fires; undefined where there was none. */
  readonly take: (activityArn: string, workerName: string | undefined, signal: AbortSignal) => Promise<ActivityTask | undefined>;
}

interface Queue {
  readonly tasks: ActivityTask[];
  readonly workers: Set<Worker>;
}

interface Worker {
  readonly name: string | undefined;
  readonly give: (task: ActivityTask) => void;
}

/** Empty queues; tasks are answered by these tokens. */
export function createActivityQueues(tokens: TaskTokens): ActivityQueues {
  const queues = new Map<string, Queue>();

  function queueOf(activityArn: string): Queue {
    const known = queues.get(activityArn);
    if (known !== undefined) return known;
    const queue: Queue = { tasks: [], workers: new Set() };
    queues.set(activityArn, queue);
    return queue;
  }

  /** A queue that nobody stands in is forgotten. */
  function tidy(activityArn: string, queue: Queue): void {
    const isEmpty = queue.tasks.length === 0 && queue.workers.size === 0;
    // It may have been forgotten before, and others stand in a new one.
    if (isEmpty && queues.get(activityArn) === queue) queues.delete(activityArn);
  }

  function start(task: ActivityTask, workerName: string | undefined): void {
    tokens.send(task.taskToken, { type: "started", ...(workerName === undefined ? {} : { workerName }) });
  }

  return {
    schedule({ resource, taskToken, parameters }) {
      const queue = queueOf(resource);
      const task: ActivityTask = { taskToken: taskToken ?? "", input: parameters };
      const channel = tokens.open(taskToken, {
        onEnd() {
          const place = queue.tasks.indexOf(task);
          if (place >= 0) queue.tasks.splice(place, 1);
          tidy(resource, queue);
        },
      });
      const [worker] = queue.workers;
      if (worker === undefined) queue.tasks.push(task);
      else {
        queue.workers.delete(worker);
        start(task, worker.name);
        worker.give(task);
      }
      return channel;
    },
    async take(activityArn, workerName, signal) {
      const queue = queueOf(activityArn);
      const task = queue.tasks.shift();
      if (task !== undefined) {
        start(task, workerName);
        return task;
      }
      const listening = new AbortController();
      const taken = await new Promise<ActivityTask | undefined>((give) => {
        const worker: Worker = { name: workerName, give };
        queue.workers.add(worker);
        const leave = (): void => {
          queue.workers.delete(worker);
          give(undefined);
        };
        if (signal.aborted) leave();
        else signal.addEventListener("abort", leave, { signal: listening.signal });
      });
      listening.abort();
      tidy(activityArn, queue);
      return taken;
    },
  };
}
