import type { HistoryEvent } from "../lib/history/event.ts";
import { TERMINAL_EVENTS } from "../lib/history/history.ts";
import { createSagaChanges } from "../lib/reporters/saga-changes.ts";
import { sagaTable } from "../lib/reporters/saga-table.ts";
import type { ResolvedMachine } from "../lib/runs/machine/resolve-machine.ts";
import { judgeHistory } from "../lib/runs/executions/verify-history.ts";
import { NO_CHILDREN } from "../lib/verify/children.ts";
import type { Screen } from "./follow-shown.ts";
import type { Io } from "./io.ts";
import { styleFor } from "./style-for.ts";

/**
 * Shows the saga table as it grows, given all events so far: drawn anew below the timeline where a person watches, else as the lines that
 * it gives back. What an ended execution has come to is for its verdict to say.
 */
export async function growingTable(
  resolved: ResolvedMachine,
  io: Io,
): Promise<(events: readonly HistoryEvent[], screen: Screen) => readonly string[]> {
  const { model } = resolved;
  const changes = createSagaChanges(await styleFor(io.stdout, io.env));
  const tableStyle = { ...(await styleFor(io.stderr, io.env)), includeData: false };
  return (events, { below }) => {
    const last = events.at(-1);
    if (last === undefined || TERMINAL_EVENTS.has(last.type) || !model.saga) return [];
    const { verdict } = judgeHistory({ executionArn: null, events, source: {}, children: NO_CHILDREN }, resolved, {});
    if (below === undefined) return changes.next(verdict);
    below(sagaTable(verdict, model, tableStyle));
    return [];
  };
}
