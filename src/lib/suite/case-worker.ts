import { parentPort, workerData } from "node:worker_threads";
import { UserError } from "../base/user-error.ts";
import { diskFiles } from "../runs/disk-files.ts";
import { resolveMachine } from "../runs/machine/resolve-machine.ts";
import type { CaseThreadData, FromCaseThread, ToCaseThread } from "./case-message.ts";
import type { CaseRunner } from "./case-runner.ts";
import { openCaseRunner } from "./case-runner.ts";

/** A thread that runs cases of one machine, one after the other, in a world of its own. */

function post(message: FromCaseThread): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(message);
}

async function open(): Promise<CaseRunner> {
  const { cwd, reference, env, seed, strictTasks } = workerData as CaseThreadData;
  const resolved = await resolveMachine(diskFiles, cwd, reference);
  return openCaseRunner(resolved, { env, seed, strictTasks, onLog: (line) => post({ type: "log", line }) });
}

function failure(error: unknown): FromCaseThread {
  if (!(error instanceof UserError)) return { type: "bug", stack: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  const { message, hint, location, exitCode } = error;
  return { type: "refused", message, hint, location, exitCode };
}

let runner: Promise<CaseRunner> | undefined;

parentPort?.on("message", ({ plan }: ToCaseThread) => {
  runner ??= open();
  runner
    .then((opened) => opened.run(plan))
    .then(
      (observation) => post({ type: "observed", observation }),
      (error: unknown) => post(failure(error)),
    );
});
