import { diskFiles } from "./lib/runs/disk-files.ts";
import type { Io, Output } from "./commands/io.ts";
import { main } from "./commands/main.ts";
import { EXIT } from "./lib/base/user-error.ts";

/** Runs the program on the real terminal, files and clock, and ends the process with its exit code. */
export function start(): void {
  // A reader that goes away (`| head`) is no error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? EXIT.ok : EXIT.bug));
  void main(process.argv.slice(2), realIo()).then((code) => {
    process.exitCode = code;
    for (const signal of SIGNALS) process.removeAllListeners(signal);
  });
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** What few commands touch, and what costs a millisecond or more to set up, is set up when it is touched. */
function realIo(): Io {
  let interrupted: AbortSignal | undefined;
  return {
    stdout: output(process.stdout),
    get stderr() {
      return output(process.stderr);
    },
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

/** Fires at the first signal to end; until a command asks for it, a signal ends the process as it ends any other. */
function interruption(): AbortSignal {
  const interrupt = new AbortController();
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      // The second time nobody wants to wait for cleaning up.
      if (interrupt.signal.aborted) process.exit(EXIT.interrupted);
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

function output(stream: NodeJS.WriteStream): Output {
  return { write: (chunk) => void stream.write(chunk), isTTY: stream.isTTY, columns: stream.columns };
}
