import type { Io } from "./commands/io.ts";
import { main } from "./commands/main.ts";
import { EXIT } from "./lib/base/user-error.ts";
import { diskFiles } from "./lib/runs/disk-files.ts";
import { standardStreams } from "./standard-streams.ts";

/** Runs the program on the real terminal, files and clock, and ends the process with its exit code. */
export function start(optimiseLater: Io["optimiseLater"]): void {
  void main(process.argv.slice(2), realIo(optimiseLater)).then((code) => {
    process.exitCode = code;
    // After an interruption the same signal may still be passed on: it would end the process before its exit code does.
    if (code !== EXIT.interrupted) for (const signal of SIGNALS) process.removeAllListeners(signal);
  });
}

/** SIGHUP comes when the terminal is closed, or the connection to it is lost. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What few commands touch, and what costs a millisecond or more to set up, is set up when it is touched. */
function realIo(optimiseLater: Io["optimiseLater"]): Io {
  const streams = standardStreams();
  let interrupted: AbortSignal | undefined;
  return {
    stdout: streams.stdout,
    get stderr() {
      return streams.stderr;
    },
    stdoutEnded: streams.stdoutEnded,
    optimiseLater,
    readStdin: async () => (await import("node:stream/consumers")).text(process.stdin),
    get ask() {
      return process.stdin.isTTY && process.stderr.isTTY ? (question: string) => ask(question, this.interrupted) : undefined;
    },
    env: process.env,
    cwd: process.cwd(),
    files: diskFiles,
    clock: { now: () => Date.now() },
    get interrupted() {
      return (interrupted ??= interruption());
    },
  };
}

/** npx and timeout pass on a signal that the terminal, or they themselves, have sent to everybody: within this time it is the same one. */
const ECHO_MS = 500;

/** Fires at the first signal to end; until a command asks for it, a signal ends the process as it ends any other. */
function interruption(): AbortSignal {
  const interrupt = new AbortController();
  let at = 0;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      const now = performance.now();
      if (!interrupt.signal.aborted) at = now;
      // The second time nobody wants to wait for cleaning up.
      else if (now - at > ECHO_MS) process.exit(EXIT.interrupted);
      interrupt.abort();
    });
  }
  return interrupt.signal;
}

async function ask(question: string, signal: AbortSignal): Promise<string> {
  const { createInterface } = await import("node:readline/promises");
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question, { signal });
  } finally {
    lines.close();
  }
}
