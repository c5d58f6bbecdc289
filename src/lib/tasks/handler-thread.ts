import { Worker } from "node:worker_threads";
import type { FromWorker, ToWorker } from "./handler-message.ts";

/** What a thread reports. */
export interface ThreadListener {
  readonly onMessage: (message: FromWorker) => void;
  /** The thread is gone; `why` as Lambda would put it. */
  readonly onEnd: (why: string) => void;
}

/** One worker thread with its own environment. */
export interface HandlerThread {
  post(message: ToWorker): void;
  /** Ends it at once, whatever it is doing. */
  end(): Promise<void>;
}

/** The sources run the bundle's worker, because no Node before 22.18 loads a .ts file. */
const WORKER = new URL(import.meta.url.endsWith(".ts") ? "../../../dist/cli/handler-worker.js" : "./handler-worker.js", import.meta.url);

/** Starts a thread; it loads nothing of the person's before it is told to. */
export function startHandlerThread(listener: ThreadListener): HandlerThread {
  // Handlers' output comes as messages; what still slips through must not reach the program's stdout.
  const worker = new Worker(WORKER, { env: {}, stdout: true, stderr: true });
  let crash: string | undefined;
  worker.on("message", listener.onMessage);
  worker.on("error", (error: unknown) => {
    crash = error instanceof Error ? (error.stack ?? error.message) : String(error);
  });
  worker.on("exit", (code) => listener.onEnd(`Runtime exited with error: ${crash ?? `exit status ${code}`}`));
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    post: (message) => worker.postMessage(message),
    async end() {
      await worker.terminate();
    },
  };
}
