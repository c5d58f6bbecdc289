import type { ExecutionRecord } from "../targets/embedded/execution-record.ts";
import type { World } from "../targets/world/world.ts";

/** For how long a client token stands for its redrive, ms, and how many do: https://docs.aws.amazon.com/step-functions/latest/apireference/API_RedriveExecution.html */
const VALID_MS = 15 * 60_000;
const VALID_TOKENS = 10;

interface Redrive {
  readonly token: string;
  /** When it was asked for, ms since the epoch. */
  readonly askedAt: number;
  readonly at: number;
}

/** The redrives of an execution, oldest first. */
const redrives = new WeakMap<ExecutionRecord, readonly Redrive[]>();

/** Redrives an execution; a request that comes again, as SDKs send it when its answer is lost, gets the answer of the first. */
export function redriveOnce(world: World, record: ExecutionRecord, token: string | undefined): number {
  if (token === undefined) return world.redrive(record);
  const askedAt = world.now();
  const earlier = (redrives.get(record) ?? []).filter((redrive) => askedAt - redrive.askedAt < VALID_MS);
  const same = earlier.find((redrive) => redrive.token === token);
  if (same !== undefined) return same.at;
  const at = world.redrive(record);
  redrives.set(record, [...earlier, { token, askedAt, at }].slice(-VALID_TOKENS));
  return at;
}
