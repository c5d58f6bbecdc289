import { setTimeout as sleep } from "node:timers/promises";
import type { HistoryEvent } from "../../history/event.ts";
import { isTransient } from "./describe-failure.ts";
import type { FollowOptions } from "./follow-history.ts";
import { followHistory } from "./follow-history.ts";
import type { SfnClient } from "./sfn-client.ts";

/** How a history is read that takes long. */
export interface ResumeOptions extends FollowOptions {
  /** Hears of an error after which the reading goes on. */
  readonly onTrouble: (error: Error, lastEvent: number) => void;
}

const PAUSE_MS = 2000;
/** The most errors in a row; each comes after the client's own attempts. */
const MOST_ERRORS = 5;

/** Like {@link followHistory}, and goes on from the last event after errors that pass. */
export async function* followResuming(
  client: SfnClient,
  executionArn: string,
  { onTrouble, ...options }: ResumeOptions,
): AsyncGenerator<readonly HistoryEvent[], void> {
  let last = options.after ?? 0;
  for (let errors = 0; ; errors += 1) {
    try {
      for await (const batch of followHistory(client, executionArn, { ...options, after: last })) {
        last = batch.at(-1)?.id ?? last;
        errors = 0;
        yield batch;
      }
      return;
    } catch (error) {
      if (!isTransient(error) || errors >= MOST_ERRORS) throw error;
      onTrouble(error as Error, last);
      await sleep(PAUSE_MS, undefined, options.signal ? { signal: options.signal } : {});
    }
  }
}
