import { EXIT, UserError } from "../lib/base/user-error.ts";
import type { HistoryEvent } from "../lib/history/event.ts";
import { historyText } from "../lib/reporters/history-report.ts";
import { findExecution } from "../lib/runs/executions/find-execution.ts";
import { resolveExecution, unknownExecution } from "../lib/runs/executions/resolve-execution.ts";
import { verifyExecution } from "../lib/runs/executions/verify-execution.ts";
import { followShown } from "./follow-shown.ts";
import { growingTable } from "./growing-table.ts";
import type { HistoryEndpoint, HistoryEndpointOptions } from "./history-endpoint.ts";
import { atEndpoint } from "./history-endpoint.ts";
import type { Io } from "./io.ts";
import { createKeyedTimeline } from "./keyed-timeline.ts";
import { styleFor } from "./style-for.ts";

/** The flags of `saga-cli history tail`, as commander gives them. */
export interface TailOptions extends HistoryEndpointOptions {
  /** NAME or ARN: its newest execution. */
  readonly stateMachine?: string;
  readonly follow?: boolean;
  readonly wait?: boolean;
  readonly includeData?: boolean;
}

/** Shows what an execution did, as it does it where that is wanted, and ends with the verdict; gives the exit code. */
export async function tailAction(execution: string | undefined, options: TailOptions, io: Io): Promise<number> {
  const { stateMachine } = options;
  if ((execution === undefined) === (stateMachine === undefined))
    throw new UserError(
      "Name one execution by its ARN, or a state machine with --state-machine",
      "saga-cli history list names the executions.",
    );
  return atEndpoint(options, execution ?? stateMachine ?? "", io, async (endpoint) => {
    const found =
      execution ?? (await findExecution(endpoint.client, stateMachine ?? "", { wait: options.wait ?? false, signal: io.interrupted }));
    return showExecution(found, endpoint, options, io);
  });
}

async function showExecution(executionArn: string, endpoint: HistoryEndpoint, options: TailOptions, io: Io): Promise<number> {
  const { client, place, definition } = endpoint;
  const { interrupted: signal } = io;
  const resolved = await resolveExecution(client, place, executionArn, definition, signal);
  const style = { ...(await styleFor(io.stdout, io.env)), includeData: options.includeData ?? false };
  const events: HistoryEvent[] = [];
  const table = options.follow ? await growingTable(resolved, io) : undefined;
  const timeline = createKeyedTimeline(resolved.model, style);
  try {
    await followShown(client, executionArn, { once: !options.follow }, io, (batch, screen) => {
      events.push(...batch);
      const happened = batch.flatMap((event) => timeline.next(event));
      const changes = table?.(events, screen).map((line) => `${timeline.prefix()}${line}`) ?? [];
      screen.around(() => io.stdout.write([...happened, ...changes].map((line) => `${line}\n`).join("")));
      io.stdoutEnded.throwIfAborted();
    });
    const report = await verifyExecution(client, { executionArn, events }, resolved, {}, signal);
    io.stdout.write(`\n${historyText(report, style)}`);
    return report.exitCode;
  } catch (error) {
    if (error === io.stdoutEnded.reason) return EXIT.ok;
    throw unknownExecution(error, executionArn);
  }
}
