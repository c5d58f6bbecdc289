import { fstatSync, writeSync } from "node:fs";
import { diskFiles } from "./lib/runs/disk-files.ts";
import type { Io, Output } from "./commands/io.ts";
import { main } from "./commands/main.ts";
import { EXIT } from "./lib/base/user-error.ts";

/** Runs the program on the real terminal, files and clock, and ends the process with its exit code. */
export function start(): void {
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
    stdout: standardOutput(),
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

/** Standard output; where it is a pipe or a file it is written directly, since process.stdout takes some milliseconds to set up. */
function standardOutput(): Output {
  if (isDevice(STDOUT)) return output(streamOfStdout());
  let stream: NodeJS.WriteStream | undefined;
  return {
    write(chunk) {
      const left = stream === undefined ? writeNow(Buffer.from(chunk)) : Buffer.from(chunk);
      // A pipe that cannot take more at once: the stream waits for it.
      if (left.length > 0) (stream ??= streamOfStdout()).write(left);
    },
    isTTY: false,
    columns: undefined,
  };
}

const STDOUT = 1;

/** Whether it is a terminal or the like; on Windows everything is left to the stream. */
function isDevice(descriptor: number): boolean {
  return process.platform === "win32" || fstatSync(descriptor).isCharacterDevice();
}

/** Gives what could not be written. */
function writeNow(bytes: Buffer): Buffer {
  let left = bytes;
  try {
    while (left.length > 0) left = left.subarray(writeSync(STDOUT, left));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EAGAIN") endOfOutput(error as NodeJS.ErrnoException);
  }
  return left;
}

function streamOfStdout(): NodeJS.WriteStream {
  return process.stdout.on("error", endOfOutput);
}

/** A reader that goes away (`| head`) is no error. */
function endOfOutput({ code }: NodeJS.ErrnoException): never {
  process.exit(code === "EPIPE" ? EXIT.ok : EXIT.bug);
}

function output(stream: NodeJS.WriteStream): Output {
  return { write: (chunk) => void stream.write(chunk), isTTY: stream.isTTY, columns: stream.columns };
}
