import { join, resolve } from "node:path";
import { diskFiles } from "../src/lib/runs/disk-files.ts";
import type { Io, Output } from "../src/commands/io.ts";
import { main } from "../src/commands/main.ts";
import type { Files } from "../src/lib/base/ports.ts";

/** The repository. */
export const ROOT: string = resolve(import.meta.dirname, "..");

/** The order saga of the fixtures. */
export const ORDER_SAGA: string = join(ROOT, "fixtures/order-processing");

/** When every execution of a test starts. */
const START: number = Date.UTC(2026, 0, 1);

/** What a test says of the outside world; the rest is a pipe 80 columns wide, in the order saga's folder. */
export interface TestWorld {
  readonly cwd?: string;
  readonly env?: Io["env"];
  readonly stdin?: string;
  /** Answers questions; nobody does where it is not said. */
  readonly ask?: Io["ask"];
  readonly interrupted?: AbortSignal;
  readonly stdoutEnded?: AbortSignal;
  /** The disk where not said. */
  readonly files?: Files;
  readonly isTTY?: boolean;
  readonly columns?: number;
  /** Gets each piece of stderr as it comes. */
  readonly onStderr?: (text: string) => void;
}

/** What a command did. */
export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Files that the command wrote, by absolute path; none of them reaches the disk. */
  readonly written: ReadonlyMap<string, string>;
}

/** Runs saga-cli in this process; what it writes is kept, not written. */
export async function runCommand(argv: readonly string[], world: TestWorld = {}): Promise<CommandResult> {
  const {
    cwd = ORDER_SAGA,
    env = {},
    stdin = "",
    interrupted = new AbortController().signal,
    files = diskFiles,
    isTTY = false,
    columns,
  } = world;
  const written = new Map<string, string>();
  const stdout = captured(isTTY, columns);
  const stderr = captured(isTTY, columns, world.onStderr);
  const exitCode = await main(argv, {
    stdout,
    stderr,
    readStdin: () => Promise.resolve(stdin),
    ask: world.ask,
    env,
    cwd,
    files: { ...files, write: (path, text) => void written.set(path, text) },
    clock: { now: () => START },
    interrupted,
    stdoutEnded: world.stdoutEnded ?? new AbortController().signal,
    optimiseLater: () => {},
  });
  return { exitCode, stdout: stdout.text(), stderr: stderr.text(), written };
}

function captured(isTTY: boolean, columns: number | undefined, onText?: (text: string) => void): Output & { text(): string } {
  let all = "";
  return {
    isTTY,
    columns,
    write(text) {
      all += text;
      onText?.(text);
    },
    text: () => all,
  };
}
