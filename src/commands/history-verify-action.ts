import { resolve } from "node:path";
import { UserError } from "../lib/base/user-error.ts";
import { readHistory } from "../lib/history/read-history.ts";
import { historyJson, historyText } from "../lib/reporters/history-report.ts";
import { resolveExecution, unknownExecution } from "../lib/runs/resolve-execution.ts";
import { resolveMachine } from "../lib/runs/resolve-machine.ts";
import { verifyExecution } from "../lib/runs/verify-execution.ts";
import type { HistoryReport } from "../lib/runs/verify-history.ts";
import { verifyHistory } from "../lib/runs/verify-history.ts";
import type { HistoryEndpointOptions } from "./history-endpoint.ts";
import { atEndpoint } from "./history-endpoint.ts";
import { readShown } from "./follow-shown.ts";
import type { Io } from "./io.ts";
import { paintFor } from "./paint.ts";
import { widthOf } from "./terminal-width.ts";

/** The flags of `saga-cli history verify`, as commander gives them. */
export interface VerifyOptions extends HistoryEndpointOptions {
  readonly history?: string;
  readonly expect?: string;
  readonly failOn?: readonly string[];
  readonly strict?: boolean;
  readonly format: "text" | "json";
  readonly includeData?: boolean;
}

/** Judges a saved history, or that of an endpoint's execution, and prints the verdict; gives the exit code. */
export async function verifyAction(execution: string | undefined, options: VerifyOptions, io: Io): Promise<number> {
  const report = execution === undefined ? await verifyFile(options, io) : await verifyAtEndpoint(execution, options, io);
  const style = { width: widthOf(io.stdout, io.env), paint: await paintFor(io.stdout, io.env), includeData: options.includeData ?? false };
  io.stdout.write(options.format === "json" ? historyJson(report, style.includeData) : historyText(report, style));
  return report.exitCode;
}

async function verifyFile(options: VerifyOptions, io: Io): Promise<HistoryReport> {
  const { history: file, definition, machine, config } = options;
  if (file === undefined)
    throw new UserError("There is nothing to verify", "Name an execution by its ARN, or a saved history with --history FILE.");
  if (definition === undefined) throw new UserError("A saved history does not say which definition ran", "Name it with --definition DEF.");
  const { text, name } = await readSaved(file, io);
  const reference = { target: definition, ...(machine === undefined ? {} : { machine }), ...(config === undefined ? {} : { config }) };
  const resolved = await resolveMachine(io.files, io.cwd, reference);
  return verifyHistory(readHistory(text, name), resolved, options);
}

async function readSaved(file: string, io: Io): Promise<{ readonly text: string; readonly name: string }> {
  if (file === "-") return { text: await io.readStdin(), name: "standard input" };
  const text = io.files.read(resolve(io.cwd, file));
  if (text !== undefined) return { text, name: file };
  throw new UserError(`The history file ${file} does not exist`, "Save one with saga-cli run --history-out FILE.", { file });
}

async function verifyAtEndpoint(executionArn: string, options: VerifyOptions, io: Io): Promise<HistoryReport> {
  if (options.history !== undefined)
    throw new UserError("An execution and a history file cannot both be verified", "Leave one of them away.");
  return atEndpoint(options, executionArn, io, async ({ client, place, definition }) => {
    const resolved = await resolveExecution(client, place, executionArn, definition, io.interrupted);
    try {
      const events = await readShown(client, executionArn, io);
      return await verifyExecution(client, { executionArn, events }, resolved, options, io.interrupted);
    } catch (error) {
      throw unknownExecution(error, executionArn);
    }
  });
}
