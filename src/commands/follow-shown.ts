import type { HistoryEvent } from "../lib/history/event.ts";
import { printable } from "../lib/reporters/printable.ts";
import type { FollowOptions } from "../lib/targets/endpoint/follow-history.ts";
import { followResuming } from "../lib/targets/endpoint/resume-following.ts";
import type { SfnClient } from "../lib/targets/endpoint/sfn-client.ts";
import type { Io } from "./io.ts";
import { startSpinner } from "./spinner.ts";

/** Where what is read is shown. */
export interface Screen {
  /** Writes around the spinner. */
  readonly around: (write: () => void) => void;
  /** Shows these lines below the spinner from now on; undefined where nobody watches. */
  readonly below: ((lines: readonly string[]) => void) | undefined;
}

/** An execution's events in batches as they come, while a spinner counts them and errors that pass are told. */
export async function followShown(
  client: SfnClient,
  executionArn: string,
  options: Pick<FollowOptions, "after" | "once">,
  io: Io,
  show: (batch: readonly HistoryEvent[], screen: Screen) => void,
): Promise<void> {
  const name = printable(executionArn.split(":").at(-1) ?? executionArn);
  const spinner = await startSpinner(io, `Reading ${name}`);
  let table: readonly string[] = [];
  const screen: Screen = {
    around: (write) => spinner.around(write),
    below: spinner.isShown ? (lines) => void (table = lines) : undefined,
  };
  const onTrouble = ({ message }: Error, last: number): void =>
    spinner.around(() => io.stderr.write(`${printable(message)}; going on after event ${last}\n`));
  try {
    for await (const batch of followResuming(client, executionArn, { ...options, signal: io.interrupted, onTrouble })) {
      show(batch, screen);
      spinner.say([`Reading ${name}: ${batch.at(-1)?.id ?? 0} events`, ...table].join("\n"));
    }
  } finally {
    spinner.stop();
  }
}

/** All events of an execution as far as it has come. */
export async function readShown(client: SfnClient, executionArn: string, io: Io): Promise<readonly HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  await followShown(client, executionArn, { once: true }, io, (batch) => void events.push(...batch));
  return events;
}
