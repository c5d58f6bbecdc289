import { historyText } from "../lib/reporters/history-report.ts";
import { verifyHistory } from "../lib/runs/executions/verify-history.ts";
import type { TailOptions } from "./history-tail-action.ts";
import { tailAction } from "./history-tail-action.ts";
import type { Io } from "./io.ts";
import { createKeyedTimeline } from "./keyed-timeline.ts";
import type { SavedHistoryOptions } from "./saved-history.ts";
import { isSaved, readSavedHistory } from "./saved-history.ts";
import { styleFor } from "./style-for.ts";

/** The flags of `saga-cli history show`, as commander gives them. */
export interface ShowOptions extends TailOptions, SavedHistoryOptions {}

/** Shows what an execution did, at its endpoint or in a saved history, and the verdict; gives the exit code. */
export async function showAction(execution: string | undefined, options: ShowOptions, io: Io): Promise<number> {
  if (!isSaved(execution, options, "show")) return tailAction(execution, options, io);
  const { history, resolved } = await readSavedHistory(options, io);
  const report = verifyHistory(history, resolved, {});
  const style = { ...(await styleFor(io.stdout, io.env)), includeData: options.includeData ?? false };
  const timeline = createKeyedTimeline(resolved.model, style);
  const lines = history.events.flatMap((event) => timeline.next(event));
  io.stdout.write(`${lines.map((line) => `${line}\n`).join("")}\n${historyText(report, style)}`);
  return report.exitCode;
}
