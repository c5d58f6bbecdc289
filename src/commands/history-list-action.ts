import { UserError, EXIT } from "../lib/base/user-error.ts";
import { didYouMean } from "../lib/base/near-names.ts";
import { executionLine, executionListJson } from "../lib/reporters/execution-list.ts";
import type { ListedExecution, ListFilter } from "../lib/runs/executions/list-executions.ts";
import { listExecutions } from "../lib/runs/executions/list-executions.ts";
import { OUTCOMES } from "../lib/verify/verdict.ts";
import type { HistoryEndpointOptions } from "./history-endpoint.ts";
import { atEndpoint } from "./history-endpoint.ts";
import type { Io } from "./io.ts";
import { paintFor } from "./paint.ts";

/** The flags of `saga-cli history list`, as commander gives them. */
export interface ListOptions extends HistoryEndpointOptions {
  readonly status?: NonNullable<ListFilter["status"]>;
  readonly outcome?: readonly string[];
  readonly limit: number;
  readonly format: "text" | "json";
}

/** Lists a state machine's executions with their verdicts; gives the exit code. */
export async function listAction(stateMachine: string, options: ListOptions, io: Io): Promise<number> {
  const { status, outcome: outcomes, limit, format } = options;
  const wrong = outcomes?.find((name) => !OUTCOMES.some((known) => known === name));
  if (wrong !== undefined) throw new UserError(`--outcome ${wrong}: there is no such outcome`, didYouMean(wrong, OUTCOMES));
  return atEndpoint(options, stateMachine, io, async ({ client, place }) => {
    const listed: ListedExecution[] = [];
    const paint = await paintFor(io.stdout, io.env);
    for await (const execution of listExecutions(client, place, stateMachine, { status, outcomes, limit, signal: io.interrupted })) {
      listed.push(execution);
      if (format === "text") io.stdout.write(executionLine(execution, paint));
    }
    if (format === "json") io.stdout.write(executionListJson(listed));
    else if (listed.length === 0) io.stdout.write(outcomes === undefined ? "There are none.\n" : noneAmong(limit));
    return EXIT.ok;
  });
}

/** Verdicts are not known before they are found, so that the limit is of what is looked at. */
function noneAmong(limit: number): string {
  return `There are none among the newest ${limit}; --limit N looks at more.\n`;
}
