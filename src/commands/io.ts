import type { Clock, Files } from "../lib/base/ports.ts";

/** Everything of the outside world that a command may touch; tests give their own. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  /** The whole of standard input, as text. */
  readonly readStdin: () => Promise<string>;
  /** Asks the person a question, and gives the line they answer; undefined where nobody sits at a terminal. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly cwd: string;
  readonly files: Files;
  readonly clock: Clock;
  /** Fires when the person interrupts; whoever reads it takes over what an interruption means. */
  readonly interrupted: AbortSignal;
  /** Fires when standard output takes no more: what goes on only to be read need not go on. */
  readonly stdoutEnded: AbortSignal;
  /** Has V8 optimise later from now on. */
  readonly optimiseLater: () => void;
}

/** A stream that text is written to. */
export interface Output {
  readonly write: (text: string) => void;
  readonly isTTY: boolean;
  /** Width of the terminal; undefined where it is none. */
  readonly columns: number | undefined;
}
