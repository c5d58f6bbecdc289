import type { ListedExecution } from "../runs/executions/list-executions.ts";
import { printable } from "./printable.ts";
import type { Paint } from "./text-style.ts";
import { VERDICT_WORDS } from "./verdict-words.ts";

const STATUS_WIDTH = 9;
const OUTCOME_WIDTH = 13;

/** One execution as a line: when it began, how it ended, its verdict, its business key, its name. Ends with a newline. */
export function executionLine({ startedAt, status, outcome, key, name }: ListedExecution, paint: Paint): string {
  const verdict = paint[VERDICT_WORDS[outcome].tone](outcome.padEnd(OUTCOME_WIDTH));
  const parts = [
    new Date(startedAt).toISOString(),
    status.padEnd(STATUS_WIDTH),
    verdict,
    ...(key === null ? [] : [printable(key)]),
    printable(name),
  ];
  return `${parts.join("  ")}\n`;
}

/** The list as `--format json` prints it (version 1 of the format), indented and ending with a newline. */
export function executionListJson(executions: readonly ListedExecution[]): string {
  const items = executions.map(({ startedAt, stoppedAt, ...execution }) => ({
    ...execution,
    startDate: new Date(startedAt).toISOString(),
    stopDate: stoppedAt === null ? null : new Date(stoppedAt).toISOString(),
  }));
  return `${JSON.stringify({ version: 1, executions: items }, null, 2)}\n`;
}
