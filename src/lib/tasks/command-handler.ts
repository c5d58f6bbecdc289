import type { ChildProcessByStdio } from "node:child_process";
import { spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { UserError } from "../base/user-error.ts";
import type { JsonValue } from "../base/json.ts";
import type { TaskOutcome } from "../engine/task.ts";
import { asFunctionError, functionFailure, lambdaUnknown } from "./lambda-failure.ts";
import type { Deadline } from "./task-deadline.ts";
import { armDeadline } from "./task-deadline.ts";

/** One run of a `command:` handler. */
export interface CommandCall {
  /** Program and arguments. */
  readonly command: readonly string[];
  /** Working folder. */
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly event: JsonValue;
  readonly requestId: string;
  /** Gets what the program prints to stderr, line by line. */
  readonly onLog: (line: string) => void;
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * Gives a program the event as JSON on stdin. Exit code 0: the result is the JSON on its stdout (nothing is null). Any other: the failure is
 * `{"errorType", "errorMessage"}` on its stdout or in the last line of its stderr, else Lambda.Unknown. A program that cannot be started is a UserError.
 */
export function runCommand(call: CommandCall, deadline: Deadline, signal: AbortSignal): Promise<TaskOutcome> {
  const [program = "", ...args] = call.command;
  return new Promise((settle, fail) => {
    const child = spawn(program, args, { cwd: call.cwd, env: call.environment, stdio: ["pipe", "pipe", "pipe"], detached: HAS_GROUPS });
    const disarm = armDeadline(deadline, signal, (outcome) => {
      stop(child);
      settle(outcome);
    });
    const stdout = collect(child.stdout);
    const stderr = collect(child.stderr);
    child.on("error", (error) => {
      disarm();
      fail(
        new UserError(
          `The command ${call.command.join(" ")} cannot be started: ${error.message}`,
          "Correct `command:` under tasks in saga.config.yaml.",
        ),
      );
    });
    child.on("close", (code, killedBy) => {
      disarm();
      const [result, messages] = [stdout(), linesOf(stderr())];
      for (const line of messages) call.onLog(line);
      const told = code === 0 ? resultOf(result) : failureOf(result, messages);
      if (told !== undefined) return settle(told);
      for (const line of linesOf(result)) call.onLog(line);
      if (code === 0) call.onLog("(This went to stdout and is not the JSON of a result: messages belong on stderr.)");
      const status = killedBy === null ? `exit status ${code}` : `signal: ${killedBy}`;
      settle(lambdaUnknown(call.requestId, code === 0 ? "the result is not JSON" : `Runtime exited with error: ${status}`));
    });
    // A program may end without reading its input.
    child.stdin.on("error", () => {});
    child.stdin.end(JSON.stringify(call.event));
  });
}

/** A detached program leads a group of its own, which can be ended with all that it has started (npm, uv, a shell's script). */
const HAS_GROUPS = process.platform !== "win32";

/** What leaves the group may live on and hold the output open, which must not keep us waiting. */
function stop(child: Child): void {
  if (HAS_GROUPS && child.pid !== undefined) killGroup(child.pid);
  else child.kill("SIGKILL");
  child.stdout.destroy();
  child.stderr.destroy();
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function collect(stream: Readable): () => string {
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString("utf8");
}

function resultOf(stdout: string): TaskOutcome | undefined {
  if (stdout.trim() === "") return { type: "succeeded", output: null };
  const output = parsed(stdout);
  return output === undefined ? undefined : { type: "succeeded", output };
}

function failureOf(stdout: string, messages: readonly string[]): TaskOutcome | undefined {
  const failure = asFunctionError(parsed(stdout)) ?? asFunctionError(parsed(messages.at(-1) ?? ""));
  return failure && functionFailure(failure);
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function linesOf(text: string): readonly string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}
