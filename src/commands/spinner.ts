import type { Io } from "./io.ts";

/** Shows that something is going on, where a person watches. */
export interface Spinner {
  /** Ends it and leaves no trace. */
  stop(): void;
}

const SILENT: Spinner = { stop: () => {} };

/** A spinner on stderr where that is a terminal and nobody calls this CI; ora loads only then. */
export async function startSpinner(io: Io, text: string): Promise<Spinner> {
  if (!io.stderr.isTTY || io.env["CI"] !== undefined) return SILENT;
  const { default: ora } = await import("ora");
  return ora({ text, discardStdin: false }).start();
}
