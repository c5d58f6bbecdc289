import { diskFiles } from "./lib/runs/disk-files.ts";
import type { Io, Output } from "./commands/io.ts";
import { main } from "./commands/main.ts";
import { EXIT } from "./lib/base/user-error.ts";

/** Runs the program on the real terminal, files and clock, and ends the process with its exit code. */
export function start(): void {
  const interrupt = new AbortController();
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) {
    process.on(signal, () => {
      // The second time nobody wants to wait for cleaning up.
      if (interrupt.signal.aborted) process.exit(EXIT.interrupted);
      interrupt.abort();
    });
  }
  // A reader that goes away (`| head`) is no error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? EXIT.ok : EXIT.bug));
  void main(process.argv.slice(2), realIo(interrupt.signal)).then((code) => {
    process.exitCode = code;
    for (const signal of signals) process.removeAllListeners(signal);
  });
}

function realIo(interrupted: AbortSignal): Io {
  return {
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    readStdin: async () => (await import("node:stream/consumers")).text(process.stdin),
    ask: process.stdin.isTTY && process.stderr.isTTY ? (question) => ask(question, interrupted) : undefined,
    env: process.env,
    cwd: process.cwd(),
    files: diskFiles,
    clock: { now: () => Date.now() },
    interrupted,
  };
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
