import { resolve } from "node:path";
import { EXIT } from "../lib/base/user-error.ts";
import { printable } from "../lib/reporters/printable.ts";
import { openHistoryExport } from "../lib/runs/executions/export-history.ts";
import { checkExecutionArn, unknownExecution } from "../lib/runs/executions/resolve-execution.ts";
import { followShown } from "./follow-shown.ts";
import type { HistoryEndpointOptions } from "./history-endpoint.ts";
import { atEndpoint } from "./history-endpoint.ts";
import type { Io } from "./io.ts";

/** The flags of `saga-cli history export`, as commander gives them. */
export interface ExportOptions extends HistoryEndpointOptions {
  readonly out: string;
  readonly follow?: boolean;
}

/** Writes an execution's history to a file; gives the exit code. */
export async function exportAction(executionArn: string, options: ExportOptions, io: Io): Promise<number> {
  checkExecutionArn(executionArn);
  return atEndpoint(options, executionArn, io, async ({ client }) => {
    const target = openHistoryExport(resolve(io.cwd, options.out), executionArn);
    let { last } = target;
    try {
      await followShown(client, executionArn, { after: last, once: !options.follow }, io, (batch) => {
        target.write(batch);
        last = batch.at(-1)?.id ?? last;
      });
    } catch (error) {
      throw unknownExecution(error, executionArn);
    }
    target.finish();
    io.stderr.write(`${last} events in ${printable(options.out)}\n`);
    return EXIT.ok;
  });
}
