import type { Deadline } from "./deadlines.ts";
import type { TaskAnswer } from "./step.ts";
import type { TaskPerformer, TaskReply, TaskRequest } from "./task.ts";
import type { Timeline } from "./timeline.ts";

/** What waiting for replies needs of the simulation that it is part of. */
export interface ReplyPorts {
  readonly perform: TaskPerformer;
  /** In real time replies are admitted as they come, and lose against their tasks' timeouts; in virtual time they take no time. */
  readonly isRealTime: boolean;
  readonly timeline: Timeline;
  /** Called when a reply came in real time. */
  readonly onArrival: () => void;
}

interface PendingReply {
  readonly reply: Promise<TaskReply>;
  readonly deliver: (reply: TaskReply) => void;
}

/** The signal of the next task; used up by one that is not answered at once. Making one costs more than all the rest of a task. */
let spareController = new AbortController();

/** Those of tasks that are not answered at once; a submitted task keeps its own. */
const controllers = new WeakMap<TaskRequest, AbortController>();

/** Replies to tasks that are still to come, in the order in which their tasks were scheduled. */
export class PendingReplies {
  readonly #ports: ReplyPorts;
  readonly #pending = new Set<PendingReply>();
  /** What a performer threw in real time: a bug or bad configuration, never an outcome of the task. */
  #thrown: { readonly error: unknown } | undefined;

  constructor(ports: ReplyPorts) {
    this.#ports = ports;
  }

  /** Asks for a task to be done; a reply that is not there yet can be waited for. */
  request(request: TaskRequest): TaskReply | Promise<TaskReply> {
    const controller = spareController;
    const reply = this.#ports.perform(request, controller.signal);
    if (isAnsweredLater(reply)) {
      controllers.set(request, controller);
      spareController = new AbortController();
    }
    return reply;
  }

  /** Gives the reply on when it counts, or the end of waiting for it; the function that comes back gives up waiting, where there is any. */
  wait(request: TaskRequest, reply: TaskReply | Promise<TaskReply>, give: (answer: TaskAnswer) => void): (() => void) | undefined {
    if (!(reply instanceof Promise)) {
      const silence = this.#give(request, reply, give);
      return silence && (() => cancel(silence));
    }
    let deadline: Deadline | undefined;
    const pending: PendingReply = {
      reply,
      deliver: (answer) => {
        cancel(deadline);
        deadline = this.#give(request, answer, give);
      },
    };
    this.#pending.add(pending);
    if (this.#ports.isRealTime) {
      this.#admitOnArrival(pending);
      deadline = this.#timeout(request, pending, give);
    } else {
      // A task that nobody waits for any more may reject unseen; until then admitFirst sees it.
      reply.catch(() => undefined);
    }
    return () => {
      this.#pending.delete(pending);
      cancel(deadline);
      controllers.get(request)?.abort();
    };
  }

  isEmpty(): boolean {
    return this.#pending.size === 0;
  }

  /** Admits the reply to the task that was scheduled first, when it comes; rejects with what its performer threw. */
  async admitFirst(): Promise<void> {
    const [first] = this.#pending;
    if (first) this.#admit(first, await first.reply);
  }

  /** Throws what a performer has thrown. */
  throwThrown(): void {
    if (this.#thrown) throw this.#thrown.error;
  }

  #admit(pending: PendingReply, reply: TaskReply): void {
    if (this.#pending.delete(pending)) pending.deliver(reply);
  }

  #admitOnArrival(pending: PendingReply): void {
    pending.reply
      .then((reply) => this.#admit(pending, reply))
      .catch((error: unknown) => {
        if (this.#pending.has(pending)) this.#thrown ??= { error };
      })
      .finally(this.#ports.onArrival);
  }

  #give(request: TaskRequest, reply: TaskReply, give: (answer: TaskAnswer) => void): Deadline | undefined {
    if (reply.type !== "silent") {
      give(reply);
      return undefined;
    }
    const { heartbeat = false } = reply;
    const seconds = heartbeat ? (request.heartbeatSeconds ?? request.timeoutSeconds) : shortestTimeout(request);
    const answer = heartbeat ? ({ type: "timedOut", heartbeat } as const) : timedOut(request);
    // A task without a timeout would wait for a year on AWS; whoever injects the silence wants to see what follows it.
    return this.#ports.timeline.at(request.scheduledAt + (seconds ?? 0) * 1000, () => give(answer));
  }

  #timeout(request: TaskRequest, pending: PendingReply, give: (answer: TaskAnswer) => void): Deadline | undefined {
    const seconds = shortestTimeout(request);
    if (seconds === null) return undefined;
    return this.#ports.timeline.at(request.scheduledAt + seconds * 1000, () => {
      if (!this.#pending.delete(pending)) return;
      controllers.get(request)?.abort();
      give(timedOut(request));
    });
  }
}

function cancel(deadline: Deadline | undefined): void {
  if (deadline) deadline.cancelled = true;
}

function isAnsweredLater(reply: TaskReply | Promise<TaskReply>): boolean {
  return reply instanceof Promise || (reply.type === "submitted" && reply.outcome instanceof Promise);
}

function shortestTimeout({ timeoutSeconds, heartbeatSeconds }: TaskRequest): number | null {
  if (timeoutSeconds === null || heartbeatSeconds === null) return timeoutSeconds ?? heartbeatSeconds;
  return Math.min(timeoutSeconds, heartbeatSeconds);
}

function timedOut(request: TaskRequest): TaskAnswer {
  return { type: "timedOut", heartbeat: request.heartbeatSeconds !== null && request.heartbeatSeconds === shortestTimeout(request) };
}
