import { historyJson, historyText } from "../lib/reporters/history-report.ts";
import { resolveExecution, unknownExecution } from "../lib/runs/executions/resolve-execution.ts";
import { verifyExecution } from "../lib/runs/executions/verify-execution.ts";
import type { HistoryReport } from "../lib/runs/executions/verify-history.ts";
import { verifyHistory } from "../lib/runs/executions/verify-history.ts";
import type { HistoryEndpointOptions } from "./history-endpoint.ts";
import { atEndpoint } from "./history-endpoint.ts";
import { readShown } from "./follow-shown.ts";
import type { Io } from "./io.ts";
import type { SavedHistoryOptions } from "./saved-history.ts";
import { isSaved, readSavedHistory } from "./saved-history.ts";
import { styleFor } from "./style-for.ts";

/** The flags of `saga-cli history verify`, as commander gives them. */
export interface VerifyOptions extends HistoryEndpointOptions, SavedHistoryOptions {
  readonly expect?: string;
  readonly failOn?: readonly string[];
  readonly strict?: boolean;
  readonly format: "text" | "json";
  readonly includeData?: boolean;
}

/** Judges a saved history, or that of an endpoint's execution, and prints the verdict; gives the exit code. */
export async function verifyAction(execution: string | undefined, options: VerifyOptions, io: Io): Promise<number> {
  const report = isSaved(execution, options, "verify")
    ? await verifySaved(options, io)
    : await verifyAtEndpoint(execution ?? "", options, io);
  const style = { ...(await styleFor(io.stdout, io.env)), includeData: options.includeData ?? false };
  io.stdout.write(options.format === "json" ? historyJson(report, style.includeData) : historyText(report, style));
  return report.exitCode;
}

async function verifySaved(options: VerifyOptions, io: Io): Promise<HistoryReport> {
  const { history, resolved } = await readSavedHistory(options, io);
  return verifyHistory(history, resolved, options);
}

async function verifyAtEndpoint(executionArn: string, options: VerifyOptions, io: Io): Promise<HistoryReport> {
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
