import { resolve } from "node:path";
import { UserError } from "../lib/base/user-error.ts";
import { readHistory } from "../lib/history/read-history.ts";
import { historyJson, historyText } from "../lib/reporters/history-report.ts";
import { resolveMachine } from "../lib/runs/resolve-machine.ts";
import { verifyHistory } from "../lib/runs/verify-history.ts";
import type { Io } from "./io.ts";
import { paintFor } from "./paint.ts";
import { widthOf } from "./terminal-width.ts";

/** The flags of `saga-cli history verify`, as commander gives them. */
export interface VerifyOptions {
  readonly history: string;
  readonly definition: string;
  readonly machine?: string;
  readonly config?: string;
  readonly expect?: string;
  readonly failOn?: readonly string[];
  readonly strict?: boolean;
  readonly format: "text" | "json";
  readonly includeData?: boolean;
}

/** Judges a saved history and prints the verdict; gives the exit code. */
export async function verifyAction(options: VerifyOptions, io: Io): Promise<number> {
  const { history: file, definition, machine, config } = options;
  const text = io.files.read(resolve(io.cwd, file));
  if (text === undefined)
    throw new UserError(`The history file ${file} does not exist`, "Save one with saga-cli run --history-out FILE.", { file });
  const reference = { target: definition, ...(machine === undefined ? {} : { machine }), ...(config === undefined ? {} : { config }) };
  const resolved = await resolveMachine(io.files, io.cwd, reference);
  const report = verifyHistory(readHistory(text, file), resolved, options);
  const style = { width: widthOf(io.stdout, io.env), paint: paintFor(io.stdout, io.env), includeData: options.includeData ?? false };
  io.stdout.write(options.format === "json" ? historyJson(report, style.includeData) : historyText(report, style));
  return report.exitCode;
}
