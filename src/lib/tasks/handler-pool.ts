import { UserError } from "../base/user-error.ts";
import type { TaskOutcome } from "../engine/task.ts";
import type { Caller } from "./handler-answer.ts";
import { conclude } from "./handler-answer.ts";
import { checkHandlerFile } from "./handler-file.ts";
import type { FromWorker, Invocation } from "./handler-message.ts";
import type { HandlerThread } from "./handler-thread.ts";
import { startHandlerThread } from "./handler-thread.ts";
import { lambdaUnknown } from "./lambda-failure.ts";
import type { Deadline } from "./task-deadline.ts";
import { armDeadline } from "./task-deadline.ts";

/** Runs `module:` handlers in a worker thread. */
export interface HandlerPool {
  /** Gives the thread its environment and loads these modules ahead; comes before the first invocation. */
  start(environment: Readonly<Record<string, string>>, preload: readonly string[]): void;
  /** Calls a handler; rejects with a UserError where its file or export is missing. A handler that nobody waits for any more is stopped. */
  invoke(invocation: Invocation, deadline: Deadline, signal: AbortSignal): Promise<TaskOutcome>;
  /** Ends what handlers have left running although nobody waits for them any more, so that the next ones begin in peace. */
  rest(): Promise<void>;
  /** Ends the thread at once, whatever it is doing. */
  close(): Promise<void>;
}

/** A module that loads longer than this never will. */
const LOADING_MS = 30_000;
/** A thread that is free answers at once. */
const ANSWER_MS = 1000;

interface Call extends Caller {
  readonly id: number;
  readonly deadline: Deadline;
  readonly signal: AbortSignal;
  /** Whether the handler itself runs already: only then can it have had an effect. */
  started: boolean;
  /** How many threads ended while loading its module. */
  losses: number;
  disarm: () => void;
}

/** A thread and what it is doing. */
interface Thread {
  readonly worker: HandlerThread;
  readonly calls: Map<number, Call>;
  /** Told whether the thread is at rest, by whoever has asked it. */
  onRest: (isAtRest: boolean) => void;
}

/** Starts a thread at once, so that it is up when the first handler is needed; `onLog` gets what handlers print, line by line, with the function's name before it. */
export function createHandlerPool(onLog: (line: string) => void): HandlerPool {
  const threads = new Set<Thread>();
  let environment: Readonly<Record<string, string>> | undefined;
  /** The thread that gets the next call. */
  let current: Thread | undefined = openThread();
  let invocations = 0;
  let closed = false;

  function openThread(): Thread {
    const thread: Thread = {
      calls: new Map(),
      onRest: () => {},
      worker: startHandlerThread({ onMessage: (message) => receive(thread, message), onEnd: (why) => afterEnd(thread, why) }),
    };
    threads.add(thread);
    if (environment !== undefined) thread.worker.post({ type: "start", environment, preload: [] });
    return thread;
  }

  /** No more calls for this thread: those that it has not begun move on, and it ends with the last of the others. */
  function retire(thread: Thread): void {
    if (thread === current) current = undefined;
    for (const call of [...thread.calls.values()].filter(({ started }) => !started)) {
      detach(thread, call);
      dispatch(call);
    }
    if (thread.calls.size === 0) void thread.worker.end();
  }

  function afterEnd(thread: Thread, why: string): void {
    threads.delete(thread);
    if (closed) return;
    if (why.includes("\n")) log(onLog, "handler", why);
    for (const call of thread.calls.values()) {
      if (!call.started && call.losses++ === 0) continue;
      detach(thread, call);
      if (call.started) call.settle(lambdaUnknown(call.invocation.requestId, firstLine(why)));
      else call.fail(new UserError(`The handler ${call.invocation.file} ended the thread while it was loading: ${firstLine(why)}`));
    }
    retire(thread);
  }

  function dispatch(call: Call): void {
    current ??= openThread();
    const thread = current;
    thread.calls.set(call.id, call);
    thread.worker.post({ type: "invoke", id: call.id, ...call.invocation });
    const loading: Deadline = { ms: LOADING_MS, outcome: { type: "silent" } };
    call.disarm = armDeadline(loading, call.signal, (outcome) => {
      detach(thread, call);
      if (call.signal.aborted) call.settle(outcome);
      else call.fail(new UserError(`The handler ${call.invocation.file} has not finished loading after ${LOADING_MS / 1000} seconds.`));
      retire(thread);
    });
  }

  function detach(thread: Thread, call: Call): void {
    call.disarm();
    thread.calls.delete(call.id);
    if (thread !== current && thread.calls.size === 0) void thread.worker.end();
  }

  function receive(thread: Thread, message: FromWorker): void {
    if (message.type === "log") return log(onLog, message.source, message.text);
    if (message.type === "resting") return thread.onRest(message.busyWith.length === 0);
    const call = thread.calls.get(message.id);
    if (call === undefined) return;
    if (message.type === "started") {
      call.started = true;
      call.disarm();
      call.disarm = armDeadline(call.deadline, call.signal, (outcome) => {
        detach(thread, call);
        call.settle(outcome);
        retire(thread);
      });
      return;
    }
    detach(thread, call);
    conclude(call, message);
  }

  /** A thread that does not answer is busy, too. */
  function isAtRest(thread: Thread): Promise<boolean> {
    return new Promise((done) => {
      const timer = setTimeout(() => done(false), ANSWER_MS);
      thread.onRest = (isAtRest) => {
        clearTimeout(timer);
        done(isAtRest);
      };
      thread.worker.post({ type: "rest" });
    });
  }

  return {
    start(variables, preload) {
      environment = variables;
      current?.worker.post({ type: "start", environment, preload });
    },
    invoke(invocation, deadline, signal) {
      return new Promise((settle, fail) => {
        checkHandlerFile(invocation.file);
        invocations += 1;
        dispatch({ id: invocations, invocation, deadline, signal, settle, fail, started: false, losses: 0, disarm: () => {} });
      });
    },
    async rest() {
      const keeps = current !== undefined && current.calls.size === 0 && (await isAtRest(current)) ? current : undefined;
      const busy = [...threads].filter((thread) => thread !== keeps);
      current = keeps;
      await Promise.all(busy.map(({ worker }) => worker.end()));
    },
    async close() {
      closed = true;
      for (const { calls } of threads) {
        for (const call of calls.values()) {
          call.disarm();
          call.settle({ type: "silent" });
        }
      }
      await Promise.all([...threads].map(({ worker }) => worker.end()));
    },
  };
}

function log(onLog: (line: string) => void, source: string, text: string): void {
  for (const line of text.replace(/\n$/, "").split("\n")) onLog(`${source} | ${line}`);
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
