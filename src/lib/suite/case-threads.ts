import { Worker } from "node:worker_threads";
import { UserError } from "../base/user-error.ts";
import type { MachineReference } from "../runs/machine/locate-machine.ts";
import { untilInterrupted } from "../runs/until-interrupted.ts";
import type { CaseThreadData, FromCaseThread, ToCaseThread } from "./case-message.ts";
import type { CasePlan, CaseRunner, RunnerOptions } from "./case-runner.ts";
import type { Observation } from "./observation.ts";

/** The sources run the bundle's worker, because no Node before 22.18 loads a .ts file. */
const WORKER = new URL(import.meta.url.endsWith(".ts") ? "../../../dist/cli/case-worker.js" : "./case-worker.js", import.meta.url);

interface Case {
  readonly plan: CasePlan;
  readonly settle: (observation: Observation) => void;
  readonly fail: (error: Error) => void;
}

/** One thread and the case that it is at. */
interface Thread {
  readonly worker: Worker;
  current: Case | undefined;
}

/** Runs executions of one machine in so many threads, each with a world of its own; a case gets the first thread that is free. */
export function openCaseThreads(cwd: string, reference: MachineReference, jobs: number, options: RunnerOptions): CaseRunner {
  const { env, seed, strictTasks = false, onLog, interrupted } = options;
  const data: CaseThreadData = { cwd, reference, env: { ...env }, seed, strictTasks };
  const waiting: Case[] = [];
  const threads: Thread[] = [];

  function openThread(): Thread {
    const thread: Thread = { worker: new Worker(WORKER, { workerData: data }), current: undefined };
    thread.worker.on("message", (message: FromCaseThread) => {
      if (message.type === "log") return onLog(message.line);
      conclude(thread, message);
    });
    thread.worker.on("error", (error: unknown) => {
      threads.splice(threads.indexOf(thread), 1);
      thread.current?.fail(error instanceof Error ? error : new Error(String(error)));
    });
    threads.push(thread);
    return thread;
  }

  function conclude(thread: Thread, message: Exclude<FromCaseThread, { type: "log" }>): void {
    const { current } = thread;
    thread.current = undefined;
    dispatch();
    if (message.type === "observed") return current?.settle(message.observation);
    current?.fail(
      message.type === "bug" ? new Error(message.stack) : new UserError(message.message, message.hint, message.location, message.exitCode),
    );
  }

  function dispatch(): void {
    const next = waiting.shift();
    if (next === undefined) return;
    const free = threads.find(({ current }) => current === undefined) ?? (threads.length < jobs ? openThread() : undefined);
    if (free === undefined) return void waiting.unshift(next);
    free.current = next;
    const message: ToCaseThread = { plan: next.plan };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    free.worker.postMessage(message);
  }

  const run = (plan: CasePlan): Promise<Observation> =>
    new Promise((settle, fail) => {
      waiting.push({ plan, settle, fail });
      dispatch();
    });
  return {
    // One case waits for each thread, so that none is idle while results are handed over.
    lanes: jobs * 2,
    run: (plan) => untilInterrupted(() => run(plan), interrupted),
    async close() {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}
