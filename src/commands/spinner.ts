import type { Io } from "./io.ts";
import { hasColour } from "./paint.ts";

/** Shows that something is going on, where a person watches. */
export interface Spinner {
  /** Whether somebody watches. */
  readonly isShown: boolean;
  /** Takes it away while something is written, and shows it again below. */
  around(write: () => void): void;
  /** Shows another text from now on, of one line or several. */
  say(text: string): void;
  /** Ends it and leaves no trace. */
  stop(): void;
}

/** Where nobody watches. */
export const NO_SPINNER: Spinner = { isShown: false, around: (write) => write(), say: () => {}, stop: () => {} };

/** A spinner on stderr where that is a terminal and nobody calls this CI; ora loads only then. */
export async function startSpinner(io: Io, text: string): Promise<Spinner> {
  // Where a terminal says that it has no columns (docker, script), ora would clear lines for ever.
  if (!io.stderr.isTTY || !io.stderr.columns || io.env["CI"] !== undefined) return NO_SPINNER;
  const [{ default: ora }, { default: chalk }] = await Promise.all([import("ora"), import("chalk")]);
  // The program's chalk does not look at the terminal itself, and ora paints with it.
  chalk.level = hasColour(io.stderr, io.env) ? 1 : 0;
  const spinner = ora({ text, discardStdin: false }).start();
  return {
    isShown: true,
    around(write) {
      spinner.stop();
      write();
      spinner.start();
    },
    say(now) {
      spinner.text = now;
    },
    stop: () => void spinner.stop(),
  };
}
