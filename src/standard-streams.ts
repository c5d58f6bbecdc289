import { fstatSync, writeSync } from "node:fs";
import type { Output } from "./commands/io.ts";
import { EXIT } from "./lib/base/user-error.ts";

/** What commands write to. A stream that takes no more drops what still comes: the command goes on, cleans up and ends with its own exit code. */
export interface StandardStreams {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Fires when standard output takes no more. */
  readonly stdoutEnded: AbortSignal;
}

/** The streams of this process; what few commands touch is set up when it is touched, since each takes some milliseconds. */
export function standardStreams(): StandardStreams {
  const ended = new AbortController();
  const end = (error: NodeJS.ErrnoException): void => {
    if (ended.signal.aborted) return;
    ended.abort();
    if (isGone(error)) return;
    streams.stderr.write(`error: Standard output cannot be written: ${error.message}\n`);
    process.on("exit", () => (process.exitCode = EXIT.usage));
  };
  let stderr: Output | undefined;
  const streams: StandardStreams = {
    stdout: standardOutput(end, ended.signal),
    get stderr() {
      // Nobody could be told.
      return (stderr ??= output(process.stderr.on("error", () => {})));
    },
    stdoutEnded: ended.signal,
  };
  return streams;
}

/** A reader that goes away (`| head`), or a terminal that is closed, is no error. */
function isGone({ code }: NodeJS.ErrnoException): boolean {
  return code === "EPIPE" || code === "EIO";
}

const STDOUT = 1;

/** Where it is a pipe or a file it is written directly, since process.stdout takes some milliseconds to set up. */
function standardOutput(end: (error: NodeJS.ErrnoException) => void, ended: AbortSignal): Output {
  const streamOfStdout = (): NodeJS.WriteStream => process.stdout.on("error", end);
  if (isDevice(STDOUT)) return output(streamOfStdout());
  let stream: NodeJS.WriteStream | undefined;
  return {
    write(chunk) {
      if (ended.aborted) return;
      const left = stream === undefined ? writeNow(Buffer.from(chunk), end) : Buffer.from(chunk);
      // A pipe that cannot take more at once: the stream waits for it.
      if (left.length > 0) (stream ??= streamOfStdout()).write(left);
    },
    isTTY: false,
    columns: undefined,
  };
}

/** Whether it is a terminal or the like; on Windows everything is left to the stream. */
function isDevice(descriptor: number): boolean {
  return process.platform === "win32" || fstatSync(descriptor).isCharacterDevice();
}

/** Gives what could not be written yet. */
function writeNow(bytes: Buffer, end: (error: NodeJS.ErrnoException) => void): Buffer {
  let left = bytes;
  try {
    while (left.length > 0) left = left.subarray(writeSync(STDOUT, left));
    return left;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EAGAIN") return left;
    end(error as NodeJS.ErrnoException);
    return Buffer.alloc(0);
  }
}

function output(stream: NodeJS.WriteStream): Output {
  return { write: (chunk) => void stream.write(chunk), isTTY: stream.isTTY, columns: stream.columns };
}
